// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { BYTES_MAX, plateDigits } from './plate_font.ts';

test('the digits of the plates are a small font, the same each time it is made', async () => {
  const [font, again] = [await plateDigits(), await plateDigits()];
  expect(font.subarray(0, 4).toString()).toBe('wOF2');
  expect(font.length).toBeLessThanOrEqual(BYTES_MAX);
  expect(again.equals(font)).toBe(true);
});
