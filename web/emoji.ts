// SPDX-License-Identifier: Apache-2.0
// The table of emoji as three small JSON files, made at build time from emoji-picker-element-data (emojibase,
// MIT; the package Apache-2.0) and fetched from our own origin when somebody opens the panel. `virtual:emoji`
// names their addresses. Place n of a table of words belongs to emoji n, counted over all groups.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface EmojiTables {
  // Per group of Unicode: its number and its emoji, a blank between each.
  symbols: [group: number, emoji: string][];
  // Per emoji its name, a `|`, and what else it is looked for by, in that language.
  zh: string[];
  en: string[];
}

interface Entry {
  annotation: string;
  tags?: string[];
  emoji: string;
  order: number;
  group: number;
  version: number;
}

const MODULE = 'virtual:emoji';
// Newer ones are boxes on systems of 2022.
const VERSION_MAX = 14;
// Skin tones and hair: parts, not emoji.
const PARTS = 2;

export function emojiTables(): EmojiTables {
  const [zh, en] = ['zh', 'en'].map((language) => new Map(read(language).map((one) => [one.emoji, one])));
  const all = read('en')
    .filter((one) => one.version <= VERSION_MAX && one.group !== PARTS)
    .sort((a, b) => a.order - b.order);
  const groups = [...new Set(all.map((one) => one.group))].sort((a, b) => a - b);
  const sorted = groups.flatMap((group) => all.filter((one) => one.group === group));
  return {
    symbols: groups.map((group) => [
      group,
      all
        .filter((one) => one.group === group)
        .map((one) => one.emoji)
        .join(' '),
    ]),
    zh: sorted.map((one) => words(zh?.get(one.emoji))),
    en: sorted.map((one) => words(en?.get(one.emoji))),
  };
}

function read(language: string): Entry[] {
  const path = `node_modules/emoji-picker-element-data/${language}/emojibase/data.json`;
  return JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
}

function words(entry: Entry | undefined): string {
  if (entry === undefined) return '';
  return `${entry.annotation}|${(entry.tags ?? []).join(' ')}`.toLowerCase();
}

export function emojiData(): Plugin {
  let building = false;
  return {
    name: 'emoji-data',
    config: (_, { command }) => {
      building = command === 'build';
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const addresses = Object.entries(emojiTables()).map(([name, table]) => {
        if (!building) return `export const ${name} = '/emoji/${name}.json';`;
        const source = JSON.stringify(table);
        const file = this.emitFile({ type: 'asset', name: `emoji_${name}.json`, source });
        return `export const ${name} = import.meta.ROLLUP_FILE_URL_${file};`;
      });
      return addresses.join('\n');
    },
    // While developing there are no built files.
    configureServer(server) {
      server.middlewares.use('/emoji', (request, response) => {
        const name = /^\/(symbols|zh|en)\.json/.exec(request.url ?? '')?.[1] as keyof EmojiTables | undefined;
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(name === undefined ? null : emojiTables()[name]));
      });
    },
  };
}
