// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { rowsBefore } from './VirtualList.tsx';

const rows = (keys: string) => [...keys].map((key) => ({ key }));

test('rows at the end push nothing', () => {
  expect(rowsBefore(rows('abc'), rows('abcd'), 0)).toBe(0);
  expect(rowsBefore(rows(''), rows('abc'), 0)).toBe(0);
  expect(rowsBefore(rows('abc'), rows(''), 0)).toBe(0);
});

test('rows before the one that is read push it, wherever they were put', () => {
  expect(rowsBefore(rows('abc'), rows('xyabc'), 0)).toBe(2);
  expect(rowsBefore(rows('abc'), rows('axybc'), 1)).toBe(2);
  // The day line stays first while the day grows upwards.
  expect(rowsBefore(rows('Dabc'), rows('Dxyabc'), 1)).toBe(2);
  // Below what is read.
  expect(rowsBefore(rows('abc'), rows('axybc'), 0)).toBe(0);
});

test('rows taken away above pull it back', () => {
  expect(rowsBefore(rows('abcd'), rows('cd'), 2)).toBe(-2);
});

test('when the row that is read went itself, its neighbour counts; another list starts over', () => {
  expect(rowsBefore(rows('abcd'), rows('xabd'), 2)).toBe(0);
  expect(rowsBefore(rows('abcd'), rows('xyabd'), 2)).toBe(1);
  expect(rowsBefore(rows('abcd'), rows('wxyz'), 0)).toBe(0);
});
