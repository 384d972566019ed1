// SPDX-License-Identifier: Apache-2.0
// How the client is built and unit-tested. The answer must run under a CSP without inline script, inline
// style or data: scripts, so the preload polyfill is off and no asset is inlined. `node embed.mjs` turns
// dist/ into C++.
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
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

export default defineConfig({
  plugins: [shellTexts()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome107', 'safari16', 'firefox104'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        // What every page shares is one file: a page is then at most three requests deep and compresses
        // better.
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: /node_modules|src\/(ui|i18n\/i18n|net\/(api|frames)|store\/session|pages\/(leave|use_form|form))/,
            },
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
