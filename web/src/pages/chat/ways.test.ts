// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test, vi } from 'vitest';
import { REFUSAL } from '../../store/testing/fake_me.ts';
import { enterRoom, findPerson, isRoomId, makeRoom, mayBeRoomId, unblockAndFind, waitNote } from './ways.ts';

const api = vi.hoisted(() => ({
  admission: vi.fn(),
  createRoom: vi.fn(),
  openDirect: vi.fn(),
  unblockPerson: vi.fn(),
}));
vi.mock('../../net/chat_api.ts', () => api);
vi.mock('../../net/room_api.ts', () => api);

const no = (code: string, status = 403, retryMs = 0) => ({ ...REFUSAL, code, status, retryMs });
const key = (outcome: Awaited<ReturnType<typeof findPerson>>) =>
  outcome.what === 'said' ? outcome.note.key : outcome.what;

beforeEach(() => {
  for (const call of Object.values(api)) call.mockReset();
});

test('a chat with somebody is opened, whether it is new or not', async () => {
  api.openDirect.mockResolvedValue({ ok: true, room: 'direct-1', isNew: false });
  expect(await findPerson('bob')).toEqual({ what: 'open', room: 'direct-1' });
  expect(api.openDirect).toHaveBeenCalledWith('bob');
});

test('why there is no chat with somebody is said in words of its own', async () => {
  const outcome = async (code: string) => {
    api.openDirect.mockResolvedValue(no(code));
    return findPerson('bob');
  };
  expect(await outcome('user_not_found')).toMatchObject({
    note: { key: 'new.person_none', params: { name: 'bob' } },
  });
  expect(key(await outcome('self_refused'))).toBe('new.self');
  expect(key(await outcome('not_accepting'))).toBe('new.not_accepting');
  expect(await outcome('person_blocked')).toEqual({ what: 'ask', ask: 'unblock', name: 'bob' });
});

test('unblocking leads into the chat, and a failure to unblock does not', async () => {
  api.openDirect.mockResolvedValue({ ok: true, room: 'direct-1', isNew: true });
  api.unblockPerson.mockResolvedValueOnce({ ok: true });
  expect(await unblockAndFind('bob')).toEqual({ what: 'open', room: 'direct-1' });
  api.openDirect.mockClear();
  api.unblockPerson.mockResolvedValueOnce(no('busy', 503));
  expect((await unblockAndFind('bob')).what).toBe('said');
  expect(api.openDirect).not.toHaveBeenCalled();
});

test('too many tries name their wait, in seconds while it is short', async () => {
  api.openDirect.mockResolvedValue(no('throttled', 429, 30_000));
  expect(await findPerson('bob')).toEqual({
    what: 'said',
    note: { key: 'new.wait_seconds', params: { n: 30 } },
    waitMs: 30_000,
  });
  expect(waitNote(45 * 60_000)).toEqual({ key: 'new.wait_minutes', params: { n: 45 } });
});

test('a session that is over leads to signing in, from every way', async () => {
  for (const call of Object.values(api)) call.mockResolvedValue(no('login_required', 401));
  for (const way of [findPerson('bob'), enterRoom('den'), makeRoom('den'), unblockAndFind('bob')]) {
    expect(await way).toEqual({ what: 'login' });
  }
});

test('a room that is not there is made only after a question, and never one that the server gives out', async () => {
  api.admission.mockResolvedValue(no('room_not_found', 404));
  expect(await enterRoom('den')).toEqual({ what: 'ask', ask: 'create', name: 'den' });
  for (const id of ['direct-1', 'match-1', 'heart-1', 'system-1']) {
    expect((await enterRoom(id)).what).toBe('said');
  }
  expect(api.createRoom).not.toHaveBeenCalled();
});

test('an ended room can be looked into, and a private one says whose it is', async () => {
  api.admission.mockResolvedValue(no('room_ended', 410));
  expect(await enterRoom('den')).toEqual({ what: 'ask', ask: 'look', name: 'den' });
  api.admission.mockResolvedValue(no('not_a_member'));
  expect(key(await enterRoom('den'))).toBe('new.not_member');
  expect(key(await enterRoom('heart-1'))).toBe('new.room_heart');
  expect(key(await enterRoom('match-1'))).toBe('new.room_match');
});

test('the id of a made room is the one that the server chose', async () => {
  api.createRoom.mockResolvedValue({ ok: true, room: 'my-den', isNew: true });
  expect(await makeRoom('My Den')).toEqual({ what: 'open', room: 'my-den' });
  api.createRoom.mockResolvedValue(no('room_full'));
  expect(key(await makeRoom('den'))).toBe('new.room_full');
});

test('a room id is letters and digits of any script and - _ ., up to 100', () => {
  for (const id of ['den', '周末_1.a-b', 'a'.repeat(100)]) expect(isRoomId(id), id).toBe(true);
  for (const id of ['', '.', '..', 'a b', 'a/b', 'a'.repeat(101)]) expect(isRoomId(id), id).toBe(false);
  expect(mayBeRoomId('')).toBe(true);
  expect(mayBeRoomId('den!')).toBe(false);
});
