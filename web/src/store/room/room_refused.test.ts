// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { summary } from './testing/device.ts';
import { kept, ended as sessionEnded } from './testing/modules.ts';
import { ROOM } from './testing/server.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;

beforeEach(() => {
  visit = new FakeVisit();
});

afterEach(() => visit.end());

test('a server that is away refuses nobody', async () => {
  visit.server.isUp = false;
  const room = await visit.open(30_000);
  expect(room.refused.value).toBe('');
  expect(room.socket.value.phase).not.toBe('refused');
  expect(room.history.value).toBe('failed');
});

test.each([
  [403, 'not_a_member'],
  [404, 'room_not_found'],
])('%i %s stops the tries and says why; what was kept goes', async (status, code) => {
  visit.bobSays(1);
  await visit.before();
  visit.server.refusal = { status, code };
  const room = await visit.open(5_000);
  expect(room.refused.value).toBe(code);
  expect(kept.has(ROOM)).toBe(false);
  const tries = visit.server.opened.length;
  await pass(60_000);
  expect(visit.server.opened).toHaveLength(tries);
  visit.server.refusal = null;
  room.retryNow();
  await pass(100);
  expect([room.refused.value, room.socket.value.phase]).toEqual(['', 'open']);
});

test('who is removed is told, and nothing is kept', async () => {
  visit.bobSays(1);
  const room = await visit.open();
  visit.line.end(4403);
  await pass(1_000);
  expect(room.refused.value).toBe('close_4403');
  room.seen(1);
  expect(kept.has(ROOM)).toBe(false);
});

test('a room that ends shows its end and stays readable', async () => {
  visit.bobSays(2);
  const room = await visit.open();
  expect(room.ended.value).toBeNull();
  visit.server.append('bob', '', { type: 'room_ended', reason: 'left' });
  visit.line.end(4410);
  await pass(100);
  expect(room.ended.value).toEqual({ kind: 'ended', id: 3, reason: 'left', at: 0 });
  expect(room.refused.value).toBe('close_4410');
  expect(kept.get(ROOM)?.lastId).toBe(3);
});

test('an ended room is read over HTTP, what is missing of it too, and is described by the list of rooms', async () => {
  visit.bobSays(2);
  await visit.before();
  kept.set(ROOM, { ...(kept.get(ROOM) as never as object), about: null } as never);
  visit.server.append('bob', '', { type: 'room_ended', reason: 'left' });
  visit.server.refusal = { status: 410, code: 'room_ended' };
  visit.rooms.list.value = [summary()];
  const room = await visit.open(5_000);
  expect(room.refused.value).toBe('room_ended');
  expect(visit.kinds.slice(-3)).toEqual(['message', 'message', 'notice']);
  expect(room.about.value).toMatchObject({ kind: 'direct', other: 'bob', status: 'ended' });
});

test('an ended room has its name as soon as the list of rooms has come', async () => {
  visit.bobSays(1);
  visit.server.refusal = { status: 410, code: 'room_ended' };
  visit.server.answer = (path) => (path.includes('participants') ? [410, { code: 'room_ended' }] : undefined);
  const room = await visit.open(1_000);
  expect(room.about.value).toBeNull();
  visit.rooms.list.value = [summary({ status: 'ended' })];
  expect(room.about.value).toMatchObject({ other: 'bob', status: 'ended' });
});

test('when the session ends the room says so, and comes back with the session', async () => {
  const room = await visit.open();
  visit.line.end(4401);
  await pass(100);
  expect(room.refused.value).toBe('close_4401');
  expect(sessionEnded.value).toBe(true);
  sessionEnded.value = false;
  await pass(100);
  expect([room.refused.value, room.socket.value.phase]).toEqual(['', 'open']);
});

test('a socket of somebody else who signed in meanwhile is let go of', async () => {
  visit.bobSays(1);
  const room = await visit.open();
  visit.server.me = 'mallory';
  visit.break();
  void room.sendMessage('for alice only');
  await pass(5_000);
  expect(room.refused.value).toBe('close_4401');
  expect(sessionEnded.value).toBe(true);
  expect(visit.server.lines).toEqual([]);
  expect(visit.server.messages()).toHaveLength(1);
  expect(visit.pending).toMatchObject([{ state: 'queued' }]);
});
