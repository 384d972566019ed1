// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts } from '../../i18n/i18n.ts';
import { told } from './testing/modules.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;

const entriesTold = () => told.flatMap((one) => (one.what === 'entry' ? [one.entry] : []));

beforeAll(() => needTexts('errors'));

beforeEach(() => {
  visit = new FakeVisit();
});

afterEach(() => visit.end());

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
  expect(entriesTold().map(({ id }) => id)).toEqual([3]);
});

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
  expect(entriesTold()).toMatchObject([{ own: true, content: 'mine' }]);
});
