// SPDX-License-Identifier: Apache-2.0
// What an open room asks of the server, each call with the shape of its answer (docs/protocol.md §3). What an
// answer lacks is empty or zero here, so that nobody behind this file reads a value whose type he does not know.
import { type Answer, get, post, type Refusal } from './api.ts';
import { type Frame, isRecord, text, whole } from './frames.ts';

export const API = '/tools/api';
// 200 is what the server gives at most; 50 is a screen and a half.
export const PAGE_MAX = 200;
export const PAGE = 50;

export interface Profile {
  id: number;
  username: string;
  online: boolean;
}

export interface HistoryPage {
  ok: true;
  entries: Frame[];
  hasMore: boolean;
  ended: boolean;
  // Entries below are gone; 0 when nothing is.
  prunedBefore: number;
}

export interface Person extends Profile {
  // owner, admin, member, or guest: present in an open room without being a member.
  role: string;
  // ISO 8601, or empty.
  mutedUntil: string;
  read: number;
  delivered: number;
}

export interface People {
  ok: true;
  kind: string;
  name: string;
  memberCount: number;
  people: Person[];
}

export function roomPath(room: string, what: string): string {
  return `${API}/chat/${encodeURIComponent(room)}/${what}/`;
}

// Whether a socket of mine would be let in, and if not, why. It changes nothing.
export function admission(room: string): Promise<Answer | Refusal> {
  return get(`${roomPath(room, 'admission')}?${new URLSearchParams({ origin: location.origin })}`);
}

// Ascending; without `before` and `after` the newest.
export async function historyPage(
  room: string,
  query: { before?: number; after?: number; limit?: number },
): Promise<HistoryPage | Refusal> {
  const params = new URLSearchParams({ limit: String(query.limit ?? PAGE) });
  if (query.before !== undefined) params.set('before', String(query.before));
  if (query.after !== undefined) params.set('after', String(query.after));
  const answer = await get(`${roomPath(room, 'messages')}?${params}`);
  if (!answer.ok) return answer;
  const { body } = answer;
  return {
    ok: true,
    entries: records(body.entries).filter(isFrame),
    hasMore: body.has_more === true,
    ended: body.room_ended === true,
    prunedBefore: whole(body.pruned_before) ?? 0,
  };
}

// The answer's body has `id`, the place of the recall in the log.
export function recallMessage(room: string, id: number): Promise<Answer | Refusal> {
  return post(roomPath(room, 'recall'), { id });
}

export async function participants(room: string): Promise<People | Refusal> {
  const answer = await get(roomPath(room, 'participants'));
  if (!answer.ok) return answer;
  const data = isRecord(answer.body.data) ? answer.body.data : {};
  return {
    ok: true,
    kind: text(data.kind),
    name: text(data.name),
    memberCount: whole(data.member_count) ?? 0,
    people: records(data.participants).map(person),
  };
}

// --- shapes ---

export function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function isFrame(value: Record<string, unknown>): value is Frame {
  return typeof value.type === 'string';
}

export function profile(of: Record<string, unknown>): Profile {
  return { id: whole(of.id) ?? 0, username: text(of.username), online: of.is_online === true };
}

function person(of: Record<string, unknown>): Person {
  return {
    ...profile(of),
    role: text(of.role),
    mutedUntil: text(of.muted_until),
    read: whole(of.read) ?? 0,
    delivered: whole(of.delivered) ?? 0,
  };
}
