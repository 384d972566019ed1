// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest';
import { cookie, readAnswer } from './api.ts';
import { clientId, newClientId } from './client_id.ts';
import { entryId, parseFrame } from './frames.ts';
import { roomPath, socketAddress, USER_PATH } from './socket.ts';

test('only JSON objects with a type are frames', () => {
  expect(parseFrame('{"type":"pong","timestamp":1}')).toEqual({ type: 'pong', timestamp: 1 });
  for (const raw of ['', '[]', '"x"', '{}', '{"type":1}', '{"type":"x"']) expect(parseFrame(raw)).toBeNull();
});

test('the id of an entry is inside a message and at the top of the others', () => {
  expect(entryId({ type: 'chat_message', message: { id: 4 } })).toBe(4);
  for (const type of ['message_recalled', 'member_changed', 'room_ended'])
    expect(entryId({ type, id: 5 })).toBe(5);
  expect(entryId({ type: 'ack', id: 6 })).toBeNull();
  expect(entryId({ type: 'chat_message', message: { id: '4' } })).toBeNull();
});

test('client ids keep the order of time and the alphabet of the wire', () => {
  const zeros = new Uint8Array(16);
  const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((now) => clientId(now, zeros));
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
});

test('a client id comes after all before it, though the clock stands still or runs back', () => {
  vi.useFakeTimers();
  vi.setSystemTime(1_800_000_000_000);
  const ids = [newClientId(), newClientId()];
  vi.setSystemTime(1_700_000_000_000);
  ids.push(
    newClientId(),
    newClientId(clientId(1_900_000_000_000, new Uint8Array(16).fill(31))),
    newClientId(),
  );
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(5);
  vi.useRealTimers();
});

test('a socket address follows the page, escapes the room and resumes where told', () => {
  const page = { protocol: 'https:', host: 'chat.example.org' };
  expect(socketAddress(page, roomPath('é/?'), null, '')).toBe('wss://chat.example.org/ws/chat/%C3%A9%2F%3F/');
  expect(socketAddress({ protocol: 'http:', host: 'localhost:8000' }, roomPath('a'), 9, 'e&1')).toBe(
    'ws://localhost:8000/ws/chat/a/?after=9&epoch=e%261',
  );
  expect(socketAddress(page, USER_PATH, null, '')).toBe('wss://chat.example.org/ws/user/');
});

test('an answer is either a body or a refusal with a code', () => {
  expect(readAnswer(200, '{"success":true,"a":1}')).toEqual({
    ok: true,
    status: 200,
    body: { success: true, a: 1 },
  });
  expect(readAnswer(429, '{"success":false,"code":"throttled","retry_ms":3000}')).toMatchObject({
    ok: false,
    code: 'throttled',
    retryMs: 3000,
  });
  expect(readAnswer(200, '{"success":false,"code":"wrong_credentials"}')).toMatchObject({ ok: false });
  expect(readAnswer(502, '<html>')).toMatchObject({ ok: false, code: 'bad_answer', status: 502 });
});

test('a cookie is found by its whole name', () => {
  expect(cookie('xcsrftoken=a; csrftoken=b%3D; other=c', 'csrftoken')).toBe('b=');
  expect(cookie('', 'csrftoken')).toBe('');
});
