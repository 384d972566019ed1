// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test, vi } from 'vitest';
import { graphemes } from './graphemes.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['', 0],
  ['hello world', 11],
  ['你好，世界', 5],
  ['👩‍👩‍👧‍👦', 1],
  ['🇨🇳🇫🇷', 2],
  ['e\u0301', 1],
  ['a\r\nb', 3],
  ['👍🏽!', 2],
])('%j is counted as people count it', (text, count) => {
  expect(graphemes(text)).toBe(count);
});

test('without a segmenter more are counted, never fewer', () => {
  vi.stubGlobal('Intl', {});
  expect(graphemes('你好')).toBe(2);
  expect(graphemes('e\u0301')).toBe(2);
});
