// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test, vi } from 'vitest';
import { openShelf } from './shelf.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('without IndexedDB everything rejects and nothing throws', async () => {
  const shelf = openShelf('x');
  const asked = [
    shelf.get('a/1'),
    shelf.set('a/1', 1),
    shelf.del('a/1'),
    shelf.entries('a/'),
    shelf.update('a/1', (old) => old),
    shelf.clear('a/'),
  ];
  for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
});

test('storage that never answers counts as refused after three seconds', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('indexedDB', { open: () => ({}) });
  let refused = false;
  const asked = openShelf('x')
    .set('a/1', 1)
    .catch(() => {
      refused = true;
    });
  await vi.advanceTimersByTimeAsync(2_999);
  expect(refused).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await asked;
  expect(refused).toBe(true);
});

test('nothing is opened before the first use', () => {
  const open = vi.fn(() => ({}));
  vi.stubGlobal('indexedDB', { open });
  openShelf('x');
  expect(open).not.toHaveBeenCalled();
});
