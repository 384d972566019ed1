// SPDX-License-Identifier: Apache-2.0
// Typed tables per language, loaded when needed, switched without a reload: t() reads a signal, so whatever
// shows a text is drawn again. The server sends codes, never sentences; all words are here. A page whose
// words are not in the first table names its area with needTexts() before it is drawn, so that signing in
// never loads the words of a room.
import { signal } from '@preact/signals';
import type { zh } from './zh.ts';
import type { zhAccount } from './zh_account.ts';
import type { zhChat } from './zh_chat.ts';
import type { zhChatMore } from './zh_chat_more.ts';
import type { zhErrors } from './zh_errors.ts';
import type { zhHome } from './zh_home.ts';
import type { zhKeys } from './zh_keys.ts';
import type { zhMatch } from './zh_match.ts';
import type { zhOps } from './zh_ops.ts';
import type { zhPage } from './zh_page.ts';
import type { zhRoom } from './zh_room.ts';
import type { zhSafety } from './zh_safety.ts';
import type { zhSettings } from './zh_settings.ts';
import type { zhStranger } from './zh_stranger.ts';

export type Key =
  | keyof typeof zh
  | keyof typeof zhAccount
  | keyof typeof zhChat
  | keyof typeof zhChatMore
  | keyof typeof zhErrors
  | keyof typeof zhHome
  | keyof typeof zhKeys
  | keyof typeof zhMatch
  | keyof typeof zhOps
  | keyof typeof zhPage
  | keyof typeof zhRoom
  | keyof typeof zhSafety
  | keyof typeof zhSettings
  | keyof typeof zhStranger;
export type Area =
  | 'shell'
  | 'account'
  | 'chat'
  | 'chat_more'
  | 'errors'
  | 'home'
  | 'keys'
  | 'match'
  | 'ops'
  | 'page'
  | 'room'
  | 'safety'
  | 'settings'
  | 'stranger';
export type Language = 'zh' | 'en';
export type Params = Record<string, string | number>;
// A text whose words are chosen when it is shown, not when it happened.
export interface Note {
  key: Key;
  params?: Params;
}

export const LANGUAGES: readonly Language[] = ['zh', 'en'];
export const STORED_AS = 'heartlink.language';
export const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

// Each file of this folder that is named `<language>_<area>.ts` is such a table (`<language>.ts` is the shell's),
// and its one export are the words. Written out one by one they cost every page 200 bytes more.
const files = import.meta.glob<Record<string, Words>>('./{zh,en}{,_*}.ts');

type Words = Partial<Record<Key, string>>;

async function load(id: Language, area: Area): Promise<Words> {
  const file = await files[`./${id}${area === 'shell' ? '' : `_${area}`}.ts`]?.();
  return Object.values(file ?? {})[0] ?? {};
}

const needed = new Set<Area>(['shell']);
const shown = signal<{ language: Language; table: Words }>({
  language: 'zh',
  table: {},
});

export function language(): Language {
  return shown.value.language;
}

// The person's earlier choice, else the first of the browser's languages that we have, else Chinese.
export function preferredLanguage(stored: string | null, wanted: readonly string[]): Language {
  const known = [stored ?? '', ...wanted].map((tag) => tag.toLowerCase().split('-')[0]);
  return LANGUAGES.find((id) => id === known.find((tag) => tag === 'zh' || tag === 'en')) ?? 'zh';
}

// Resolves when the first words are there.
export async function startLanguage(): Promise<void> {
  use(preferredLanguage(readChoice(), navigator.languages), {});
  // Chosen in another tab.
  addEventListener('storage', ({ key, newValue }: StorageEvent) => {
    if (key === STORED_AS) void showLanguage(preferredLanguage(newValue, navigator.languages));
  });
  await needTexts('shell');
}

let wanted: Language | null = null;

// Of several wishes the last one counts.
export async function showLanguage(id: Language): Promise<void> {
  wanted = id;
  let tables: Words[] = [];
  // More may be needed by the time these are there.
  while (tables.length < needed.size) {
    tables = await Promise.all([...needed].map((area) => load(id, area)));
  }
  if (wanted === id) use(id, Object.assign({}, ...tables));
}

function use(language: Language, table: Words): void {
  shown.value = { language, table };
  document.documentElement.lang = TAGS[language];
}

// Loads the words of more areas, in the language shown; later language changes bring them along.
export async function needTexts(...areas: Area[]): Promise<void> {
  for (const area of areas) needed.add(area);
  const { language } = shown.peek();
  const tables = await Promise.all(areas.map((area) => load(language, area)));
  if (language === shown.peek().language)
    shown.value = { ...shown.peek(), table: Object.assign({}, shown.peek().table, ...tables) };
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

export function t(key: Key, params: Params = {}): string {
  const { language: id, table } = shown.value;
  return fill(table[key] ?? key, params, id);
}

export function say(note: Note): string {
  return t(note.key, note.params);
}

// The text of a code, or one that names the code when a newer server knows more than this client.
export function errorNote(code: string): Note {
  const key = `error.${code}`;
  return isKey(key) ? { key } : { key: 'error.unknown', params: { code } };
}

// Whether a text of that key is loaded.
export function isKey(key: string): key is Key {
  return Object.hasOwn(shown.value.table, key);
}

// `{name}` is replaced by its parameter, `{n|day|days}` by the word that goes with the number n.
export function fill(template: string, params: Params, id: Language): string {
  return template.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, other?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (one === undefined) return String(value);
      return (new Intl.PluralRules(id).select(Number(value)) === 'one' ? one : other) ?? '';
    },
  );
}
