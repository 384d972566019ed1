// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ended as sessionEnded } from './testing/modules.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;

beforeEach(() => {
  visit = new FakeVisit();
});

afterEach(() => visit.end());

const said = () => visit.server.messages().map(({ content }) => content);
const refuseOnce = (code: string, retry_ms = 0) => {
  visit.server.refuse = () => {
    visit.server.refuse = () => null;
    return { type: 'error', code, retry_ms };
  };
};

test('a refusal fails the message with its code, and the next one goes', async () => {
  const room = await visit.open();
  refuseOnce('field_invalid', 60_000);
  void room.sendMessage('one');
  void room.sendMessage('two');
  await pass(300);
  expect(said()).toEqual(['two']);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'field_invalid', item: { content: 'one' } }]);
  expect(room.failedCount.value).toBe(1);
});

test('of a mute it is known until when, of a held message why, and neither is tried again', async () => {
  const room = await visit.open();
  refuseOnce('muted', 60_000);
  const until = Date.now() + 60_000;
  void room.sendMessage('one');
  await pass(100);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: expect.stringMatching(/^muted\.\d+$/) }]);
  const told = Number(visit.pending[0]?.code.split('.')[1]);
  expect(told - until).toBeGreaterThanOrEqual(0);
  expect(told - until).toBeLessThanOrEqual(100);
  room.discardAll();
  visit.server.refuse = () => ({ type: 'error', code: 'message_held', reason: 'contact' });
  void room.sendMessage('two');
  await pass(60_000);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'message_held.contact' }]);
});

test('a refusal that time heals says when it is tried again, and nothing overtakes', async () => {
  const room = await visit.open();
  refuseOnce('rate_limited', 3_000);
  void room.sendMessage('one');
  void room.sendMessage('two');
  await pass(100);
  expect(visit.pending).toMatchObject([
    { state: 'queued', code: 'rate_limited', retryAt: expect.any(Number) },
    { state: 'sending', code: '', retryAt: 0 },
  ]);
  await pass(2_000);
  expect(said()).toEqual([]);
  await pass(2_000);
  expect(said()).toEqual(['one', 'two']);
});

test('a message without an answer is shown as failed after half a minute, and the next line sends it again', async () => {
  const room = await visit.open();
  const hear = visit.server.hear.bind(visit.server);
  visit.server.hear = (line, frame) => frame.type === 'message' || hear(line, frame);
  void room.sendMessage('one');
  void room.sendMessage('two');
  await pass(29_000);
  expect(visit.pending.map(({ state }) => state)).toEqual(['sending', 'sending']);
  await pass(2_000);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'timed_out' }, { state: 'sending' }]);
  visit.server.hear = hear;
  visit.break();
  await pass(2_000);
  expect(said()).toEqual(['one', 'two']);
  expect(visit.pending).toEqual([]);
});

test('sent again, what was late is shown as on its way again', async () => {
  const room = await visit.open();
  const hear = visit.server.hear.bind(visit.server);
  visit.server.hear = (line, frame) => frame.type === 'message' || hear(line, frame);
  void room.sendMessage('one');
  await pass(31_000);
  expect(visit.pending).toMatchObject([{ state: 'failed' }]);
  visit.break();
  await pass(2_000);
  expect(visit.pending).toMatchObject([{ state: 'sending' }]);
});

test('a frame that would cost the line is not sent', async () => {
  const room = await visit.open();
  void room.sendMessage('👩‍👩‍👧‍👦'.repeat(3_000));
  void room.sendMessage('short');
  await pass(300);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'content_too_long' }]);
  expect(said()).toEqual(['short']);
});

test('a failed message is sent again under its client_id when a person wants it', async () => {
  const room = await visit.open();
  refuseOnce('muted');
  void room.sendMessage('one');
  await pass(100);
  const key = visit.pending[0]?.key ?? '';
  room.retry(key);
  expect(visit.pending).toMatchObject([{ state: 'sending' }]);
  await pass(100);
  expect(visit.row(key)).toMatchObject({ row: 'message' });
  expect(room.failedCount.value).toBe(0);
});

test('a late message is sent again at once when a person wants it', async () => {
  const room = await visit.open();
  const hear = visit.server.hear.bind(visit.server);
  visit.server.hear = (line, frame) => frame.type === 'message' || hear(line, frame);
  void room.sendMessage('one');
  await pass(31_000);
  visit.server.hear = hear;
  room.retry(visit.pending[0]?.key ?? '');
  await pass(100);
  expect(said()).toEqual(['one']);
});

test('all that failed is sent again or thrown away together', async () => {
  const room = await visit.open();
  visit.server.refuse = () => ({ type: 'error', code: 'muted' });
  for (const words of ['one', 'two', 'three']) void room.sendMessage(words);
  await pass(300);
  expect(room.failedCount.value).toBe(3);
  room.discard(visit.pending[1]?.key ?? '');
  visit.server.refuse = () => null;
  room.retryAll();
  await pass(300);
  expect(said()).toEqual(['one', 'three']);
  visit.server.refuse = () => ({ type: 'error', code: 'muted' });
  for (const words of ['four', 'five']) void room.sendMessage(words);
  await pass(300);
  room.discardAll();
  await pass(100);
  expect(visit.pending).toEqual([]);
  expect(visit.device.items).toEqual([]);
});

test('when the room has ended, what got in is shown and the rest fails', async () => {
  const room = await visit.open();
  visit.server.loses = (frame) => frame.type !== 'room_ended';
  void room.sendMessage('in');
  void room.sendMessage('out');
  await pass(16);
  visit.server.append('bob', '', { type: 'room_ended', reason: 'left' });
  visit.server.loses = () => false;
  visit.server.refusal = { status: 410, code: 'room_ended' };
  visit.server.kill();
  visit.server.start();
  await pass(10_000);
  expect(room.refused.value).toBe('room_ended');
  expect(visit.ids).toEqual([1]);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'room_ended', item: { content: 'out' } }]);
  expect(room.ended.value?.id).toBe(2);
});

test('who is not let in any more sees what was not sent as failed; let in again, he may retry', async () => {
  const room = await visit.open();
  visit.line.end(4403);
  await pass(100);
  void room.sendMessage('too late');
  await pass(100);
  expect(visit.pending).toMatchObject([{ state: 'failed', code: 'not_a_member' }]);
  room.retryNow();
  await pass(200);
  room.retryAll();
  await pass(200);
  expect(said()).toEqual(['too late']);
});

test('what waits when the session ends is sent after the next sign-in', async () => {
  const room = await visit.open();
  visit.line.end(4401);
  await pass(100);
  void room.sendMessage('later');
  await pass(60_000);
  expect(visit.pending).toMatchObject([{ state: 'queued' }]);
  sessionEnded.value = false;
  await pass(300);
  expect(said()).toEqual(['later']);
});
