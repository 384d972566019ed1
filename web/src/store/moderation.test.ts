// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';

let moderation: typeof import('./moderation.ts');
const frame = (useq: number, change = {}) => ({
  type: 'moderation',
  useq,
  action: 'warn',
  reason: 'harassment',
  until: null,
  ...change,
});
const useqs = () => moderation.decisions.value.map(({ useq }) => useq);

beforeEach(async () => {
  localStorage.clear();
  // Another page.
  vi.resetModules();
  moderation = await import('./moderation.ts');
});

test('a decision is read from its frame', () => {
  const until = '2026-01-31T12:00:00+00:00';
  moderation.takeNews('bob', frame(4, { action: 'mute', until }));
  const decision = { useq: 4, action: 'mute', reason: 'harassment', until: Date.parse(until) };
  expect(moderation.decisions.value).toEqual([decision]);
});

test('what is told twice is shown once', () => {
  for (const useq of [4, 7, 4, 7]) moderation.takeNews('bob', frame(useq));
  expect(useqs()).toEqual([4, 7]);
});

test('what was read is not shown again, on no later page', async () => {
  moderation.takeNews('bob', frame(4));
  moderation.readDecision('bob', 4);
  expect(useqs()).toEqual([]);
  vi.resetModules();
  moderation = await import('./moderation.ts');
  moderation.takeNews('bob', frame(4));
  moderation.takeNews('bob', frame(5));
  expect(useqs()).toEqual([5]);
});

test('other news move the place up to which all is read, unless a decision is not', () => {
  moderation.takeNews('bob', { type: 'match_found', useq: 3 });
  moderation.takeNews('bob', { type: 'resumed', to: 5 });
  expect(moderation.readUpTo('bob')).toBe(5);
  moderation.takeNews('bob', frame(6));
  moderation.takeNews('bob', { type: 'ticket_expired', useq: 7 });
  expect(moderation.readUpTo('bob')).toBe(5);
  moderation.readDecision('bob', 6);
  expect(moderation.readUpTo('bob')).toBe(6);
});

test('what one person has read another one has not', () => {
  moderation.readDecision('bob', 9);
  moderation.takeNews('carol', frame(4));
  expect(useqs()).toEqual([4]);
});

test('what is read in another tab goes here as well, until nobody watches', () => {
  const stop = moderation.watchReading('bob');
  moderation.takeNews('bob', frame(4));
  moderation.takeNews('bob', frame(5));
  localStorage.setItem('heartlink.moderation.bob', '4');
  dispatchEvent(new StorageEvent('storage', { key: 'heartlink.moderation.bob' }));
  expect(useqs()).toEqual([5]);
  stop();
  localStorage.setItem('heartlink.moderation.bob', '5');
  dispatchEvent(new StorageEvent('storage', { key: 'heartlink.moderation.bob' }));
  expect(useqs()).toEqual([5]);
});
