// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { emojiTables } from './emoji.ts';
import {
  emojiName,
  emojiTable,
  findEmoji,
  noteRecent,
  readRecent,
  table,
} from './src/pages/room/emoji/emoji_table.ts';

const made = emojiTables();
const real = table(made.symbols, made.zh, made.en);
const found = (query: string) => findEmoji(real, query).map((place) => real.emoji[place]);

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('every emoji has its words at its place, in both languages', () => {
  expect(real.emoji.length).toBeGreaterThan(1500);
  expect(real.words.zh).toHaveLength(real.emoji.length);
  expect(real.words.en).toHaveLength(real.emoji.length);
  const grin = real.emoji.indexOf('😀');
  expect(emojiName(real, grin, 'zh')).toBe('嘿嘿');
  expect(emojiName(real, grin, 'en')).toBe('grinning face');
  const last = real.groups.at(-1);
  expect(real.emoji[last?.from ?? -1]).toBe(last?.emoji[0]);
});

test('one Chinese character finds', () => {
  for (const [query, one] of [
    ['笑', '😄'],
    ['心', '❤️'],
    ['猫', '🐱'],
    ['茶', '🍵'],
    ['雨', '🌧️'],
  ] as const) {
    expect(found(query), query).toContain(one);
  }
});

test('English finds, too, in any case, and several words narrow it', () => {
  expect(found('Cat')).toContain('🐱');
  expect(found('cat heart')).toEqual(['😻']);
  expect(found('猫 heart')).toEqual(['😻']);
  expect(found('qqqq')).toEqual([]);
});

test('what was picked last comes first, once, and at most sixteen are kept', () => {
  for (let n = 0; n < 20; n++) noteRecent(String(n));
  noteRecent('19');
  noteRecent('7');
  expect(readRecent().slice(0, 3)).toEqual(['7', '19', '18']);
  expect(readRecent()).toHaveLength(16);
  localStorage.setItem('heartlink.emoji', '{"not":"a list"}');
  expect(readRecent()).toEqual([]);
});

test('a table that did not come is asked for again', async () => {
  const fetch = vi.fn().mockRejectedValue(new TypeError('offline'));
  vi.stubGlobal('fetch', fetch);
  await expect(emojiTable()).rejects.toThrow();
  const answers: Record<string, unknown> = { symbols: made.symbols, zh: made.zh, en: made.en };
  fetch.mockImplementation((address: string) => {
    const name = /(symbols|zh|en)\.json/.exec(address)?.[1] ?? '';
    return Promise.resolve(new Response(JSON.stringify(answers[name])));
  });
  expect((await emojiTable()).emoji).toEqual(real.emoji);
});
