// SPDX-License-Identifier: Apache-2.0
// How the list of rooms changes with what is told. Pure: every function answers a new list, or the same one when
// nothing is new, and may be applied again to a newer list. Sorted: the last activity first.
import type { RoomItem } from '../net/chat_api.ts';
import { isRecord, text, whole } from '../net/frames.ts';
import { type Entry, entryOf, time } from './room/entry.ts';

export interface RoomSummary {
  id: string;
  // direct, group, public, test, number, heart, system.
  kind: string;
  // Empty where the room has none.
  name: string;
  // waiting, active, ended.
  status: string;
  // My own: owner, admin, member.
  role: string;
  unread: number;
  lastId: number;
  readUpTo: number;
  // The other one of two.
  other: { username: string; online: boolean } | null;
  // The last message, or that one was taken back; null when there is none.
  preview: Preview | null;
  memberCount: number;
  // Of the last activity, milliseconds since 1970.
  updatedAt: number;
}

export interface Preview {
  sender: string;
  own: boolean;
  content: string;
  type: string;
  // `sender` took a message back.
  recalled: boolean;
  at: number;
}

export interface Count {
  room: string;
  unread: number;
  lastId: number;
}

export type Change = (rooms: readonly RoomSummary[]) => readonly RoomSummary[];

export function summaryOf(item: RoomItem, me: string): RoomSummary {
  const { lastEntry, updatedAt, ...same } = item;
  const entry = lastEntry && entryOf(lastEntry);
  return { ...same, preview: entry && previewOf(entry, me), updatedAt: time(updatedAt) };
}

// Of a row of `unread` or of a `room_activity`.
export function countOf(said: unknown): Count {
  const row = isRecord(said) ? said : {};
  return { room: text(row.room_id), unread: whole(row.unread) ?? 0, lastId: whole(row.last_id) ?? 0 };
}

// The whole truth: rooms that are not among them have nothing unread. Only what was read here a moment ago, the
// server may not know yet.
export function withCounts(counts: readonly Count[]): Change {
  return mapped((room) => {
    const said = counts.find((count) => count.room === room.id && count.lastId > room.readUpTo);
    return { ...room, unread: said?.unread ?? 0 };
  });
}

export function withActivity(
  said: { room: string; from: string; preview: string; unread: number },
  now: number,
): Change {
  const { from: sender, preview: content } = said;
  const preview = { sender, own: false, content, type: 'text', recalled: false, at: now };
  return raised(said.room, now, (room) => {
    // The id is not told; so many unread are at least so many entries, which count no second time when the room
    // is opened.
    const lastId = Math.max(room.lastId, room.readUpTo + said.unread);
    return { ...room, lastId, unread: said.unread, preview };
  });
}

// Counts nothing as unread; see withOneMore().
export function withEntry(me: string, room: string, entry: Entry): Change {
  return raised(room, entry.kind === 'unknown' ? 0 : entry.at, (before) => {
    if (entry.id <= before.lastId) return before;
    const next = { ...before, lastId: entry.id, preview: previewOf(entry, me) ?? before.preview };
    return entry.kind === 'ended' ? { ...next, status: 'ended', unread: 0 } : next;
  });
}

// A message of another, which is unread unless the mark has reached it.
export function withOneMore(id: string, message: number): Change {
  return mapped((room) =>
    room.id === id && room.readUpTo < message && room.status !== 'ended'
      ? { ...room, unread: room.unread + 1 }
      : room,
  );
}

// Between two ids lie at most as many messages as their difference; the server tells the rest.
export function withRead(id: string, upTo: number): Change {
  return mapped((room) =>
    room.id === id && room.readUpTo < upTo
      ? { ...room, readUpTo: upTo, unread: Math.min(room.unread, Math.max(0, room.lastId - upTo)) }
      : room,
  );
}

// A message says all of it itself.
function previewOf(entry: Entry, me: string): Preview | null {
  if (entry.kind !== 'recall') return entry.kind === 'message' ? entry : null;
  const { by: sender, at } = entry;
  return { sender, own: sender === me, content: '', type: 'text', recalled: true, at };
}

// Changes one room and puts it first, whatever this device's clock says; untouched when `change` is.
function raised(id: string, at: number, change: (room: RoomSummary) => RoomSummary): Change {
  return (rooms) => {
    const before = rooms.find((room) => room.id === id);
    if (before === undefined) return rooms;
    const after = change(before);
    if (after === before) return rooms;
    const newest = Math.max(0, ...rooms.map((room) => room.updatedAt));
    const updatedAt = Math.max(at, before === rooms[0] ? newest : newest + 1);
    return [{ ...after, updatedAt }, ...rooms.filter((room) => room !== before)];
  };
}

// Rooms whose counts stay what they were stay the same objects.
function mapped(change: (room: RoomSummary) => RoomSummary): Change {
  return (rooms) => {
    let same = true;
    const next = rooms.map((room) => {
      const after = change(room);
      if (after.unread === room.unread && after.readUpTo === room.readUpTo) return room;
      same = false;
      return after;
    });
    return same ? rooms : next;
  };
}
