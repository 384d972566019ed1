// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts } from '../../i18n/i18n.ts';
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

test('the room says what it is, and what I may do there', async () => {
  visit.server.participants = [who('alice', { role: 'admin' }), who('bob')];
  const room = await visit.open();
  expect(room.about.value).toMatchObject({
    kind: 'group',
    name: 'Room',
    status: 'active',
    role: 'admin',
    other: null,
  });
});

test('what the room is, is kept for the next visit', async () => {
  visit.bobSays(1);
  await visit.before();
  visit.server.isUp = false;
  const room = await visit.open(5_000);
  expect(room.about.value).toMatchObject({ kind: 'group', name: 'Room', role: 'owner' });
});

test('who comes and goes is online and is not', async () => {
  const room = await visit.open();
  visit.server.signal({ type: 'presence', online: ['alice', 'bob'] });
  await pass(20);
  expect(room.online.value).toEqual({ count: 2, names: new Set(['alice', 'bob']) });
  visit.server.signal({ type: 'user_left', username: 'bob' });
  await pass(20);
  expect(room.online.value).toEqual({ count: 1, names: new Set(['alice']) });
  visit.server.signal({ type: 'user_joined', username: 'bob' });
  await pass(20);
  expect(room.online.value).toEqual({ count: 2, names: new Set(['alice', 'bob']) });
});

test('under an alias I am still myself, until both have shown their names', async () => {
  visit.server.alias = 'Owl';
  visit.server.participants = [who('Owl'), who('Fox')];
  visit.server.answer = (path) =>
    path.includes('participants')
      ? [200, { data: { kind: 'heart', name: '', participants: visit.server.participants } }]
      : undefined;
  const room = await visit.open();
  expect(room.name).toBe('Owl');
  expect(room.about.value?.other).toBe('Fox');
  for (const username of ['Owl', 'Fox']) {
    visit.server.signal({ type: 'user_typing', username, is_typing: true });
  }
  await pass(20);
  expect(room.typing.value).toEqual(['Fox']);

  const revealed = { type: 'member_changed', action: 'revealed' };
  visit.server.append('Owl', '', { ...revealed, username: 'Owl', by: 'Owl', both: false });
  await pass(20);
  expect(room.name).toBe('Owl');
  visit.server.participants = [who('alice'), who('bob')];
  visit.server.append('Fox', '', { ...revealed, username: 'Fox', by: 'Fox', both: true });
  await pass(2_000);
  expect(room.name).toBe('alice');
  expect(room.about.value?.other).toBe('bob');
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

test('a changed membership is asked after once for several', async () => {
  await visit.open();
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
});

test('of two answers about the people the later question counts', async () => {
  visit.server.answer = (path) => {
    if (!path.includes('participants')) return undefined;
    // The answer is on its way for long.
    visit.server.delay = () => {
      visit.server.delay = () => 10;
      return 3_000;
    };
    visit.server.answer = () => undefined;
    return [200, { data: { kind: 'group', name: 'old', participants: [] } }];
  };
  const room = await visit.open(100);
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
