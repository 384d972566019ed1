// SPDX-License-Identifier: Apache-2.0
// What was shown last, for the first paint and for reading offline. It may be lost at any time and is never
// more than a copy. Only of the person who is known on this device: after signing out nothing comes back.
import { type Frame, isRecord } from '../net/frames.ts';
import { forgetLeft } from './drafts.ts';
import { isKnown, rememberPerson } from './local.ts';
import type { RoomAbout } from './room/types.ts';
import type { RoomSummary } from './rooms.ts';
import { openShelf, type Shelf } from './shelf.ts';

// One room. `frames` are its newest entries, ascending, at most 50.
export interface Kept {
  epoch: string;
  lastId: number;
  readUpTo: number;
  frames: readonly Frame[];
  about: RoomAbout | null;
}

export interface Cache {
  readKept(person: string, room: string): Promise<Kept | null>;
  // Stored within a second; of several the last.
  keep(person: string, room: string, kept: Kept): void;
  dropKept(person: string, room: string): void;
  // Empty when nothing is kept.
  readKeptRooms(person: string): Promise<readonly RoomSummary[]>;
  keepRooms(person: string, rooms: readonly RoomSummary[]): void;
  // Stores at once what waits: the tab may be about to close.
  flushKept(): void;
  // At sign-out: what was shown, and drafts. Never the outbox: it waits for its person.
  forgetPerson(person: string): Promise<void>;
}

const ENTRIES_MAX = 50;
const STORED_AFTER_MS = 1_000;

// Other shelves only in tests.
export function openCache(shelf: Shelf, drafts: Shelf): Cache {
  const waiting = new Map<string, { person: string; value: unknown }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flushKept(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [key, { person, value }] of waiting) {
      if (isKnown(person)) shelf.set(key, value).catch(() => {});
    }
    waiting.clear();
  }

  function put(person: string, key: string, value: unknown): void {
    waiting.set(key, { person, value });
    timer ??= setTimeout(flushKept, STORED_AFTER_MS);
  }

  async function read(key: string): Promise<unknown> {
    return waiting.get(key)?.value ?? (await shelf.get(key).catch(() => null));
  }

  return {
    readKept: async (person, room) => {
      const kept = await read(roomKey(person, room));
      return isKept(kept) ? kept : null;
    },
    keep: (person, room, kept) =>
      put(person, roomKey(person, room), { ...kept, frames: kept.frames.slice(-ENTRIES_MAX) }),
    dropKept: (person, room) => {
      waiting.delete(roomKey(person, room));
      shelf.del(roomKey(person, room)).catch(() => {});
    },
    readKeptRooms: async (person) => {
      const rooms = await read(listKey(person));
      return Array.isArray(rooms) ? rooms : [];
    },
    keepRooms: (person, rooms) => put(person, listKey(person), rooms),
    flushKept,
    forgetPerson: async (person) => {
      if (isKnown(person)) rememberPerson(null);
      forgetLeft();
      waiting.clear();
      await Promise.allSettled([shelf.clear(`${person}/`), drafts.clear(`${person}/`)]);
    },
  };
}

export const { readKept, keep, dropKept, readKeptRooms, keepRooms, flushKept, forgetPerson } = openCache(
  openShelf('heartlink.cache'),
  openShelf('heartlink.drafts'),
);

function roomKey(person: string, room: string): string {
  return `${person}/room/${room}`;
}

function listKey(person: string): string {
  return `${person}/rooms`;
}

function isKept(value: unknown): value is Kept {
  return isRecord(value) && Array.isArray(value.frames);
}
