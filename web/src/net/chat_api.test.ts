// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as chat from './chat_api.ts';
import * as room from './room_api.ts';

const api = { ...chat, ...room };

// What was asked for, and what is answered.
let asked: { method: string; path: string; body: unknown }[] = [];
let answer: [number, object] = [200, {}];

beforeEach(() => {
  asked = [];
  answer = [200, { success: true }];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const body = init.body === undefined ? undefined : JSON.parse(String(init.body));
    asked.push({ method: init.method ?? '', path, body });
    return new Response(JSON.stringify(answer[1]), { status: answer[0] });
  });
});

afterEach(() => vi.unstubAllGlobals());

const PROFILE = { id: 2, username: 'bob', display_name: 'bob', is_online: true, tags: [] };

test('my rooms come with their last entry and the other of two', async () => {
  const entry = { type: 'chat_message', id: 9, message: { id: 9 } };
  const room = {
    room_id: 'direct-1',
    kind: 'direct',
    room_type: 'private',
    name: '',
    status: 'active',
    role: 'member',
    unread: 2,
    last_id: 9,
    read_up_to: 7,
    last_entry: entry,
    other: PROFILE,
    member_count: 2,
    created_at: '2026-01-31T08:00:00+00:00',
    updated_at: '2026-01-31T09:00:00+00:00',
  };
  answer = [
    200,
    { success: true, rooms: [room, { ...room, last_entry: null, other: null }], total_unread: 2 },
  ];
  const rooms = await api.listRooms();
  expect(rooms).toMatchObject({
    ok: true,
    totalUnread: 2,
    rooms: [
      { id: 'direct-1', kind: 'direct', unread: 2, lastId: 9, readUpTo: 7, memberCount: 2, lastEntry: entry },
      { lastEntry: null, other: null },
    ],
  });
  expect(rooms.ok && rooms.rooms[0]?.other).toEqual({ id: 2, username: 'bob', online: true });
});

test('whatever an answer lacks is empty, never undefined', async () => {
  answer = [
    200,
    { success: true, rooms: [{}], data: { participants: [{}] }, entries: [{}, 7], blocked: [{}] },
  ];
  expect(await api.listRooms()).toEqual({
    ok: true,
    totalUnread: 0,
    rooms: [
      {
        id: '',
        kind: '',
        name: '',
        status: '',
        role: '',
        unread: 0,
        lastId: 0,
        readUpTo: 0,
        lastEntry: null,
        other: null,
        memberCount: 0,
        updatedAt: '',
      },
    ],
  });
  expect(await api.participants('a')).toMatchObject({
    people: [{ id: 0, username: '', online: false, read: 0 }],
  });
  expect(await api.historyPage('a', {})).toMatchObject({ entries: [], prunedBefore: 0, ended: false });
  expect(await api.blockedPeople()).toEqual({ ok: true, people: [{ username: '', at: '', room: '' }] });
  expect(await api.readPreferences()).toEqual({ ok: true, readReceipts: false });
});

test('a page of the log is asked for by its place', async () => {
  const entry = { type: 'room_ended', id: 44, reason: 'left' };
  answer = [
    200,
    { success: true, messages: [], entries: [entry], has_more: true, room_ended: true, pruned_before: 3 },
  ];
  expect(await api.historyPage('a', { before: 45, limit: 200 })).toEqual({
    ok: true,
    entries: [entry],
    hasMore: true,
    ended: true,
    prunedBefore: 3,
  });
  await api.historyPage('a', { after: 0 });
  await api.historyPage('a', {});
  expect(asked.map(({ path }) => path.split('?')[1])).toEqual([
    'limit=200&before=45',
    'limit=50&after=0',
    'limit=50',
  ]);
});

test('who is in a room, with marks and mutes', async () => {
  const bob = { ...PROFILE, role: 'admin', muted_until: '2026-01-31T09:00:00+00:00', read: 4, delivered: 5 };
  const data = {
    kind: 'group',
    name: 'Tea',
    member_count: 7,
    participants: [bob, { ...bob, muted_until: null }],
  };
  answer = [200, { success: true, data }];
  expect(await api.participants('a')).toMatchObject({
    kind: 'group',
    name: 'Tea',
    memberCount: 7,
    people: [
      { username: 'bob', online: true, role: 'admin', mutedUntil: '2026-01-31T09:00:00+00:00', read: 4 },
      { mutedUntil: '' },
    ],
  });
});

test('entering a room says which it is and whether that is new', async () => {
  answer = [200, { success: true, room_id: 'direct-1', created: true, already: true }];
  expect(await api.openDirect('bob')).toEqual({ ok: true, room: 'direct-1', isNew: true });
  expect(await api.joinRoom({ code: 'K' })).toEqual({ ok: true, room: 'direct-1', isNew: false });
  expect(await api.joinRoom({ roomId: 'tea' })).toMatchObject({ isNew: false });
  expect(await api.createRoom('Tea')).toEqual({ ok: true, room: 'direct-1' });
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    ['/tools/api/chat/direct/', { username: 'bob' }],
    ['/tools/api/chat/join/', { code: 'K' }],
    ['/tools/api/chat/join/', { room_id: 'tea' }],
    ['/tools/api/chat/create-room/', { room_name: 'Tea' }],
  ]);
});

test('an invite says how often and how long it is good', async () => {
  const invite = {
    code: 'K',
    url: 'http://x/tools/chat/?join=K',
    uses: null,
    expires_at: '2026-02-07T08:00:00+00:00',
  };
  answer = [200, { success: true, ...invite }];
  expect(await api.makeInvite('tea', { hours: 24 })).toEqual({
    ok: true,
    code: 'K',
    url: invite.url,
    uses: null,
    expiresAt: invite.expires_at,
  });
  expect(asked[0]?.body).toEqual({ hours: 24 });
});

test.each<[string, () => Promise<unknown>, string, string, unknown]>([
  ['leaving', () => api.leaveRoom('é/?'), 'POST', '/tools/api/chat/%C3%A9%2F%3F/leave/', {}],
  ['ending', () => api.endRoom('a'), 'POST', '/tools/api/chat/a/end/', {}],
  ['taking back', () => api.recallMessage('a', 7), 'POST', '/tools/api/chat/a/recall/', { id: 7 }],
  [
    'muting',
    () => api.changeMember('a', 'bob', 'mute', { minutes: 60 }),
    'POST',
    '/tools/api/chat/a/members/',
    { username: 'bob', action: 'mute', minutes: 60 },
  ],
  ['blocking in a room', () => api.blockRoom('a'), 'POST', '/tools/api/chat/a/block/', {}],
  ['blocking', () => api.blockPerson('b.b'), 'POST', '/tools/api/users/b.b/block/', {}],
  ['unblocking', () => api.unblockPerson('b b'), 'POST', '/tools/api/users/b%20b/unblock/', {}],
  ['unblocking an alias', () => api.unblockRoom('heart-1'), 'POST', '/tools/api/chat/heart-1/unblock/', {}],
  ['asking for the blocked', () => api.blockedPeople(), 'GET', '/tools/api/users/blocked/', undefined],
  ['asking for preferences', () => api.readPreferences(), 'GET', '/tools/api/preferences/', undefined],
  [
    'choosing preferences',
    () => api.writePreferences({ readReceipts: false }),
    'POST',
    '/tools/api/preferences/',
    { read_receipts: false },
  ],
])('%s is one call', async (_, call, method, path, body) => {
  await call();
  expect(asked).toEqual([{ method, path, body }]);
});

test('admission is asked from this origin', async () => {
  await api.admission('a');
  expect(asked[0]?.path).toBe(
    `/tools/api/chat/a/admission/?${new URLSearchParams({ origin: location.origin })}`,
  );
});

test.each<[string, () => Promise<unknown>]>([
  ['listRooms', () => api.listRooms()],
  ['openDirect', () => api.openDirect('bob')],
  ['createRoom', () => api.createRoom('a')],
  ['joinRoom', () => api.joinRoom({ code: 'K' })],
  ['historyPage', () => api.historyPage('a', {})],
  ['participants', () => api.participants('a')],
  ['makeInvite', () => api.makeInvite('a')],
  ['blockedPeople', () => api.blockedPeople()],
  ['writePreferences', () => api.writePreferences({ readReceipts: true })],
])('a refusal of %s keeps its code and its wait', async (_, call) => {
  answer = [429, { success: false, code: 'throttled', retry_ms: 9_000 }];
  expect(await call()).toMatchObject({ ok: false, status: 429, code: 'throttled', retryMs: 9_000 });
});
