// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { en } from './en.ts';
import { enAccount } from './en_account.ts';
import { enChat } from './en_chat.ts';
import { enChatMore } from './en_chat_more.ts';
import { enErrors } from './en_errors.ts';
import { enHome } from './en_home.ts';
import { enKeys } from './en_keys.ts';
import { enMatch } from './en_match.ts';
import { enOps } from './en_ops.ts';
import { enPage } from './en_page.ts';
import { enRoom } from './en_room.ts';
import { enSafety } from './en_safety.ts';
import { enSettings } from './en_settings.ts';
import { enStranger } from './en_stranger.ts';
import { fill, language, needTexts, preferredLanguage, showLanguage, t } from './i18n.ts';
import { zh } from './zh.ts';
import { zhAccount } from './zh_account.ts';
import { zhChat } from './zh_chat.ts';
import { zhChatMore } from './zh_chat_more.ts';
import { zhErrors } from './zh_errors.ts';
import { zhHome } from './zh_home.ts';
import { zhKeys } from './zh_keys.ts';
import { zhMatch } from './zh_match.ts';
import { zhOps } from './zh_ops.ts';
import { zhPage } from './zh_page.ts';
import { zhRoom } from './zh_room.ts';
import { zhSafety } from './zh_safety.ts';
import { zhSettings } from './zh_settings.ts';
import { zhStranger } from './zh_stranger.ts';

const ZH_TABLES = [
  zh,
  zhAccount,
  zhChat,
  zhChatMore,
  zhErrors,
  zhHome,
  zhKeys,
  zhMatch,
  zhOps,
  zhPage,
  zhRoom,
  zhSafety,
  zhSettings,
  zhStranger,
];
const ZH: Record<string, string> = Object.assign({}, ...ZH_TABLES);
const EN: Record<string, string> = {
  ...en,
  ...enAccount,
  ...enChat,
  ...enChatMore,
  ...enErrors,
  ...enHome,
  ...enKeys,
  ...enMatch,
  ...enOps,
  ...enPage,
  ...enRoom,
  ...enSafety,
  ...enSettings,
  ...enStranger,
};
const HAN = /[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]/;
const SOURCES = join(import.meta.dirname, '..');

// The beginnings of codes that never reach a browser: answers to the command line, which speaks for itself,
// and what only `doctor` finds.
const ELSEWHERE = [
  'room_exists',
  'config_',
  'port_in_use',
  'data_busy',
  'schema_',
  'usage',
  'token_',
  'handshake_',
  'server_unreachable',
  'tls_failed',
  'not_heartlink',
  'cookie_lost',
  'no_echo',
];

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

test('both languages have every key, and no text is empty', () => {
  expect(Object.keys(EN).sort()).toEqual(Object.keys(ZH).sort());
  for (const text of [...Object.values(ZH), ...Object.values(EN)]) expect(text.trim()).not.toBe('');
});

test('no key stands in two tables of a language', () => {
  const keys = ZH_TABLES.flatMap((table) => Object.keys(table));
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});

test('both texts of a key take the same parameters', () => {
  for (const [key, text] of Object.entries(ZH)) {
    expect(placeholders(EN[key] ?? ''), key).toEqual(placeholders(text));
  }
});

test('English texts hold no Chinese, and no other source does', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) => {
    const source = /\.(tsx?|css)$/.test(path) && !path.endsWith('.test.ts') && !path.endsWith('.test.tsx');
    return source && !/i18n[\\/]zh\w*\.ts$/.test(path);
  });
  expect(files.length).toBeGreaterThan(30);
  for (const path of files) {
    const chinese = readFileSync(join(SOURCES, path), 'utf8')
      .split('\n')
      .filter((line) => HAN.test(line));
    expect(chinese, path).toEqual([]);
  }
});

test('every code that the server can send to a browser has a text', () => {
  const table = readFileSync(join(SOURCES, '../../src/base/error.h'), 'utf8');
  const body = /enum class Code[^{]*\{([^}]*)\}/.exec(table)?.[1] ?? '';
  const codes = [...body.matchAll(/^\s*([a-z_]+),/gm)].map((match) => match[1] ?? '');
  expect(codes).toContain('login_required');
  for (const code of codes)
    if (!ELSEWHERE.some((start) => code.startsWith(start)))
      expect(ZH, code).toHaveProperty([`error.${code}`]);
  // The other way round: no text for a code that the table does not have. The last four are the client's own.
  const known = [...codes, 'unknown', 'offline', 'timed_out', 'bad_answer'];
  const named = Object.keys(ZH).filter((key) => key.startsWith('error.'));
  for (const key of named) expect(known, key).toContain(key.slice('error.'.length));
});

test('parameters are filled in, and numbers choose their word', () => {
  expect(fill('{a} and {b}', { a: 1, b: 'x' }, 'en')).toBe('1 and x');
  expect(fill('{n} {n|day|days}', { n: 1 }, 'en')).toBe('1 day');
  expect(fill('{n} {n|day|days}', { n: 12 }, 'en')).toBe('12 days');
  expect(fill('{missing}', {}, 'en')).toBe('{missing}');
});

test('the stored choice comes first, then the browser, then Chinese', () => {
  expect(preferredLanguage('en', ['zh-CN'])).toBe('en');
  expect(preferredLanguage(null, ['fr', 'en-GB', 'zh'])).toBe('en');
  expect(preferredLanguage(null, ['fr'])).toBe('zh');
  expect(preferredLanguage('tlh', ['zh-TW'])).toBe('zh');
});

test('of two languages chosen at once the last one counts, with the words of every area', async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  const both = [showLanguage('en'), showLanguage('zh')];
  await Promise.all([...both, needTexts('account')]);
  expect(language()).toBe('zh');
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(t('settings.title')).toBe(ZH['settings.title']);
  await Promise.all([showLanguage('en'), needTexts('home')]);
  expect([t('settings.title'), t('home.settings')]).toEqual([EN['settings.title'], EN['home.settings']]);
  vi.unstubAllGlobals();
});
