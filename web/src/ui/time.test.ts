// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { showLanguage } from '../i18n/i18n.ts';
import { dayName, longTime, shortTime } from './time.ts';

// A Friday, in the zone of whoever runs this.
const NOW = new Date(2026, 6, 3, 22, 0).getTime();
const at = (...parts: [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 21, minute = 8] = parts;
  return new Date(year, month - 1, day, hour, minute).getTime();
};

beforeEach(() => showLanguage('zh'));

test('in a sentence a moment names its day only when it is not today, its date when it is long ago', () => {
  expect(longTime(at(2026, 7, 3), NOW)).toBe('21:08');
  expect(longTime(at(2026, 7, 3, 0, 5), NOW)).toBe('00:05');
  expect(longTime(at(2026, 7, 2), NOW)).toBe('昨天 21:08');
  expect(longTime(at(2026, 6, 28), NOW)).toBe('周日 21:08');
  expect(longTime(at(2026, 6, 26), NOW)).toBe('6月26日 21:08');
  expect(longTime(at(2025, 7, 3), NOW)).toBe('2025年7月3日');
});

test('in a list there is only as much as tells moments apart', () => {
  expect(shortTime(at(2026, 7, 3), NOW)).toBe('21:08');
  expect(shortTime(at(2026, 7, 2), NOW)).toBe('昨天');
  expect(shortTime(at(2026, 6, 29), NOW)).toBe('周一');
  expect(shortTime(at(2026, 1, 9), NOW)).toBe('1月9日');
});

test('a minute before midnight was yesterday, a minute after it is today', () => {
  const early = new Date(2026, 6, 3, 0, 1).getTime();
  expect(longTime(at(2026, 7, 2, 23, 59), early)).toBe('昨天 23:59');
  expect(longTime(at(2026, 7, 3, 0, 0), early)).toBe('00:00');
});

test('the line above a day names it, in the language that is shown', async () => {
  expect(dayName(at(2026, 7, 3), NOW)).toBe('今天');
  expect(dayName(at(2026, 6, 26), NOW)).toBe('6月26日 周五');
  expect(dayName(at(2025, 7, 3), NOW)).toBe('2025年7月3日 周四');
  await showLanguage('en');
  expect(dayName(at(2026, 7, 2), NOW)).toBe('Yesterday');
  expect(dayName(at(2026, 6, 26), NOW)).toBe('Fri, Jun 26');
});
