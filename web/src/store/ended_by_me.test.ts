// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { blockByMe, endByMe, isEndedByMe } from './ended_by_me.ts';
import { REFUSAL } from './testing/fake_me.ts';

const api = vi.hoisted(() => ({ endRoom: vi.fn(), blockRoom: vi.fn() }));
vi.mock('../net/chat_api.ts', () => api);

beforeEach(() => {
  localStorage.clear();
  for (const one of [api.endRoom, api.blockRoom]) one.mockResolvedValue({ ok: true });
});

test('a room that I end or in which I block is mine before the answer comes', async () => {
  let answer = (_: unknown) => {};
  api.endRoom.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const ending = endByMe('heart-1');
  expect(isEndedByMe('heart-1')).toBe(true);
  answer({ ok: true });
  expect(await ending).toEqual({ ok: true });
  await blockByMe('heart-2');
  expect(api.blockRoom).toHaveBeenCalledWith('heart-2');
  expect(['heart-1', 'heart-2', 'heart-3'].map(isEndedByMe)).toEqual([true, true, false]);
});

test('what was refused has not ended', async () => {
  api.endRoom.mockResolvedValueOnce(REFUSAL);
  expect(await endByMe('heart-1')).toBe(REFUSAL);
  expect(isEndedByMe('heart-1')).toBe(false);
});

test('of many only the last are remembered', async () => {
  for (let n = 0; n < 60; n += 1) await endByMe(`heart-${n}`);
  expect(isEndedByMe('heart-9')).toBe(false);
  expect(isEndedByMe('heart-59')).toBe(true);
});
