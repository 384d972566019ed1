// SPDX-License-Identifier: Apache-2.0
// The entries of a room's log as the client reads them: a frame becomes one of five kinds, checked once and
// trusted from then on. Pure.
import { entryId, type Frame, isRecord, text, whole } from '../../net/frames.ts';

export interface MessageEntry {
  kind: 'message';
  id: number;
  sender: string;
  own: boolean;
  // Empty once it is recalled.
  content: string;
  // `text`, `emoji`, `system`, or what a newer server says.
  type: string;
  // Milliseconds since 1970, as the server says.
  at: number;
  replyTo: number | null;
  recalled: boolean;
  // Empty unless recalled, and where the server does not say who did it.
  recalledBy: string;
  // Only of one's own messages.
  clientId: string;
  // Of one's own message: somebody else has read it. Of another's: I have.
  read: boolean;
  // Why the site warns of it: `contact`, `link`, `money` or `word`; absent or empty: it does not.
  caution?: string;
}

export interface RecallEntry {
  kind: 'recall';
  id: number;
  target: number;
  by: string;
  at: number;
}

export interface MemberEntry {
  kind: 'member';
  id: number;
  // `joined`, `added`, `left`, `removed`, `role`, `muted`, `unmuted`, `revealed`, `kept`.
  action: string;
  username: string;
  by: string;
  role: string;
  mutedUntil: number | null;
  // Of `revealed` and `kept`: the other one had said so before.
  both?: boolean;
  at: number;
}

export interface EndedEntry {
  kind: 'ended';
  id: number;
  reason: string;
  at: number;
}

// Of a newer server: it has its place in the log, and the screen says so.
export interface UnknownEntry {
  kind: 'unknown';
  id: number;
}

export type Entry = MessageEntry | RecallEntry | MemberEntry | EndedEntry | UnknownEntry;

// null for frames that are no entries. On a socket a frame of an unknown type counts as none: whether its id is
// a place in the log nobody can tell.
export function entryOf(frame: Frame): Entry | null {
  const id = entryId(frame);
  if (id === null || id === 0) return null;
  switch (frame.type) {
    case 'message_recalled':
      return recallOf(frame, id);
    case 'member_changed':
      return memberOf(frame, id);
    case 'room_ended':
      return { kind: 'ended', id, reason: text(frame.reason), at: time(frame.created_at) };
    default:
      return isRecord(frame.message) ? messageOf(frame.message, id) : null;
  }
}

// The same for a frame from a page of the log, where whatever has an id is an entry.
export function pagedEntry(frame: Frame): Entry | null {
  const entry = entryOf(frame);
  const id = whole(frame.id) ?? 0;
  return entry === null && id > 0 ? { kind: 'unknown', id } : entry;
}

// What this device keeps of an entry until the next visit, in the place of the frame that brought it: what was
// taken back has lost its words for good. Another version's is not taken.
const KEPT = 'kept entry 1';

export function keptFrame(entry: Entry): Frame {
  return { type: KEPT, entry };
}

// null when it is none.
export function keptEntry(frame: Frame): Entry | null {
  return frame.type === KEPT ? (frame.entry as Entry) : null;
}

function messageOf(message: Record<string, unknown>, id: number): MessageEntry {
  const recalled = message.recalled === true;
  const own = message.is_own === true;
  return {
    kind: 'message',
    id,
    sender: text(message.sender),
    own,
    content: recalled ? '' : text(message.content),
    type: text(message.message_type) || 'text',
    at: time(message.created_at),
    replyTo: whole(message.reply_to),
    recalled,
    recalledBy: '',
    clientId: own ? text(message.client_id) : '',
    read: message.is_read === true,
    caution: text(message.caution),
  };
}

function recallOf(frame: Frame, id: number): Entry {
  const target = whole(frame.target);
  if (target === null) return { kind: 'unknown', id };
  return { kind: 'recall', id, target, by: text(frame.username), at: time(frame.created_at) };
}

function memberOf(frame: Frame, id: number): MemberEntry {
  return {
    kind: 'member',
    id,
    action: text(frame.action),
    username: text(frame.username),
    by: text(frame.by),
    role: text(frame.role),
    mutedUntil: time(frame.muted_until) || null,
    both: frame.both === true,
    at: time(frame.created_at),
  };
}

// Milliseconds since 1970 of an ISO 8601 time; 0 when it is none. Microseconds are cut: not every browser
// reads them.
export function time(value: unknown): number {
  const ms = Date.parse(text(value).replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(ms) ? 0 : ms;
}
