// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Refusal } from '../net/api.ts';
import { POLL_MS, Poll } from './poll.ts';

const tab = vi.hoisted(() => ({ show: (_: boolean) => {}, unwatch: vi.fn() }));
vi.mock('../net/visibility.ts', () => ({
  watchVisible: (on: (visible: boolean) => void) => {
    tab.show = on;
    on(true);
    return tab.unwatch;
  },
}));

interface Good {
  ok: true;
  n: number;
}

const refusal = (status: number): Refusal => ({
  ok: false,
  code: 'busy',
  status,
  retryMs: 0,
  diagnosisId: '',
  ownerHint: '',
});

const read = vi.fn<() => Promise<Good | Refusal>>();
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  read.mockReset();
  let n = 0;
  read.mockImplementation(async () => {
    n += 1;
    return { ok: true, n };
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test('it asks at once and every five seconds, and hands on every answer', async () => {
  const heard: number[] = [];
  const poll = new Poll(read, ({ n }) => heard.push(n));
  const stop = poll.start();
  await pass(0);
  expect(poll.good.value?.n).toBe(1);
  await pass(3 * POLL_MS);
  expect(heard).toEqual([1, 2, 3, 4]);
  stop();
  await pass(10 * POLL_MS);
  expect(read).toHaveBeenCalledTimes(4);
  expect(tab.unwatch).toHaveBeenCalled();
});

test('nothing is asked while nobody can see the tab, and at once when somebody can', async () => {
  const poll = new Poll(read);
  const stop = poll.start();
  await pass(0);
  tab.show(false);
  await pass(60 * POLL_MS);
  expect(read).toHaveBeenCalledTimes(1);
  tab.show(true);
  await pass(0);
  expect(poll.good.value?.n).toBe(2);
  stop();
});

test('a failure is told and the last answer stays, until the next answer', async () => {
  const poll = new Poll(read);
  const stop = poll.start();
  await pass(0);
  read.mockResolvedValueOnce(refusal(503));
  await pass(POLL_MS);
  expect(poll.failure.value?.code).toBe('busy');
  expect(poll.good.value?.n).toBe(1);
  await pass(POLL_MS);
  expect(poll.failure.value).toBeNull();
  expect(poll.good.value?.n).toBe(2);
  stop();
});

test.each([401, 403])('whoever is refused with %i is not asked for again', async (status) => {
  read.mockResolvedValue(refusal(status));
  const stop = new Poll(read).start();
  await pass(10 * POLL_MS);
  expect(read).toHaveBeenCalledTimes(1);
  stop();
});

test('an answer that comes after the next question does not count, and no two are asked side by side', async () => {
  const poll = new Poll(read);
  let late = (_: Good) => {};
  read.mockImplementationOnce(
    () =>
      new Promise((answer) => {
        late = answer;
      }),
  );
  const stop = poll.start();
  await pass(10 * POLL_MS);
  expect(read).toHaveBeenCalledTimes(1);
  void poll.again();
  await pass(0);
  late({ ok: true, n: 99 });
  await pass(0);
  expect(poll.good.value?.n).toBe(1);
  await pass(POLL_MS);
  expect(read).toHaveBeenCalledTimes(3);
  stop();
});
