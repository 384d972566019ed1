// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { type Signal, signal } from '@preact/signals';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { zhChatMore } from '../../../i18n/zh_chat_more.ts';
import type { SocketState } from '../../../net/socket_state.ts';
import type { Me } from '../../../store/person.ts';
import { newStage, type Stage } from '../../../ui/testing/stage.ts';
import { FakeRoom, fakeMe } from '../testing/fake_room.ts';
import type { ConnectionBanner } from './ConnectionBanner.tsx';

let Banner: typeof ConnectionBanner;
let room: FakeRoom;
let me: Me;
let stage: Stage;

const said = () => stage.root.textContent ?? '';
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const become = (state: Partial<SocketState>) =>
  act(() => {
    room.socket.value = { ...room.socket.value, ...state };
  });
const show = () => stage.show(<Banner room={room.room} me={me} lost={signal(false)} />);

beforeEach(async () => {
  vi.useFakeTimers();
  // Each test is another page, which has not shown anything yet.
  vi.resetModules();
  const { needTexts, showLanguage } = await import('../../../i18n/i18n.ts');
  await showLanguage('zh');
  await needTexts('chat_more');
  Banner = (await import('./ConnectionBanner.tsx')).ConnectionBanner;
  room = new FakeRoom('den', 'alice');
  me = fakeMe('alice');
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.useRealTimers();
});

test.each([1001, 1012, 1013])('after a close with %i the server is said to restart', async (lastClose) => {
  await show();
  await become({ phase: 'waiting', retryAt: Date.now() + 9_000, attempt: 1, lastClose });
  await pass(2_100);
  expect(said()).toBe(zhChatMore['chat.banner.restart']);
  await become({ phase: 'connecting', attempt: 3 });
  expect(said()).toBe(zhChatMore['chat.banner.restart']);
  await become({ phase: 'open' });
  expect(said()).toBe(zhChatMore['chat.banner.fixed']);
});

test('a line that broke is no restart, nor is a server that stays away, nor a refusal', async () => {
  await show();
  await become({ phase: 'connecting', establishedAt: 1, attempt: 1, lastClose: 1006 });
  await pass(2_100);
  expect(said()).toBe(zhChatMore['chat.banner.again']);
  await become({ lastClose: 1001, attempt: 9 });
  expect(said()).toBe(zhChatMore['chat.banner.again']);
  await become({ phase: 'refused', attempt: 2 });
  expect(said()).toContain(zhChatMore['chat.banner.stopped']);
});

test('a room that is over says nothing of its line', async () => {
  const lost = signal(false);
  await stage.show(<Banner room={room.room} me={me} lost={lost} />);
  room.refused.value = 'close_4410';
  await become({ phase: 'refused' });
  await pass(5_000);
  expect([said(), lost.value]).toEqual(['', false]);
});

test.each([91_000, -91_000])('a device clock that is off by %i ms is told until it was read', async (off) => {
  await show();
  await become({ clockOffMs: off });
  await pass(2_100);
  expect(said()).toContain(zhChatMore['chat.banner.clock']);
  await stage.press(zhChatMore['chat.banner.clock_seen']);
  expect(said()).toBe('');
  // Nor in the next room.
  room = new FakeRoom('attic', 'alice');
  room.socket.value = { ...room.socket.value, clockOffMs: off };
  await show();
  await pass(2_100);
  expect(said()).toBe('');
});

test('a minute and a half is no trouble, nor is an old time that a page hears when it wakes up', async () => {
  await show();
  await become({ clockOffMs: 90_000 });
  await pass(2_100);
  expect(said()).toBe('');
  await become({ clockOffMs: -3_600_000 });
  await pass(500);
  expect(said()).toBe('');
  await become({ clockOffMs: 40 });
  await pass(2_100);
  expect(said()).toBe('');
});

test('what is wrong with the line comes before the clock', async () => {
  await show();
  await become({ clockOffMs: 200_000 });
  await become({ phase: 'offline', online: false });
  await pass(2_100);
  expect(said()).toBe(zhChatMore['chat.banner.offline']);
});

test('a browser that keeps nothing is told once per visit, when nothing else is wrong', async () => {
  const durable = me.outbox.durable as Signal<boolean>;
  await show();
  expect(said()).toBe('');
  await act(() => {
    durable.value = false;
  });
  expect(said()).toContain(zhChatMore['chat.banner.not_kept']);
  await stage.press(zhChatMore['chat.banner.clock_seen']);
  expect(said()).toBe('');
  room = new FakeRoom('attic', 'alice');
  await show();
  expect(said()).toBe('');
});
