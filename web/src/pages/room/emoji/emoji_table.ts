// SPDX-License-Identifier: Apache-2.0
// The emoji, their names and how they are found. Fetched once, from our own origin, when the panel is first
// opened; the words of the other language are only searched.
import { en, symbols, zh } from 'virtual:emoji';

export interface EmojiTable {
  groups: readonly { id: number; from: number; emoji: readonly string[] }[];
  emoji: readonly string[];
  words: Record<'zh' | 'en', readonly string[]>;
}

const RECENT_AS = 'heartlink.emoji';
const RECENT_MAX = 16;

let fetched: Promise<EmojiTable> | null = null;

// Rejects when there is no answer; the next call tries again.
export function emojiTable(): Promise<EmojiTable> {
  fetched ??= Promise.all([symbols, zh, en].map(json)).then(([groups, inZh, inEn]) =>
    table(groups as [number, string][], inZh as string[], inEn as string[]),
  );
  fetched.catch(() => {
    fetched = null;
  });
  return fetched;
}

export function table(
  groups: readonly (readonly [number, string])[],
  inZh: readonly string[],
  inEn: readonly string[],
): EmojiTable {
  let from = 0;
  const placed = groups.map(([id, line]) => {
    const emoji = line.split(' ');
    const group = { id, from, emoji };
    from += emoji.length;
    return group;
  });
  return {
    groups: placed,
    emoji: placed.flatMap((group) => group.emoji),
    words: { zh: inZh, en: inEn },
  };
}

// The places of those whose words in either language hold every word of the query, one letter being enough.
export function findEmoji(of: EmojiTable, query: string): number[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: number[] = [];
  for (let place = 0; place < of.emoji.length; place++) {
    const words = `${of.words.zh[place]} ${of.words.en[place]}`;
    if (wanted.every((word) => words.includes(word))) found.push(place);
  }
  return found;
}

export function emojiName(of: EmojiTable, place: number, language: 'zh' | 'en'): string {
  return of.words[language][place]?.split('|')[0] ?? '';
}

export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, RECENT_MAX) : [];
  } catch {
    return [];
  }
}

export function noteRecent(emoji: string): void {
  const recent = [emoji, ...readRecent().filter((one) => one !== emoji)].slice(0, RECENT_MAX);
  try {
    localStorage.setItem(RECENT_AS, JSON.stringify(recent));
  } catch {
    // Storage may be blocked; then nothing is recent.
  }
}

async function json(address: string): Promise<unknown> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
