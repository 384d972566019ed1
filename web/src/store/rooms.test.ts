// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Refusal } from '../net/api.ts';
import { flushKept } from './cache.ts';
import { rememberPerson } from './local.ts';
import type { MessageEntry } from './room/entry.ts';
import { openRooms, type RoomSummary, type Rooms } from './rooms.ts';
import { ended } from './session_end.ts';
import { tellAll } from './tabs.ts';
import { type FakeBrowser, FakeSocket, openBrowser } from './testing/fake_browser.ts';
import { MemoryShelf } from './testing/memory_shelf.ts';

const shelves = vi.hoisted(() => new Map<string, unknown>());
vi.mock('./shelf.ts', () => ({ openShelf: (name: string) => shelves.get(name) ?? lazyShelf(name) }));

// Modules open their shelves when they are loaded; each test fills them anew.
const lazyShelf = vi.hoisted(() => (name: string) => {
  const ask =
    (what: string) =>
    (...args: unknown[]) => {
      const shelf = shelves.get(name) as Record<string, (...args: unknown[]) => unknown>;
      return shelf[what]?.(...args);
    };
  return { get: ask('get'), set: ask('set'), del: ask('del'), clear: ask('clear'), entries: ask('entries') };
});

const LIST = '/tools/api/chat/rooms/';
const AWAY: Refusal = { ok: false, code: 'offline', status: 0, retryMs: 0, diagnosisId: '', ownerHint: '' };

let browser: FakeBrowser;
let cacheShelf: MemoryShelf;
let rooms: Rooms;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-31T09:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  browser = openBrowser();
  rememberPerson({ username: 'alice', id: 1 });
  browser.answers.set('/users/api/session-status/', [200, { success: true, data: { username: 'alice' } }]);
  cacheShelf = new MemoryShelf();
  shelves.set('heartlink.cache', cacheShelf);
  shelves.set('heartlink.drafts', new MemoryShelf());
  serve(row('a', 30), row('b', 20, { unread: 2, read_up_to: 8 }));
});

afterEach(() => {
  rooms.dispose();
  flushKept();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

// An open room of this tab.
const saw = (room: string, entry: MessageEntry) => tellAll({ what: 'entry', room, entry });
const read = (room: string, upTo: number) => tellAll({ what: 'read', room, upTo });
const settled = () => vi.advanceTimersByTimeAsync(0);
const loads = () => browser.asked.filter((path) => path === LIST).length;
const ids = () => rooms.list.value?.map((room) => room.id);
const room = (id: string) => rooms.list.value?.find((one) => one.id === id) as RoomSummary;

function row(id: string, minute: number, more: object = {}): object {
  const at = `2026-01-31T08:${minute}:00+00:00`;
  const message = { id: 10, sender: 'bob', content: `last of ${id}`, message_type: 'text', created_at: at };
  return {
    room_id: id,
    kind: 'group',
    name: id,
    status: 'active',
    role: 'member',
    unread: 0,
    last_id: 10,
    read_up_to: 10,
    last_entry: { type: 'chat_message', id: 10, message },
    other: null,
    member_count: 3,
    updated_at: at,
    ...more,
  };
}

function serve(...rows: object[]): void {
  browser.answers.set(LIST, [200, { success: true, rooms: rows, total_unread: 0 }]);
}

function message(id: number, more: Partial<MessageEntry> = {}): MessageEntry {
  const nothing = { replyTo: null, recalled: false, recalledBy: '', clientId: '', read: false };
  const said = { sender: 'bob', own: false, content: `says ${id}`, type: 'text', at: Date.now() };
  return { kind: 'message', id, ...said, ...nothing, ...more };
}

function unread(...counts: [string, number, number][]): void {
  const said = counts.map(([room_id, count, last_id]) => ({ room_id, unread: count, last_id }));
  FakeSocket.last.say({ type: 'unread', total: 0, rooms: said });
}

function happen(room_id: string, count: number): void {
  FakeSocket.last.say({ type: 'room_activity', room_id, from: 'bob', preview: 'news', unread: count });
}

// Loaded, connected, greeted, and long enough ago that every reload is due at once.
async function openList(): Promise<void> {
  rooms = openRooms('alice');
  await settled();
  FakeSocket.last.accept();
  unread(['b', 2, 10]);
  await vi.advanceTimersByTimeAsync(12_000);
  browser.asked.length = 0;
}

async function answerLate(): Promise<(...rows: object[]) => Promise<void>> {
  let answer = (_: object[]) => {};
  const late = new Promise<object[]>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal('fetch', async (path: string) => {
    browser.asked.push(path);
    return new Response(JSON.stringify({ success: true, rooms: await late }));
  });
  return async (...rows) => {
    answer(rows);
    await settled();
  };
}

// --- loading ---

test('the list is loaded once and sorted by the last activity', async () => {
  serve(row('b', 20, { unread: 2 }), row('a', 30), row('c', 10, { unread: 5 }));
  rooms = openRooms('alice');
  expect(rooms.list.value).toBeNull();
  expect(rooms.total.value).toBe(0);
  await settled();
  expect(ids()).toEqual(['a', 'b', 'c']);
  expect(room('a').preview).toMatchObject({ sender: 'bob', content: 'last of a' });
  expect(rooms.total.value).toBe(7);
  expect(rooms.stale.value).toBe(false);
  expect(rooms.failure.value).toBeNull();
  expect(loads()).toBe(1);
});

test('what was kept is shown first, as stale, until the server answers', async () => {
  await openList();
  rooms.dispose();
  await vi.advanceTimersByTimeAsync(1_000);
  const answer = await answerLate();
  rooms = openRooms('alice');
  await settled();
  expect(ids()).toEqual(['a', 'b']);
  expect(rooms.stale.value).toBe(true);
  await answer(row('c', 10));
  expect(ids()).toEqual(['c']);
  expect(rooms.stale.value).toBe(false);
});

test('a kept list that is read late does not replace a loaded one', async () => {
  await cacheShelf.set('alice/rooms', [{ id: 'old' }]);
  const release = cacheShelf.hold();
  rooms = openRooms('alice');
  await settled();
  expect(ids()).toEqual(['a', 'b']);
  release();
  await settled();
  expect(ids()).toEqual(['a', 'b']);
});

test('what happens is kept for the next visit', async () => {
  await openList();
  happen('b', 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(cacheShelf.rows.get('alice/rooms')).toMatchObject([{ id: 'b', unread: 3 }, { id: 'a' }]);
});

test('a failure is told beside what is shown, and heals with the next load', async () => {
  await openList();
  browser.answers.set(LIST, [503, { success: false, code: 'busy', retry_ms: 7_000 }]);
  await rooms.reload();
  expect(rooms.failure.value).toMatchObject({ code: 'busy' });
  expect(rooms.stale.value).toBe(true);
  expect(ids()).toEqual(['a', 'b']);
  serve(row('c', 10));
  await vi.advanceTimersByTimeAsync(6_999);
  expect(ids()).toEqual(['a', 'b']);
  await vi.advanceTimersByTimeAsync(1);
  expect(ids()).toEqual(['c']);
  expect(rooms.failure.value).toBeNull();
  expect(rooms.stale.value).toBe(false);
});

test('without an answer of the server at the start nothing is loaded before it knows the person', async () => {
  browser.answers.set(LIST, null);
  rooms = openRooms('alice', AWAY);
  await settled();
  await rooms.reload();
  expect(loads()).toBe(0);
  expect(rooms.failure.value).toBe(AWAY);
  expect(rooms.stale.value).toBe(true);
  serve(row('a', 30));
  FakeSocket.last.accept();
  unread();
  await settled();
  expect(ids()).toEqual(['a']);
  expect(rooms.failure.value).toBeNull();
});

test('a person who is not signed in any more sees that it is over', async () => {
  await openList();
  browser.answers.set(LIST, [401, { success: false, code: 'login_required' }]);
  await rooms.reload();
  expect(ended.value).toBe(true);
});

test('the list is loaded again after a break', async () => {
  await openList();
  serve(row('c', 10));
  FakeSocket.last.end(1006);
  await settled();
  FakeSocket.last.accept();
  unread();
  await settled();
  expect(loads()).toBe(1);
  expect(ids()).toEqual(['c']);
});

test('without network the list is stale', async () => {
  await openList();
  dispatchEvent(new Event('offline'));
  FakeSocket.last.end(1006);
  expect(rooms.stale.value).toBe(true);
});

test('reloads asked for during a load are one more load', async () => {
  await openList();
  const answer = await answerLate();
  void rooms.reload();
  void rooms.reload();
  void rooms.reload();
  await answer(row('c', 10));
  expect(loads()).toBe(2);
});

test('what happens while the list is loading holds, also when the answer is older', async () => {
  await openList();
  const answer = await answerLate();
  void rooms.reload();
  happen('b', 3);
  await settled();
  saw('a', message(11));
  read('a', 11);
  rooms.forget('gone');
  await answer(row('a', 30), row('b', 20, { unread: 2, read_up_to: 8 }), row('gone', 10));
  expect(ids()).toEqual(['a', 'b']);
  expect(room('b')).toMatchObject({ unread: 3, preview: { content: 'news' } });
  expect(room('a')).toMatchObject({ lastId: 11, readUpTo: 11, unread: 0, preview: { content: 'says 11' } });
});

test('what happens while the list is loading does not count twice when the answer has it', async () => {
  await openList();
  const answer = await answerLate();
  void rooms.reload();
  saw('a', message(11));
  await answer(row('a', 30, { unread: 1, last_id: 11 }), row('b', 20));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(room('a').unread).toBe(1);
});

// --- what the user line says ---

test('activity updates a room and puts it first', async () => {
  await openList();
  happen('b', 3);
  await settled();
  expect(ids()).toEqual(['b', 'a']);
  expect(room('b')).toMatchObject({ unread: 3, preview: { sender: 'bob', content: 'news', own: false } });
  expect(rooms.total.value).toBe(3);
  expect(loads()).toBe(0);
});

test('a room that is not in the list and speaks makes it load again', async () => {
  await openList();
  serve(row('new', 40), row('a', 30));
  happen('new', 1);
  await settled();
  expect(loads()).toBe(1);
  expect(ids()).toEqual(['new', 'a']);
});

test('the whole list of what is unread decides; a room with unknown news is asked for', async () => {
  await openList();
  unread(['a', 1, 10]);
  await settled();
  // Read here up to 10 as far as this list knows.
  expect(room('a').unread).toBe(0);
  expect(room('b').unread).toBe(0);
  expect(loads()).toBe(0);
  serve(row('a', 30, { unread: 1, last_id: 11 }), row('b', 20));
  unread(['a', 1, 11]);
  expect(loads()).toBe(0);
  await settled();
  expect(room('a').unread).toBe(1);
  expect(loads()).toBe(1);
});

test('a list that tells nothing new means that the rooms changed', async () => {
  await openList();
  serve(row('a', 30));
  unread(['b', 2, 10]);
  await settled();
  expect(loads()).toBe(1);
  expect(ids()).toEqual(['a']);
});

test('a list that answers to reading here is no reason to load again', async () => {
  await openList();
  read('b', 10);
  unread();
  await vi.advanceTimersByTimeAsync(4_000);
  unread();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(room('b').unread).toBe(0);
  expect(loads()).toBe(0);
});

test('loads that nobody waits for keep five seconds apart, and the last wish is granted', async () => {
  await openList();
  happen('new', 1);
  await settled();
  for (let second = 0; second < 4; second += 1) {
    happen('newer', 1);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(loads()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loads()).toBe(2);
});

// --- open rooms and other tabs ---

test('what an open room sees is shown at once, and counts as unread when nobody reads it', async () => {
  await openList();
  saw('b', message(11));
  expect(ids()).toEqual(['b', 'a']);
  expect(room('b')).toMatchObject({ unread: 2, preview: { content: 'says 11' } });
  await vi.advanceTimersByTimeAsync(500);
  expect(room('b').unread).toBe(3);
});

test('what is read at once was never unread', async () => {
  await openList();
  const seen: number[] = [];
  read('b', 10);
  const stop = rooms.total.subscribe((total) => seen.push(total));
  saw('b', message(11));
  await vi.advanceTimersByTimeAsync(300);
  read('b', 11);
  await vi.advanceTimersByTimeAsync(1_000);
  stop();
  expect(seen).toEqual([0]);
});

test('what the server has counted meanwhile is not counted again', async () => {
  await openList();
  saw('b', message(11));
  unread(['b', 3, 11]);
  await vi.advanceTimersByTimeAsync(400);
  expect(room('b').unread).toBe(3);
  await vi.advanceTimersByTimeAsync(600);
  expect(room('b').unread).toBe(3);
});

test('my own message moves the room and is nothing unread', async () => {
  await openList();
  read('b', 10);
  saw('b', message(11, { own: true, sender: 'alice' }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ids()).toEqual(['b', 'a']);
  expect(room('b')).toMatchObject({ unread: 0, preview: { own: true } });
});

test('an open room that is not in the list makes it load again, once', async () => {
  await openList();
  for (let id = 1; id <= 3; id += 1) {
    saw('public-room', message(id));
    await vi.advanceTimersByTimeAsync(6_000);
  }
  expect(loads()).toBe(1);
  expect(ids()).toEqual(['a', 'b']);
});

test('what another tab saw and read is as if this one had', async () => {
  await openList();
  const beside = new BroadcastChannel('heartlink');
  beside.postMessage({ person: '', message: { what: 'entry', room: 'b', entry: message(11) } });
  await settled();
  expect(ids()).toEqual(['b', 'a']);
  beside.postMessage({ person: '', message: { what: 'read', room: 'b', upTo: 11 } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(room('b').unread).toBe(0);
});

test('a forgotten room is out of the list and of what is kept', async () => {
  await openList();
  await cacheShelf.set('alice/room/b', { frames: [] });
  rooms.forget('b');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ids()).toEqual(['a']);
  expect(rooms.total.value).toBe(0);
  expect(cacheShelf.rows.has('alice/room/b')).toBe(false);
  expect(cacheShelf.rows.get('alice/rooms')).toMatchObject([{ id: 'a' }]);
});

test('where the last entry is no message the last one known is still shown', async () => {
  await openList();
  const joined = { type: 'member_changed', id: 11, action: 'joined', username: 'carol', created_at: '' };
  serve(row('a', 40, { last_entry: joined, last_id: 11 }));
  await rooms.reload();
  expect(room('a')).toMatchObject({ lastId: 11, preview: { content: 'last of a' } });
});

test('a disposed list does nothing more', async () => {
  await openList();
  const { list } = rooms;
  happen('new', 1);
  saw('a', message(11));
  rooms.dispose();
  const before = list.value;
  await vi.advanceTimersByTimeAsync(60_000);
  saw('a', message(12));
  expect(list.value).toBe(before);
  expect(loads()).toBe(0);
});
