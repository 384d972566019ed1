// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Frame } from './frames.ts';
import {
  type Effect,
  PONG_MS,
  type SocketEvent,
  type SocketState,
  START,
  step,
  WELCOME_MS,
} from './socket_state.ts';

const HALF = 0.5;

// Walks the events at a fixed moment and collects the effects of the last one.
function walk(
  from: SocketState,
  events: SocketEvent[],
  now = 0,
): { state: SocketState; effects: readonly Effect[] } {
  let last = { state: from, effects: [] as readonly Effect[] };
  for (const event of events) last = step(last.state, event, { now, random: HALF });
  return last;
}

const connect: SocketEvent = { on: 'connect' };
const upgraded: SocketEvent = { on: 'upgraded' };
const frame = (type: string, keys: object = {}): SocketEvent => ({
  on: 'frame',
  frame: { type, ...keys } as Frame,
});
const welcome = frame('connection_established', { last_id: 7, epoch: 'e1', heartbeat_interval: 25 });
const message = (id: number) => frame('chat_message', { message: { id } });
const OPEN = walk(START, [connect, upgraded, welcome]).state;

test('connecting opens a live socket and waits five seconds for the welcome', () => {
  const { state, effects } = walk(START, [connect]);
  expect(state.phase).toBe('connecting');
  expect(effects).toContainEqual({ do: 'open', after: null, epoch: '' });
  expect(effects).toContainEqual({ do: 'listen', ms: WELCOME_MS });
});

test('a second press while connecting or open does nothing', () => {
  expect(walk(START, [connect, connect]).effects).toEqual([]);
  expect(walk(OPEN, [connect]).effects).toEqual([]);
});

test('only the welcome makes it open, and a ping measures the line at once', () => {
  expect(walk(START, [connect, upgraded]).state.phase).toBe('connecting');
  const { state, effects } = walk(START, [connect, upgraded, welcome]);
  expect(state).toMatchObject({ phase: 'open', lastId: 7, epoch: 'e1' });
  expect(effects).toContainEqual({ do: 'send', frame: { type: 'ping' } });
});

test('what was kept from an earlier visit is where the first connection resumes', () => {
  const kept = walk({ ...START, lastId: 12, epoch: 'e1' }, [connect]);
  expect(kept.effects).toContainEqual({ do: 'open', after: 12, epoch: 'e1' });
  const back = walk(kept.state, [frame('connection_established', { last_id: 20, epoch: 'e1' })]);
  expect(back.state.lastId).toBe(12);
});

test('my own socket is open with its first list, resumes nothing, and later lists change nothing', () => {
  const list = frame('unread', { total: 1, rooms: [{ room_id: 'a', unread: 1, last_id: 9 }] });
  const { state, effects } = walk(START, [connect, upgraded, list]);
  expect(state).toMatchObject({ phase: 'open', lastId: null, epoch: '' });
  expect(effects).toContainEqual({ do: 'send', frame: { type: 'ping' } });
  expect(walk(state, [list], 9).effects).toEqual([{ do: 'listen', ms: state.quietMs }]);
  const back = walk(state, [{ on: 'closed', code: 1006 }, { on: 'retry_due' }]);
  expect(back.effects).toContainEqual({ do: 'open', after: null, epoch: '' });
  expect(walk(back.state, [upgraded, list], 7).state).toMatchObject({ phase: 'open', establishedAt: 7 });
});

test('a heartbeat is answered', () => {
  const { effects } = walk(OPEN, [frame('heartbeat', { timestamp: 1 })]);
  expect(effects).toContainEqual({ do: 'send', frame: { type: 'heartbeat_ack' } });
});

test('a lost line comes back after a jittered wait and resumes after the last entry', () => {
  const lost = walk(OPEN, [message(8), message(9), { on: 'closed', code: 1006 }], 60_000);
  expect(lost.state).toMatchObject({ phase: 'waiting', attempt: 1, retryAt: 60_250 });
  expect(lost.effects).toContainEqual({ do: 'wait', ms: 250 });
  const again = walk(lost.state, [{ on: 'retry_due' }]);
  expect(again.effects).toContainEqual({ do: 'open', after: 9, epoch: 'e1' });
});

test('a resuming socket keeps its place until the missing entries arrived', () => {
  const lost = walk(OPEN, [{ on: 'closed', code: 4408 }, { on: 'retry_due' }, upgraded]);
  const back = walk(lost.state, [frame('connection_established', { last_id: 20, epoch: 'e1' })]);
  expect(back.state.lastId).toBe(7);
  expect(walk(back.state, [message(8), frame('resumed', { after: 7, to: 20 })]).state.lastId).toBe(20);
});

test('a log of another epoch is resumed from where the server says', () => {
  const back = walk(OPEN, [
    { on: 'closed', code: 1006 },
    { on: 'retry_due' },
    frame('connection_established', { last_id: 3, epoch: 'e2' }),
    frame('resumed', { reset: true, to: 3 }),
  ]);
  expect(back.state).toMatchObject({ lastId: 3, epoch: 'e2' });
});

test('what retention removed is no hole', () => {
  const back = walk(OPEN, [
    { on: 'closed', code: 1006 },
    { on: 'retry_due' },
    frame('connection_established', { last_id: 20, epoch: 'e1', pruned_before: 15 }),
    message(15),
  ]);
  expect(back.effects.some((effect) => effect.do === 'report_hole')).toBe(false);
  expect(back.state.lastId).toBe(15);
});

test('every entry moves the place to resume from by one, and no other frame does', () => {
  const entries = [
    frame('message_recalled', { id: 8, target: 3, username: 'bob' }),
    frame('member_changed', { id: 9, action: 'muted', username: 'bob', by: 'alice' }),
    message(10),
    frame('room_ended', { id: 11, reason: 'left' }),
  ];
  const others = [
    frame('read_status_update', { message_ids: [12], up_to: 12, username: 'bob' }),
    frame('delivered_update', { up_to: 13, username: 'bob' }),
    frame('presence', { online: ['alice'] }),
    frame('video_call_status', { status: 'joined', message_id: 14, username: 'bob' }),
    frame('ack', { id: 15, client_id: 'c' }),
  ];
  let state = OPEN;
  for (const [place, event] of [...entries, ...others].entries()) {
    const next = walk(state, [event]);
    expect(next.effects).toEqual([{ do: 'listen', ms: OPEN.quietMs }]);
    expect(next.state).toMatchObject({ phase: 'open', lastId: Math.min(8 + place, 11) });
    state = next.state;
  }
});

test('a hole in the ids is reported and never a reason to reconnect', () => {
  const { state, effects } = walk(OPEN, [message(10)]);
  expect(effects).toContainEqual({ do: 'report_hole', from: 8, to: 9 });
  expect(state).toMatchObject({ phase: 'open', lastId: 10 });
});

test('an entry seen before moves nothing', () => {
  expect(walk(OPEN, [message(5)]).state.lastId).toBe(7);
});

test.each([1000, 4401, 4403, 4410, 4429])('close code %i ends it until somebody connects again', (code) => {
  const ended = walk(OPEN, [{ on: 'closed', code }]);
  expect(ended.state).toMatchObject({ phase: 'refused', why: `close_${code}` });
  expect(ended.effects.some((effect) => effect.do === 'wait')).toBe(false);
  expect(walk(ended.state, [connect]).state.phase).toBe('connecting');
});

test('a close before the upgrade asks why, one after it does not', () => {
  expect(walk(START, [connect, { on: 'closed', code: 1006 }]).effects).toContainEqual({ do: 'ask_why' });
  const after = walk(START, [connect, upgraded, { on: 'closed', code: 1006 }]);
  expect(after.effects).not.toContainEqual({ do: 'ask_why' });
});

test('a refusal that a person must mend stops the tries; one that heals does not', () => {
  const waiting = walk(START, [connect, { on: 'closed', code: 1006 }]).state;
  const stopped = walk(waiting, [{ on: 'refused', code: 'not_a_member' }]);
  expect(stopped.state).toMatchObject({ phase: 'refused', why: 'not_a_member' });
  expect(stopped.effects).toEqual([{ do: 'stop_waiting' }]);
  expect(walk(waiting, [{ on: 'refused', code: 'unavailable' }]).state.phase).toBe('waiting');
});

test('the wait grows while connections do not hold, and starts over after one that held', () => {
  let state = OPEN;
  for (let round = 1; round <= 3; round += 1) {
    state = walk(state, [{ on: 'closed', code: 1001 }], 1000).state;
    expect(state.attempt).toBe(round);
    state = walk(state, [{ on: 'retry_due' }, upgraded, welcome], 1000).state;
  }
  expect(walk(state, [{ on: 'closed', code: 1001 }], 7000).state.attempt).toBe(1);
});

test('silence is answered with a ping, and silence after that with a new connection', () => {
  const asked = walk(OPEN, [{ on: 'silent' }]);
  expect(asked.effects).toEqual([
    { do: 'send', frame: { type: 'ping' } },
    { do: 'listen', ms: PONG_MS },
  ]);
  expect(walk(asked.state, [frame('pong')]).state.probing).toBe(false);
  const given = walk(asked.state, [{ on: 'silent' }]);
  expect(given.state.phase).toBe('waiting');
  expect(given.effects).toContainEqual({ do: 'abandon', code: 4000 });
});

test('the code that ended an open connection is kept while the tries after it fail', () => {
  const tries: SocketEvent[] = [{ on: 'retry_due' }, { on: 'closed', code: 1006 }];
  const away = walk(OPEN, [{ on: 'closed', code: 1001 }, ...tries]).state;
  expect(away).toMatchObject({ phase: 'waiting', lastClose: 1001 });
  const lost = walk(away, [{ on: 'retry_due' }, upgraded, welcome, { on: 'closed', code: 1006 }]).state;
  expect(lost.lastClose).toBe(1006);
});

test('the server tells its time with the welcome and with each pong, and other frames do not', () => {
  const at = (type: string, time: number) => frame(type, { server_time: time });
  const behind = walk(START, [connect, upgraded, at('connection_established', 500_000)], 100_000).state;
  expect(behind).toMatchObject({ phase: 'open', clockOffMs: 400_000 });
  const ahead = walk(behind, [at('pong', 90_000), message(8), frame('heartbeat')], 100_000).state;
  expect(ahead.clockOffMs).toBe(-10_000);
});

test('no welcome within the time counts as a failed try', () => {
  expect(walk(START, [connect, upgraded, { on: 'silent' }]).state).toMatchObject({
    phase: 'waiting',
    attempt: 1,
  });
});

test('waking up or the network coming back tries at once', () => {
  const waiting = walk(OPEN, [{ on: 'closed', code: 1006 }]).state;
  expect(walk(waiting, [{ on: 'woke' }]).state.phase).toBe('connecting');
  const offline = walk(waiting, [{ on: 'network', online: false }]);
  expect(offline.state.phase).toBe('offline');
  expect(offline.effects).toEqual([{ do: 'stop_waiting' }]);
  expect(walk(offline.state, [{ on: 'network', online: true }]).state.phase).toBe('connecting');
});

test('going offline only makes an open socket ask whether the line lives', () => {
  const { state, effects } = walk(OPEN, [{ on: 'network', online: false }]);
  expect(state.phase).toBe('open');
  expect(effects).toContainEqual({ do: 'send', frame: { type: 'ping' } });
});

test('a line lost without network waits for the network, not for a timer', () => {
  const lost = walk(OPEN, [
    { on: 'network', online: false },
    { on: 'closed', code: 1006 },
  ]);
  expect(lost.state).toMatchObject({ phase: 'offline', retryAt: 0 });
  expect(lost.effects.some((effect) => effect.do === 'wait')).toBe(false);
});

test('disconnecting stops everything, and a late event wakes nothing', () => {
  const { state, effects } = walk(OPEN, [{ on: 'disconnect' }]);
  expect(state.phase).toBe('idle');
  expect(effects).toContainEqual({ do: 'abandon', code: 1000 });
  for (const late of [
    { on: 'closed', code: 1006 },
    { on: 'retry_due' },
    { on: 'woke' },
    message(9),
  ] as const) {
    expect(walk(state, [late]).state.phase).toBe('idle');
  }
});
