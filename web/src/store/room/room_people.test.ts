// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts } from '../../i18n/i18n.ts';
import type { Entry, MessageEntry } from './entry.ts';
import { ears, told } from './fake_modules.ts';
import { ROOM } from './fake_server.ts';
import { FakeVisit, pass } from './fake_visit.ts';
import { NOON } from './testing.ts';

vi.mock('../cache.ts', () => import('./fake_modules.ts'));
vi.mock('../tabs.ts', () => import('./fake_modules.ts'));
vi.mock('../user_line.ts', () => import('./fake_modules.ts'));

let visit: FakeVisit;

beforeAll(() => needTexts('errors'));

beforeEach(() => {
  visit = new FakeVisit();
  visit.server.participants = [who('alice', { role: 'owner' }), who('bob')];
});

afterEach(() => visit.end());

function who(username: string, change: object = {}) {
  const rest = { id: 1, is_online: false, role: 'member', muted_until: null, read: 0, delivered: 0 };
  return { username, ...rest, ...change };
}

// --- who is here ---

test('the room says what it is and who is in it', async () => {
  const until = new Date(NOON).toISOString();
  visit.server.participants = [who('alice', { role: 'admin' }), who('bob', { muted_until: until, read: 4 })];
  const room = await visit.open();
  expect(room.about.value).toMatchObject({
    kind: 'group',
    name: 'Room',
    status: 'active',
    role: 'admin',
    other: null,
  });
  expect(room.about.value?.people[1]).toEqual({
    username: 'bob',
    id: 1,
    role: 'member',
    online: false,
    mutedUntil: NOON,
    read: 4,
    delivered: 4,
  });
});

test('who comes and goes is online and is not', async () => {
  const room = await visit.open();
  const bob = () => room.about.value?.people.find(({ username }) => username === 'bob')?.online;
  visit.server.signal({ type: 'presence', online: ['alice', 'bob'] });
  await pass(20);
  expect(room.online.value).toEqual({ count: 2, names: new Set(['alice', 'bob']) });
  expect(bob()).toBe(true);
  visit.server.signal({ type: 'user_left', username: 'bob' });
  await pass(20);
  expect([room.online.value.count, bob()]).toEqual([1, false]);
  visit.server.signal({ type: 'user_joined', username: 'bob' });
  await pass(20);
  expect([room.online.value.count, bob()]).toEqual([2, true]);
});

test('a crowd is a number', async () => {
  const room = await visit.open();
  visit.server.signal({ type: 'presence', count: 73 });
  await pass(20);
  expect(room.online.value).toEqual({ count: 73, names: null });
  visit.server.signal({ type: 'user_left', username: 'bob' });
  await pass(20);
  expect(room.online.value).toEqual({ count: 72, names: null });
});

test('a changed membership, or a guest who came in, is asked after once for several', async () => {
  const room = await visit.open();
  const asked = () => visit.server.requests.filter((path) => path.includes('participants')).length;
  expect(asked()).toBe(1);
  visit.server.participants.push(who('carol'));
  visit.server.append('alice', '', {
    type: 'member_changed',
    action: 'added',
    username: 'carol',
    by: 'alice',
  });
  visit.server.append('alice', '', {
    type: 'member_changed',
    action: 'role',
    username: 'carol',
    by: 'alice',
  });
  await pass(2_000);
  expect(asked()).toBe(2);
  expect(room.about.value?.people).toHaveLength(3);
  visit.server.signal({ type: 'presence', online: ['alice', 'bob'] });
  visit.server.signal({ type: 'user_joined', username: 'guest' });
  await pass(2_000);
  expect(asked()).toBe(3);
});

test('of two answers about the people the later question counts', async () => {
  visit.server.answer = (path) => {
    if (!path.includes('participants')) return undefined;
    // The answer is on its way for long.
    visit.server.delay = () => 3_000;
    visit.server.answer = () => undefined;
    return [200, { data: { kind: 'group', name: 'old', participants: [] } }];
  };
  const room = await visit.open(100);
  visit.server.delay = () => 1;
  visit.server.append('alice', '', {
    type: 'member_changed',
    action: 'added',
    username: 'carol',
    by: 'alice',
  });
  await pass(20_000);
  expect(room.about.value?.name).toBe('Room');
});

test('others who type are shown for five seconds, or until they speak', async () => {
  const room = await visit.open();
  const types = (username: string, is_typing = true) =>
    visit.server.signal({ type: 'user_typing', username, is_typing });
  for (const name of ['bob', 'alice', 'carol']) types(name);
  await pass(20);
  expect(room.typing.value).toEqual(['bob', 'carol']);
  visit.server.says('bob', 'done');
  await pass(20);
  expect(room.typing.value).toEqual(['carol']);
  await pass(3_000);
  types('carol');
  await pass(3_000);
  expect(room.typing.value).toEqual(['carol']);
  await pass(3_000);
  expect(room.typing.value).toEqual([]);
  types('bob');
  types('carol');
  await pass(20);
  types('bob', false);
  await pass(20);
  expect(room.typing.value).toEqual(['carol']);
  visit.break();
  expect(room.typing.value).toEqual([]);
});

test('that I type is told every three seconds at most, and that I stopped once', async () => {
  const room = await visit.open();
  const typing = () => visit.sent('typing').map((frame) => frame.is_typing);
  for (let i = 0; i < 10; i += 1) {
    room.typed();
    await pass(400);
  }
  expect(typing()).toEqual([true, true]);
  room.stoppedTyping();
  room.stoppedTyping();
  expect(typing()).toEqual([true, true, false]);
  room.typed();
  void room.sendMessage('hello');
  expect(typing()).toEqual([true, true, false, true, false]);
});

// --- how far they have read ---

test('my message is sent, delivered, read, as far as anybody else has it', async () => {
  const room = await visit.open();
  void room.sendMessage('one');
  await pass(100);
  void room.sendMessage('two');
  await pass(100);
  const states = () => visit.rows.flatMap((row) => (row.row === 'message' ? [row.state] : []));
  expect(states()).toEqual(['sent', 'sent']);
  visit.server.signal({ type: 'delivered_update', username: 'bob', up_to: 2 });
  await pass(20);
  expect(states()).toEqual(['delivered', 'delivered']);
  visit.server.signal({ type: 'read_status_update', username: 'bob', message_ids: [1], up_to: 1 });
  visit.server.signal({ type: 'read_status_update', username: 'alice', message_ids: [], up_to: 2 });
  await pass(20);
  expect(states()).toEqual(['read', 'delivered']);
  expect(room.about.value?.people[1]).toMatchObject({ username: 'bob', read: 1, delivered: 2 });
});

test('the first list of people tells how far they have read', async () => {
  visit.server.participants = [who('alice'), who('bob', { read: 1, delivered: 2 })];
  const room = await visit.open();
  for (const words of ['one', 'two', 'three']) void room.sendMessage(words);
  await pass(300);
  expect(visit.rows.flatMap((row) => (row.row === 'message' ? [row.state] : []))).toEqual([
    'read',
    'delivered',
    'sent',
  ]);
});

test('a page tells that somebody has read my message', async () => {
  visit.server.commit('alice', 'c1', { content: 'one', message_type: 'text', reply_to: null });
  visit.server.isRead = true;
  await visit.open();
  expect(visit.row('c1')).toMatchObject({ state: 'read' });
});

test('that messages of others have come is told, once for several', async () => {
  visit.bobSays(2);
  await visit.open(1_000);
  expect(visit.sent('delivered')).toEqual([{ type: 'delivered', up_to: 2 }]);
  visit.bobSays(3);
  await pass(1_000);
  expect(visit.sent('delivered').slice(1)).toEqual([{ type: 'delivered', up_to: 5 }]);
});

test('what I have read is told to the server, the list and the other tabs, never backwards', async () => {
  visit.bobSays(5);
  const room = await visit.open();
  room.seen(2);
  room.seen(4);
  room.seen(3);
  room.seen(99);
  expect(room.readUpTo.value).toBe(5);
  expect(visit.rooms.noteRead.mock.calls).toEqual([2, 4, 5].map((upTo) => [ROOM, upTo]));
  expect(told).toEqual([2, 4, 5].map((upTo) => ({ what: 'read', room: ROOM, upTo })));
  await pass(1_000);
  expect(visit.sent('read_status')).toEqual([{ type: 'read_status', up_to: 5 }]);
});

test('what was read while the line was down is told by the next one', async () => {
  visit.bobSays(5);
  const room = await visit.open();
  visit.server.kill();
  room.seen(5);
  await pass(1_000);
  visit.server.start();
  await pass(5_000);
  expect(visit.server.readUpTo).toBe(5);
});

test('what was told to a line that broke is told again', async () => {
  visit.bobSays(5);
  const room = await visit.open(1_000);
  room.seen(5);
  // Told after 300 ms, heard 10 ms later.
  await pass(305);
  visit.break();
  expect(visit.server.readUpTo).toBe(0);
  await pass(5_000);
  expect(visit.server.readUpTo).toBe(5);
});

test('what another tab or device has read is read here too, and is not told again', async () => {
  visit.bobSays(5);
  const room = await visit.open();
  for (const ear of ears) ear({ what: 'read', room: ROOM, upTo: 2 });
  for (const ear of ears) ear({ what: 'read', room: 'another', upTo: 5 });
  expect(room.readUpTo.value).toBe(2);
  visit.server.signal({ type: 'read_status_update', username: 'alice', message_ids: [], up_to: 4 });
  await pass(1_000);
  expect(room.readUpTo.value).toBe(4);
  visit.bobSays(1);
  await pass(1_000);
  expect(visit.sent('delivered').at(-1)).toMatchObject({ up_to: 6 });
  expect(visit.sent('read_status')).toEqual([]);
});

test('the unread line stands where reading stopped before the visit, and stays there', async () => {
  visit.bobSays(5);
  visit.server.readUpTo = 3;
  const room = await visit.open();
  expect(room.unreadFrom.value).toBe(3);
  room.seen(5);
  visit.bobSays(1);
  await pass(1_000);
  expect(visit.kinds).toEqual([
    'start',
    'day',
    'message',
    'message',
    'message',
    'unread',
    'message',
    'message',
    'message',
  ]);
});

test('the unread line of a kept room is right at once and again when another device has read more', async () => {
  visit.bobSays(3);
  visit.server.readUpTo = 1;
  await visit.before();
  const room = await visit.open(1);
  expect(room.unreadFrom.value).toBe(1);
  visit.server.readUpTo = 2;
  await pass(200);
  expect(room.unreadFrom.value).toBe(2);
});

// --- what arrives ---

test('live messages of others are announced once each, my own and taken back ones are not', async () => {
  visit.bobSays(2);
  const room = await visit.open();
  const heard: number[] = [];
  const stop = room.arrived(({ id }) => heard.push(id));
  visit.server.repeats = () => true;
  visit.bobSays(1);
  void room.sendMessage('mine');
  await pass(100);
  visit.server.takesBack('bob', 3);
  visit.bobSays(1);
  await pass(100);
  expect(heard).toEqual([3, 6]);
  stop();
  visit.bobSays(1);
  await pass(100);
  expect(heard).toEqual([3, 6]);
});

test('what a short break held up is announced, what came before the visit or long ago is not', async () => {
  visit.bobSays(2);
  await visit.before();
  visit.bobSays(1);
  const room = await visit.open(1);
  const heard: number[] = [];
  room.arrived(({ id }) => heard.push(id));
  await pass(200);
  visit.break();
  // The server's clock moves a second with each.
  visit.bobSays(100);
  await pass(2_000);
  expect(heard[0]).toBeGreaterThan(40);
  expect(heard.at(-1)).toBe(103);
});

test('the list of rooms hears of every entry once', async () => {
  visit.bobSays(2);
  await visit.open();
  visit.server.repeats = () => true;
  visit.bobSays(1);
  await pass(100);
  const entries = visit.rooms.noteEntry.mock.calls.map(([, entry]) => (entry as Entry).id);
  expect(entries).toEqual([3]);
});

// --- taking back ---

test('my message is taken back at once, and I may edit its words for two minutes', async () => {
  const room = await visit.open();
  void room.sendMessage('oops');
  await pass(100);
  visit.server.loses = () => true;
  const done = room.recall(1);
  await pass(100);
  expect(await done).toBeNull();
  const row = () => visit.rows.at(-1);
  expect(row()).toMatchObject({ row: 'recalled', editable: 'oops', entry: { recalledBy: 'alice' } });
  await pass(119_000);
  expect(row()).toMatchObject({ editable: 'oops' });
  await pass(2_000);
  expect(row()).toMatchObject({ editable: null });
});

test("another's message that I take back leaves me no words", async () => {
  visit.bobSays(1);
  const room = await visit.open();
  void room.recall(1);
  await pass(100);
  expect(visit.rows.at(-1)).toMatchObject({ row: 'recalled', editable: null });
});

test('why a message cannot be taken back is said in words', async () => {
  visit.bobSays(1);
  const room = await visit.open();
  visit.server.answer = () => [400, { code: 'recall_too_late' }];
  const done = room.recall(1);
  await pass(100);
  expect(await done).toEqual({ key: 'error.recall_too_late' });
  expect(visit.rows.at(-1)).toMatchObject({ row: 'message' });
});

test('the list hears of what I say myself, once', async () => {
  const room = await visit.open();
  void room.sendMessage('mine');
  await pass(500);
  const told = visit.rooms.noteEntry.mock.calls.map(([, entry]) => entry as MessageEntry);
  expect(told.map(({ own, content }) => ({ own, content }))).toEqual([{ own: true, content: 'mine' }]);
});
