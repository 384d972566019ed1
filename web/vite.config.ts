// SPDX-License-Identifier: Apache-2.0
// How the client is built and unit-tested. The answer must run under a CSP without inline script, inline
// style or data: scripts, so the preload polyfill is off and no asset is inlined. `node embed.mjs` turns
// dist/ into C++.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { emojiData } from './emoji.ts';
import { plateFont } from './plate_font.ts';
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

// What the first script imports is asked for together with it.
function preloads(): Plugin {
  return {
    name: 'preloads',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { chunk }) =>
        (chunk?.imports ?? []).map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
        })),
    },
  };
}

// Vite wraps every import() in a loader that fetches ahead what the chunk needs. Ours fetches nothing ahead (see
// `modulePreload` below), so the loader only calls what it is given.
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}

// Names of classes are short: they stand in every style sheet and in every script that uses them. Four
// letters and digits of a hash are enough for some hundred; two that met would fail the build.
const named = new Map<string, string>();

function shortName(name: string, file: string): string {
  const what = `${relative(import.meta.dirname, file).replace('?written', '')} ${name}`;
  const hash = createHash('sha256').update(what).digest().readUInt32BE();
  const short = `${'abcdefghijklmnop'[hash % 16]}${(hash >>> 4).toString(36).padStart(3, '0').slice(-3)}`;
  if ((named.get(short) ?? what) !== what)
    throw new Error(`${what} and ${named.get(short)} are both ${short}`);
  named.set(short, what);
  return short;
}

// Class names are written where they are used, instead of an object per style sheet that every page carries.
// A file that looks one up by a variable keeps the object.
function classNames(): Plugin[] {
  const IMPORT = /^import styles from '(.*\.module\.css)';$/m;
  const write = (code: string, file: string) => {
    const path = IMPORT.exec(code)?.[1];
    if (path === undefined || code.includes('styles[')) return null;
    const sheet = join(dirname(file), path);
    const rules = readFileSync(sheet, 'utf8');
    const named = code.replace(/\bstyles\.(\w+)/g, (_, name: string) => {
      if (!new RegExp(`\\.${name}\\b`).test(rules)) throw new Error(`${path} has no .${name}`);
      return `'${shortName(name, sheet)}'`;
    });
    return named.replace(IMPORT, `import '${path}?written'`);
  };
  return [
    {
      name: 'class-names-written',
      apply: 'build',
      enforce: 'pre',
      transform: { filter: { id: /\.tsx$/ }, handler: write },
    },
    {
      name: 'class-names-only-rules',
      apply: 'build',
      enforce: 'post',
      transform: {
        filter: { id: /\.module\.css\?written$/ },
        handler: () => ({ code: '', moduleSideEffects: 'no-treeshake' }),
      },
    },
  ];
}

export default defineConfig({
  css: { modules: { generateScopedName: shortName } },
  plugins: [classNames(), plainImports(), preloads(), shellTexts(), emojiData(), plateFont(), pwa(zh)],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome107', 'safari16', 'firefox104'],
    // The loader that would fetch ahead costs every page more than it saves (main.tsx begins early instead),
    // and all styles together are smaller than their parts.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    // A hundredth smaller than what Vite's own makes of it.
    minify: 'terser',
    terserOptions: {
      // What virtua keeps to itself; only the list of messages knows these names, in the same file.
      mangle: { properties: { regex: /^\$/ } },
      ecma: 2020,
      module: true,
      compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    },
    manifest: true,
    rolldownOptions: {
      output: {
        // Hashes do not compress, and every script names others.
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        // What every page shares is one file: a page is then at most three requests deep and compresses
        // better. Whatever only a room or the list needs stays out of it.
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: /node_modules\/@?preact|src\/(ui\/(Broken|Button|Icon|Plate|ime|router|use_page)|i18n\/i18n|net\/(api|frames)|store\/session\.ts|pages\/leave)/,
            },
            {
              name: 'chat',
              test: /node_modules\/idb-keyval|src\/(store\/(room\/entry|outbox|drafts|cache|shelf|tabs|person|preferences|local|session_end)|net\/(room_api|socket|close_policy|client_id|visibility)|ui\/(Avatar|[tT]ime|glyphs)|pages\/(Chat\.tsx|chat\/use_(me|loaded)))/,
            },
            {
              name: 'room',
              test: /node_modules\/virtua|src\/(store\/room\/(?!leftovers)|ui\/VirtualList|pages\/room\/(?!late|stranger|[eE]moji).*\.tsx?)/,
            },
            // What the list and the second part of a room both bring: as files of their own they are a kilobyte
            // more.
            { name: 'chat_api', test: /src\/net\/chat_api/ },
            {
              name: 'more',
              test: /src\/(ui\/(Menu|Dialog|Sheet|Toast|more_glyphs|room_name)|store\/(muted_rooms|moderation)|pages\/room\/late\/(opening|stranger_part))/,
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
