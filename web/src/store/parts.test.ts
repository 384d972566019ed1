// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest';
import type { Refusal } from '../net/api.ts';
import type { Part } from '../net/ops_api.ts';
import { Parts } from './parts.ts';

const read = vi.fn<(before: string) => Promise<Part<number> | Refusal>>();
const BUSY: Refusal = { ok: false, code: 'busy', status: 503, retryMs: 0, diagnosisId: '', ownerHint: '' };

test('a list is read part by part, and anew from its beginning', async () => {
  const parts = new Parts(read);
  expect(parts.rows.value).toBeNull();
  read.mockResolvedValueOnce({ ok: true, rows: [9, 8], next: '8' });
  await parts.reload();
  expect([parts.rows.value, parts.hasMore]).toEqual([[9, 8], true]);
  read.mockResolvedValueOnce({ ok: true, rows: [7], next: '' });
  await parts.readMore();
  expect(read).toHaveBeenLastCalledWith('8');
  expect([parts.rows.value, parts.hasMore]).toEqual([[9, 8, 7], false]);
  read.mockResolvedValueOnce({ ok: true, rows: [10], next: '' });
  await parts.reload();
  expect(read).toHaveBeenLastCalledWith('');
  expect(parts.rows.value).toEqual([10]);
});

test('what is shown stays when a part cannot be read', async () => {
  const parts = new Parts(read);
  read.mockResolvedValueOnce({ ok: true, rows: [2], next: '2' });
  await parts.reload();
  read.mockResolvedValueOnce(BUSY);
  await parts.readMore();
  expect([parts.rows.value, parts.failure.value?.code, parts.hasMore]).toEqual([[2], 'busy', true]);
});

test('of two questions at once the later one counts', async () => {
  const parts = new Parts(read);
  let late = (_: Part<number>) => {};
  read.mockReturnValueOnce(
    new Promise((answer) => {
      late = answer;
    }),
  );
  const first = parts.reload();
  read.mockResolvedValueOnce({ ok: true, rows: [2], next: '' });
  await parts.reload();
  late({ ok: true, rows: [1], next: '' });
  await first;
  expect(parts.rows.value).toEqual([2]);
});
