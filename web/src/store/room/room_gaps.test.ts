// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kept } from './testing/modules.ts';
import { ROOM } from './testing/server.ts';
import { FakeVisit, pass, upTo } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;

beforeEach(() => {
  visit = new FakeVisit();
});

afterEach(() => visit.end());

test('after a break the missing entries come with the line', async () => {
  visit.bobSays(3);
  await visit.open();
  visit.break();
  visit.bobSays(4);
  await pass(1_000);
  expect(visit.server.opened.at(-1)).toContain('after=3');
  expect(visit.ids).toEqual(upTo(1, 7));
  expect(visit.pages).toHaveLength(1);
});

test('a hole is fetched and is no reason to reconnect', async () => {
  visit.bobSays(1);
  await visit.open();
  visit.server.loses = () => true;
  visit.bobSays(2);
  visit.server.loses = () => false;
  visit.bobSays(1);
  await pass(100);
  expect(visit.ids).toEqual([1, 2, 3, 4]);
  expect(visit.pages.at(-1)).toContain('after=1');
  expect(visit.server.opened).toHaveLength(1);
});

test('a hole that cannot be fetched now is fetched later', async () => {
  visit.bobSays(1);
  await visit.open();
  visit.server.loses = () => true;
  visit.bobSays(1);
  visit.server.loses = () => false;
  visit.server.answer = () => [503, { code: 'busy' }];
  visit.bobSays(1);
  await pass(100);
  expect(visit.ids).toEqual([1, 3]);
  visit.server.answer = () => undefined;
  await pass(10_000);
  expect(visit.ids).toEqual([1, 2, 3]);
});

test('a hole that the server does not fill is not asked for again and again', async () => {
  visit.bobSays(1);
  await visit.open();
  visit.server.loses = () => true;
  visit.bobSays(1);
  visit.server.loses = () => false;
  visit.server.answer = (path) => (path.includes('after=') ? [200, { entries: [] }] : undefined);
  visit.bobSays(1);
  await pass(60_000);
  expect(visit.pages.filter((path) => path.includes('after='))).toHaveLength(1);
});

test('a gap in what a resuming line brings is paged in', async () => {
  visit.bobSays(10);
  await visit.open();
  visit.break();
  visit.bobSays(700);
  await pass(3_000);
  expect(visit.ids).toEqual(upTo(1, 710));
  expect(visit.pages.filter((path) => path.includes('after='))).toHaveLength(3);
});

test('a gap too long to page in is left to whoever scrolls there', async () => {
  visit.bobSays(10);
  const room = await visit.open();
  visit.break();
  visit.bobSays(1_500);
  await pass(3_000);
  expect(visit.ids).toEqual(upTo(1_311, 1_510));
  expect(room.hasEarlier.value).toBe(true);
  void room.loadEarlier();
  await pass(100);
  expect(visit.ids).toEqual(upTo(1_261, 1_510));
});

test('a log that started over is read anew, and nothing of the old one stays', async () => {
  visit.bobSays(30);
  const room = await visit.open();
  room.seen(30);
  await pass(1_000);
  visit.break();
  visit.server.restore(10, 'e2');
  visit.server.readUpTo = 4;
  await pass(2_000);
  expect(visit.ids).toEqual(upTo(1, 10));
  expect([room.readUpTo.value, room.unreadFrom.value]).toEqual([4, 4]);
  expect(kept.get(ROOM)).toMatchObject({ epoch: 'e2', lastId: 10 });
  visit.bobSays(1);
  await pass(50);
  expect(visit.ids).toEqual(upTo(1, 11));
});

test('nothing of the old log says how far my messages in the new one came', async () => {
  const room = await visit.open();
  for (const words of ['one', 'two']) void room.sendMessage(words);
  await pass(100);
  visit.server.signal({ type: 'read_status_update', username: 'bob', message_ids: [], up_to: 2 });
  await pass(20);
  const states = () => visit.rows.flatMap((row) => (row.row === 'message' ? [row.state] : []));
  expect(states()).toEqual(['read', 'read']);
  visit.break();
  visit.server.restore(1, 'e2');
  await pass(2_000);
  expect(states()).toEqual(['sent']);
});

test('a page of the old log that comes late is thrown away', async () => {
  visit.bobSays(100);
  const room = await visit.open();
  visit.break();
  visit.server.restore(3, 'e2');
  // Asked before the new log is known, answered after.
  visit.server.answer = (path) =>
    path.includes('before=')
      ? [200, { entries: [{ type: 'room_ended', id: 50, reason: 'old' }] }]
      : undefined;
  await pass(245);
  visit.server.delay = () => 100;
  void room.loadEarlier();
  visit.server.delay = () => 1;
  await pass(2_000);
  expect(visit.ids).toEqual([1, 2, 3]);
  expect(room.ended.value).toBeNull();
});

test('a mark of the old log is never told of the new one', async () => {
  visit.bobSays(30);
  const room = await visit.open();
  visit.server.kill();
  room.seen(30);
  visit.server.restore(10, 'e2');
  visit.server.readUpTo = 4;
  visit.server.start();
  await pass(5_000);
  expect(visit.sent('read_status')).toEqual([]);
  expect(room.readUpTo.value).toBe(4);
  expect([...kept.values()]).toMatchObject([{ epoch: 'e2', lastId: 10, readUpTo: 4 }]);
});

test('nothing is told before the line has said whether the log is another', async () => {
  visit.bobSays(30);
  const room = await visit.open();
  visit.server.restore(10, 'e2');
  visit.server.repeats = (frame) => {
    if (frame.type === 'connection_established') visit.server.delay = () => 1_000;
    return false;
  };
  visit.break();
  await pass(500);
  expect(room.socket.value.phase).toBe('open');
  room.seen(30);
  await pass(400);
  expect(visit.sent('read_status')).toEqual([]);
  visit.server.delay = () => 1;
  await pass(5_000);
  expect(visit.server.readUpTo).toBe(0);
});

test('what a line brought before it broke again is shown and not fetched', async () => {
  visit.bobSays(3);
  await visit.open();
  visit.break();
  visit.bobSays(2);
  visit.server.loses = (frame) => frame.type === 'resumed';
  await pass(1_000);
  visit.break();
  expect(visit.ids).toEqual(upTo(1, 5));
  visit.server.loses = () => false;
  visit.bobSays(1);
  await pass(2_000);
  expect(visit.ids).toEqual(upTo(1, 6));
  expect(visit.pages).toHaveLength(1);
});

test('a log that is shorter than what was kept is read anew', async () => {
  visit.bobSays(30);
  await visit.before();
  visit.server.restore(10, 'e1');
  await visit.open(500);
  expect(visit.ids).toEqual(upTo(1, 10));
});

test('what retention removed goes, and the rows say that something was there', async () => {
  visit.bobSays(10);
  await visit.open();
  visit.break();
  visit.server.prunedBefore = 6;
  visit.bobSays(1);
  await pass(1_000);
  expect(visit.ids).toEqual(upTo(6, 11));
  expect(visit.kinds[0]).toBe('pruned');
});

test('an entry of a newer server has its place', async () => {
  visit.bobSays(1);
  await visit.open();
  visit.server.append('bob', '', { type: 'poll_opened' });
  visit.bobSays(1);
  await pass(100);
  expect(visit.kinds.slice(-3)).toEqual(['message', 'notice', 'message']);
});
