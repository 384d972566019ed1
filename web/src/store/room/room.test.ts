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

// --- opening ---

test('a first visit shows the newest page and is live from there', async () => {
  visit.bobSays(80);
  const room = await visit.open();
  expect(visit.server.opened).toEqual([expect.stringMatching(/\/ws\/chat\/room-1\/$/)]);
  expect(visit.ids).toEqual(upTo(31, 80));
  expect(room.stale.value).toBe(false);
  expect([room.history.value, room.hasEarlier.value, room.newest.value]).toEqual(['ready', true, 80]);
  visit.bobSays(1);
  await pass(20);
  expect(visit.ids).toEqual(upTo(31, 81));
});

test('an empty room has a beginning and nothing earlier', async () => {
  const room = await visit.open();
  expect(visit.kinds).toEqual(['start']);
  expect(room.hasEarlier.value).toBe(false);
});

test('what is written while the page is on its way is missing nowhere', async () => {
  visit.bobSays(3);
  // The page is read at once, the socket opens much later.
  visit.server.delay = () => 1;
  await visit.open(2);
  visit.server.delay = () => 100;
  visit.bobSays(3);
  visit.server.delay = () => 1;
  await pass(500);
  expect(visit.ids).toEqual(upTo(1, 6));
});

test('a page that does not come is fetched by the next line', async () => {
  visit.bobSays(3);
  visit.server.answer = (path) => (path.includes('/messages/') ? [503, { code: 'busy' }] : undefined);
  const room = await visit.open();
  expect(room.history.value).toBe('failed');
  expect(visit.rows).toEqual([]);
  visit.server.answer = () => undefined;
  visit.break();
  await pass(1_000);
  expect(visit.ids).toEqual([1, 2, 3]);
  expect(room.history.value).toBe('ready');
});

test('the next visit shows at once what was kept, says so, and resumes there', async () => {
  visit.bobSays(60);
  await visit.before();
  visit.bobSays(2);
  const room = await visit.open(1);
  expect(visit.ids).toEqual(upTo(11, 60));
  expect([room.stale.value, room.history.value]).toEqual([true, 'cached']);
  await pass(200);
  expect(visit.server.opened).toEqual([expect.stringContaining('?after=60&epoch=e1')]);
  expect(visit.pages).toEqual([]);
  expect(visit.ids).toEqual(upTo(11, 62));
  expect([room.stale.value, room.history.value]).toEqual([false, 'ready']);
  expect(kept.get(ROOM)).toMatchObject({ lastId: 62, epoch: 'e1' });
  expect(kept.get(ROOM)?.frames).toHaveLength(50);
});

test('without a server what was kept stays readable, and it says that it may be old', async () => {
  visit.bobSays(3);
  await visit.before();
  visit.server.isUp = false;
  const room = await visit.open(20_000);
  expect(visit.ids).toEqual([1, 2, 3]);
  expect([room.stale.value, room.refused.value]).toEqual([true, '']);
  visit.server.start();
  await pass(21_000);
  expect(room.stale.value).toBe(false);
});

test('what was kept and does not fit together is not used', async () => {
  visit.bobSays(3);
  await visit.before();
  kept.set(ROOM, { epoch: 'e1', lastId: 9, readUpTo: 0, frames: kept.get(ROOM)?.frames ?? [], about: null });
  await visit.open();
  expect(visit.server.opened).toEqual([expect.not.stringContaining('after')]);
  expect(visit.ids).toEqual([1, 2, 3]);
});

test('what was taken back is kept without its words', async () => {
  visit.server.says('bob', 'secret');
  await visit.open();
  visit.server.takesBack('bob', 1);
  await pass(50);
  expect(JSON.stringify(kept.get(ROOM))).not.toContain('secret');
  expect(kept.get(ROOM)?.lastId).toBe(2);
});

// --- earlier entries ---

test('earlier entries come a page at a time, until the beginning', async () => {
  visit.bobSays(120);
  const room = await visit.open();
  void room.loadEarlier();
  void room.loadEarlier();
  expect(room.history.value).toBe('loading');
  await pass(50);
  expect([visit.ids[0], room.history.value]).toEqual([21, 'ready']);
  void room.loadEarlier();
  await pass(50);
  expect([visit.ids[0], room.hasEarlier.value]).toEqual([1, false]);
  const asked = visit.pages.length;
  void room.loadEarlier();
  await pass(50);
  expect(visit.pages).toHaveLength(asked);
});

test('a page of earlier entries that does not come can be asked for again', async () => {
  visit.bobSays(60);
  const room = await visit.open();
  visit.server.answer = () => [503, { code: 'busy' }];
  void room.loadEarlier();
  await pass(50);
  expect(room.history.value).toBe('failed');
  visit.server.answer = () => undefined;
  void room.loadEarlier();
  await pass(50);
  expect([visit.ids[0], room.history.value]).toEqual([1, 'ready']);
});

test('a far message is reached, one that is gone is not', async () => {
  visit.bobSays(900);
  visit.server.prunedBefore = 20;
  const room = await visit.open();
  const far = room.reach(100);
  await pass(500);
  expect(await far).toBe(true);
  expect(visit.ids).toContain(100);
  const gone = room.reach(19);
  await pass(500);
  expect(await gone).toBe(false);
  const unwritten = room.reach(901);
  await pass(500);
  expect(await unwritten).toBe(false);
});

// --- leaving ---

test('who leaves the room leaves nothing running', async () => {
  visit.bobSays(100);
  const room = await visit.open();
  room.seen(100);
  void room.loadEarlier();
  room.dispose();
  room.dispose();
  await pass(20_000);
  expect(visit.server.lines).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('who leaves before anything came leaves nothing running either', async () => {
  const room = await visit.open(0);
  room.dispose();
  await pass(20_000);
  expect(visit.server.opened.length).toBeLessThanOrEqual(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('the limits are those that the server tells', async () => {
  const room = await visit.open(0);
  expect(room.limits.value).toEqual({ graphemes: 4_000, recallMs: 300_000 });
  await pass(100);
  expect(room.limits.value).toEqual({ graphemes: 4_000, recallMs: 120_000 });
});
