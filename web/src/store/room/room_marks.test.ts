// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts } from '../../i18n/i18n.ts';
import { ears, told } from './testing/modules.ts';
import { ROOM } from './testing/server.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

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

test('what I have read is told to the server, the list and all tabs, never backwards', async () => {
  visit.bobSays(5);
  const room = await visit.open();
  room.seen(2);
  room.seen(4);
  room.seen(3);
  room.seen(99);
  expect(room.readUpTo.value).toBe(5);
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
