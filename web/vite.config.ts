// SPDX-License-Identifier: Apache-2.0
// How the client is built and unit-tested. The answer must run under a CSP without inline script, inline
// style or data: scripts, so the preload polyfill is off and no asset is inlined. `node embed.mjs` turns
// dist/ into C++.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { emojiData } from './emoji.ts';
import { pwa } from './pwa.ts';
import { en } from './src/i18n/en.ts';
import { zh } from './src/i18n/zh.ts';

// The shell has a few words of its own (title, no-script text). They come from the text tables like all
// others: `%zh:key%` and `%en:key%` in index.html.
function shellTexts(): Plugin {
  const tables: Record<string, Record<string, string>> = { zh, en };
  return {
    name: 'shell-texts',
    transformIndexHtml: (html) =>
      html.replace(/%(zh|en):([\w.]+)%/g, (_, lang: string, key: string) => {
        const text = tables[lang]?.[key];
        if (text === undefined) throw new Error(`index.html asks for ${lang}:${key}, which no table has`);
        return text;
      }),
  };
}

// Names of classes are short: they stand in every style sheet and in every script that uses them. Four
// letters and digits of a hash are enough for some hundred; two that met would fail the build.
const named = new Map<string, string>();

function shortName(name: string, file: string): string {
  const what = `${relative(import.meta.dirname, file)} ${name}`;
  const hash = createHash('sha256').update(what).digest().readUInt32BE();
  const short = `${'abcdefghijklmnop'[hash % 16]}${(hash >>> 4).toString(36).padStart(3, '0').slice(-3)}`;
  if ((named.get(short) ?? what) !== what)
    throw new Error(`${what} and ${named.get(short)} are both ${short}`);
  named.set(short, what);
  return short;
}

export default defineConfig({
  css: { modules: { generateScopedName: shortName } },
  plugins: [shellTexts(), emojiData(), pwa(zh)],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome107', 'safari16', 'firefox104'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        // What every page shares is one file: a page is then at most three requests deep and compresses
        // better. Whatever only a room or the list needs stays out of it.
        codeSplitting: {
          groups: [
            // The styles of the list, the room and the panel about it share so much that together they are
            // two thirds of their sum.
            {
              name: 'chat_styles',
              test: /src\/(pages\/(Chat|chat\/|room\/|room_info\/)|ui\/(Avatar|Banner|Dialog|Toast|VirtualList)).*\.css/,
            },
            {
              name: 'core',
              test: /node_modules\/@?(preact|signals)|src\/(ui\/(Button|Icon|Plate|ime|use_page)|i18n\/i18n|net\/(api|frames)|store\/session|pages\/leave)/,
            },
            { name: 'line', test: /src\/net\/(socket|close_policy|client_id|visibility)/ },
            {
              name: 'chat',
              test: /node_modules\/idb-keyval|src\/(store\/(room\/entry|outbox|drafts|cache|shelf|tabs|person|preferences|local|rooms|room_summaries|user_line|muted)|net\/(chat_api|cookies)|ui\/(Avatar|[tT]ime|glyphs|use_viewport|theme)|pages\/(Chat|chat\/use_|(chat|room|room_info)\/.*\.css))/,
            },
            {
              name: 'room',
              test: /node_modules\/virtua|src\/(store\/room\/|ui\/(VirtualList|links|Linkified|announcer)|pages\/room\/(?!late|[eE]moji).*\.tsx?)/,
            },
            { name: 'form', test: /src\/(ui\/(Field|TopBar)|pages\/(use_form|form))/ },
          ],
        },
      },
    },
    sourcemap: false,
  },
  server: {
    proxy: {
      '^/(ws|users/api|tools/api|readyz|livez)': { target: 'http://127.0.0.1:8000', ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}', '*.test.ts'] },
});
