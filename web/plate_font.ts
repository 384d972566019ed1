// SPDX-License-Identifier: Apache-2.0
// The digits of door plates and countdowns: Barlow Condensed 600 (OFL 1.1), cut down at build time to the few
// glyphs that we draw. `url(plate-digits)` in a style sheet becomes the file's address; the licence that the font
// comes under travels along as /fonts.txt. vite.config.ts adds it to the build.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import subset from 'subset-font';
import type { Plugin } from 'vite';

const PACKAGE = join(import.meta.dirname, 'node_modules/@fontsource/barlow-condensed');
const FILE = join(PACKAGE, 'files/barlow-condensed-latin-600-normal.woff2');
export const GLYPHS = '0123456789:-#';
// A page that counts down has no more than this to load for it.
export const BYTES_MAX = 6_200;

export function plateFont(): Plugin {
  let address = '';
  return {
    name: 'plate-font',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      const source = await plateDigits();
      if (source.length > BYTES_MAX) throw new Error(`the plate digits have ${source.length} bytes`);
      const fileName = `assets/plate-${createHash('sha256').update(source).digest('hex').slice(0, 6)}.woff2`;
      address = `/${fileName}`;
      this.emitFile({ type: 'asset', fileName, source });
      this.emitFile({ type: 'asset', fileName: 'fonts.txt', source: readFileSync(join(PACKAGE, 'LICENSE')) });
    },
    transform: {
      filter: { id: /tokens\.css$/ },
      handler: (code) => code.replace('url(plate-digits)', `url(${address})`),
    },
  };
}

export function plateDigits(): Promise<Buffer> {
  return subset(readFileSync(FILE), GLYPHS, { targetFormat: 'woff2' });
}
