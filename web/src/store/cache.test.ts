// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Cache, type Kept, openCache } from './cache.ts';
import { knownPerson, rememberPerson } from './local.ts';
import { openBrowser } from './testing/fake_browser.ts';
import { MemoryShelf } from './testing/memory_shelf.ts';

let shelf: MemoryShelf;
let drafts: MemoryShelf;
let cache: Cache;

beforeEach(() => {
  vi.useFakeTimers();
  openBrowser();
  rememberPerson({ username: 'alice', id: 1 });
  shelf = new MemoryShelf();
  drafts = new MemoryShelf();
  cache = openCache(shelf, drafts);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function kept(lastId: number, entries = 1): Kept {
  const frames = Array.from({ length: entries }, (_, at) => ({
    type: 'chat_message',
    message: { id: lastId - entries + 1 + at },
  }));
  return { epoch: 'e', lastId, readUpTo: 0, frames, about: null };
}

test('what is kept is stored within a second, and of several the last', async () => {
  const set = vi.spyOn(shelf, 'set');
  cache.keep('alice', 'r', kept(1));
  await vi.advanceTimersByTimeAsync(600);
  cache.keep('alice', 'r', kept(2));
  await vi.advanceTimersByTimeAsync(399);
  expect(set).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(set).toHaveBeenCalledTimes(1);
  expect(await openCache(shelf, drafts).readKept('alice', 'r')).toEqual(kept(2));
});

test('a room opened again within the second finds what waits to be stored', async () => {
  cache.keep('alice', 'r', kept(3));
  expect(await cache.readKept('alice', 'r')).toEqual(kept(3));
});

test('only the newest 50 entries are kept', async () => {
  cache.keep('alice', 'r', kept(70, 70));
  const frames = (await cache.readKept('alice', 'r'))?.frames ?? [];
  expect(frames).toHaveLength(50);
  expect(frames.at(-1)).toEqual({ type: 'chat_message', message: { id: 70 } });
});

test('what was never kept, or by another version, is null', async () => {
  await shelf.set('alice/room/odd', { shape: 'of another time' });
  expect(await cache.readKept('alice', 'odd')).toBeNull();
  expect(await cache.readKept('alice', 'r')).toBeNull();
  expect(await cache.readKeptRooms('alice')).toEqual([]);
});

test('nobody is shown what another person left', async () => {
  cache.keep('alice', 'r', kept(1));
  cache.keepRooms('alice', []);
  cache.flushKept();
  expect(await cache.readKept('bob', 'r')).toBeNull();
  expect([...shelf.rows.keys()].every((key) => key.startsWith('alice/'))).toBe(true);
});

test('a dropped room is gone, also when it waited to be stored', async () => {
  cache.keep('alice', 'r', kept(1));
  cache.flushKept();
  cache.keep('alice', 'r', kept(2));
  cache.dropKept('alice', 'r');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await cache.readKept('alice', 'r')).toBeNull();
  expect(shelf.rows.size).toBe(0);
});

test('forgetting a person takes the cache and the drafts of that person, and nobody else', async () => {
  await shelf.set('bob/room/r', kept(9));
  await drafts.set('bob/r', 'his');
  await drafts.set('alice/r', 'hers');
  cache.keep('alice', 'r', kept(1));
  cache.flushKept();
  cache.keep('alice', 'r', kept(2));
  await cache.forgetPerson('alice');
  await vi.advanceTimersByTimeAsync(2_000);
  expect([...shelf.rows.keys()]).toEqual(['bob/room/r']);
  expect([...drafts.rows.keys()]).toEqual(['bob/r']);
  expect(knownPerson()).toBeNull();
});

test('after signing out a tab that is still open keeps nothing', async () => {
  await cache.forgetPerson('alice');
  cache.keep('alice', 'r', kept(1));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shelf.rows.size).toBe(0);
});

test('forgetting one person does not sign out another on this device', async () => {
  rememberPerson({ username: 'bob', id: 2 });
  await cache.forgetPerson('alice');
  expect(knownPerson()).toEqual({ username: 'bob', id: 2 });
});

test('storage that refuses keeps nothing and harms nobody', async () => {
  shelf.refuses = true;
  cache.keep('alice', 'r', kept(1));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await cache.readKept('alice', 'r')).toBeNull();
  await cache.forgetPerson('alice');
});
