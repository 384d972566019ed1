// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { digitsIn, randomDigits, timeLeft } from './digits.ts';

test('N17 full-width digits are digits, leading zeros stay, all else goes, and four are enough', () => {
  expect(digitsIn('\uff17\uff14\uff12\uff11')).toBe('7421');
  expect(digitsIn('0007')).toBe('0007');
  expect(digitsIn(' 7-4\u56db2x1 ')).toBe('7421');
  expect(digitsIn('123456')).toBe('1234');
  expect(digitsIn('\u0661\u0662')).toBe('');
});

test('N18 random digits are four', () => {
  for (let i = 0; i < 200; i += 1) expect(randomDigits()).toMatch(/^\d{4}$/);
});

test('H17 a second that has begun counts, and nothing is less than nothing', () => {
  expect(timeLeft(600_000)).toBe('10:00');
  expect(timeLeft(599_001)).toBe('10:00');
  expect(timeLeft(59_000)).toBe('0:59');
  expect(timeLeft(1)).toBe('0:01');
  expect(timeLeft(-5)).toBe('0:00');
});
