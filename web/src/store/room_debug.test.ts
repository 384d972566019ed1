// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts } from '../i18n/i18n.ts';
import type { Frame } from '../net/frames.ts';
import { RoomDebug } from './room_debug.ts';

// A server end held in the hand: it records what was sent and says what the test wants.
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: Frame[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;

  constructor(readonly address: string) {
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame);
  }
  close(code: number): void {
    this.end(code);
  }
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '', wasClean: false });
  }
  say(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  welcome(lastId = 0): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
    this.say({ type: 'connection_established', last_id: lastId, epoch: 'e', heartbeat_interval: 25 });
  }
  messages(): Frame[] {
    return this.sent.filter((frame) => frame.type === 'message');
  }
}

const answers = new Map<string, [number, unknown]>();
const last = () => FakeSocket.all.at(-1) as FakeSocket;
const check = (debug: RoomDebug, id: string) => debug.checks.value.find((one) => one.id === id);
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeAll(() => needTexts('room', 'errors'));

beforeEach(() => {
  vi.useFakeTimers();
  // A wait of nothing would be over within settle().
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  FakeSocket.all = [];
  answers.clear();
  answers.set('/readyz', [200, { success: true, version: '1', checks: {} }]);
  answers.set('/users/api/session-status/', [
    200,
    { success: true, data: { username: 'alice', expires_in_days: 3 } },
  ]);
  answers.set('/tools/api/chat/', [200, { success: true }]);
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', async (path: string) => {
    const [status, body] = [...answers].find(([start]) => path.startsWith(start))?.[1] ?? [404, ''];
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function newDebug(room = 'test-room-1'): RoomDebug {
  return new RoomDebug(room, () => 'probe');
}

test('the first three checks run by themselves; the socket waits to be asked', async () => {
  const debug = newDebug();
  await settle();
  expect(debug.checks.value.map((one) => one.state)).toEqual(['pass', 'pass', 'pass', 'wait', 'wait']);
  expect(FakeSocket.all).toHaveLength(0);
  debug.dispose();
});

test('a check waits for the one above it', async () => {
  answers.set('/users/api/session-status/', [401, { success: false, code: 'login_required' }]);
  const debug = newDebug();
  await settle();
  expect(debug.checks.value.map((one) => one.state)).toEqual(['pass', 'fail', 'wait', 'wait', 'wait']);
  expect(check(debug, 'session')?.action).toBe('sign_in');
  debug.dispose();
});

test('in a test room the round trip starts with the connection and passes on receipt and echo', async () => {
  const debug = newDebug();
  debug.connect();
  last().welcome();
  const [probe] = last().messages();
  expect(probe?.content).toBe('probe');
  last().say({ type: 'ack', client_id: probe?.client_id, id: 1 });
  expect(check(debug, 'round_trip')?.state).toBe('run');
  last().say({ type: 'chat_message', message: { id: 1, content: 'probe' } });
  expect(check(debug, 'round_trip')?.state).toBe('pass');
  debug.dispose();
});

test('elsewhere nothing is sent before a person agrees', () => {
  const debug = newDebug('our-room');
  debug.connect();
  last().welcome();
  expect(last().messages()).toEqual([]);
  expect(check(debug, 'round_trip')?.action).toBe('probe');
  debug.sendProbe();
  expect(last().messages()).toHaveLength(1);
  debug.dispose();
});

test('a missing receipt and a missing echo are two different findings', async () => {
  const debug = newDebug();
  debug.connect();
  last().welcome();
  await vi.advanceTimersByTimeAsync(5000);
  expect(check(debug, 'round_trip')?.note.key).toBe('check.round_trip_no_ack');
  debug.sendProbe();
  last().say({ type: 'ack', client_id: last().messages().at(-1)?.client_id, id: 1 });
  await vi.advanceTimersByTimeAsync(5000);
  expect(check(debug, 'round_trip')?.note.key).toBe('check.round_trip_no_echo');
  debug.dispose();
});

test('a message without a receipt is sent again, under the same client_id, after a reconnect', async () => {
  const debug = newDebug('our-room');
  debug.connect();
  last().welcome(4);
  expect(debug.sendMessage('hello')).toBe(true);
  expect(debug.sendMessage('twice')).toBe(true);
  const [hello, twice] = last().messages();
  last().say({ type: 'ack', client_id: twice?.client_id, id: 5 });
  last().end(1006);
  await vi.advanceTimersByTimeAsync(1000);
  expect(FakeSocket.all).toHaveLength(2);
  expect(last().address).toContain('?after=4&epoch=e');
  last().welcome(5);
  expect(last().messages()).toEqual([hello]);
  debug.dispose();
});

test('nothing is sent into a closed socket, so the text stays in the box', () => {
  const debug = newDebug();
  expect(debug.sendMessage('hello')).toBe(false);
  debug.dispose();
});

test('a refused handshake is explained over HTTP, and the tries stop', async () => {
  answers.set('/tools/api/chat/', [403, { success: false, code: 'not_a_member' }]);
  const debug = newDebug('our-room');
  await settle();
  debug.connect();
  last().end(1006);
  await settle();
  expect(debug.state.value).toMatchObject({ phase: 'refused', why: 'not_a_member' });
  expect(check(debug, 'room')?.fix?.key).toBe('fix.not_a_member');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  debug.dispose();
});

test('a handshake that fails although the server agrees points at the proxy', async () => {
  const debug = newDebug();
  await settle();
  debug.connect();
  last().end(1006);
  await settle();
  expect(check(debug, 'socket')?.note.key).toBe('check.socket_no_upgrade');
  debug.dispose();
});

test('a handshake that was refused a moment ago is explained, with the id of its row', async () => {
  const at = '2026-01-02T03:04:05Z';
  const lastRefusal = { code: 'too_many_connections', diagnosis_id: 'D-1a2b', at };
  answers.set('/tools/api/chat/', [200, { success: true, last_refusal: lastRefusal }]);
  const debug = newDebug();
  await settle();
  debug.connect();
  last().end(1006);
  await settle();
  const found = check(debug, 'socket');
  expect(found?.note.key).toBe('error.too_many_connections');
  expect(found?.fix?.key).toBe('fix.too_many_connections');
  expect(found?.trace).toMatchObject({ key: 'check.trace_at', params: { id: 'D-1a2b' } });
  expect(debug.log.all().some((row) => row.text === 'too_many_connections')).toBe(true);
  debug.dispose();
});

test('a session that ends under an open socket leads to signing in, and the tries stop', async () => {
  const debug = newDebug();
  await settle();
  debug.connect();
  last().welcome();
  last().end(4401);
  expect(debug.state.value).toMatchObject({ phase: 'refused', why: 'close_4401' });
  expect(check(debug, 'session')).toMatchObject({ note: { key: 'close.4401' }, action: 'sign_in' });
  expect(check(debug, 'socket')?.note.key).toBe('check.socket_session_ended');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  debug.dispose();
});
