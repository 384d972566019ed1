// SPDX-License-Identifier: Apache-2.0
// What makes the client an app that is installed and opens offline, made from the texts and tokens that all
// the rest has: the shell in each theme, the web manifest, and the service worker with the list of what it
// keeps. vite.config.ts adds it to the build.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { UNHASHED } from './src/sw/route.ts';

type Theme = 'light' | 'dark';
type Texts = Record<string, string>;

// Code, styles, pictures and fonts of every page and in every language, so that a tab never misses a part of
// its build. What is large and seldom wanted (the table of emoji) is kept when it is first used.
const KEPT = /^assets\/.*\.(js|css|svg|woff2)$/;

export function pwa(texts: Texts): Plugin[] {
  const tokens = readFileSync(join(import.meta.dirname, 'src/css/tokens.css'), 'utf8');
  return [shellColours(tokens), install(texts, tokens)];
}

// The colour of one token in one theme. Throws when the table of tokens does not have it.
export function colour(tokens: string, theme: Theme, name: string): string {
  const start = tokens.indexOf(theme === 'dark' ? ':root[data-theme="dark"] {' : ':root {');
  const found = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(tokens.slice(start, tokens.indexOf('}', start)));
  if (start < 0 || found?.[1] === undefined) throw new Error(`tokens.css has no --${name} in ${theme}`);
  return found[1];
}

// The shell for somebody who chose a theme: right before the first line of script runs.
export function onTheme(html: string, theme: Theme): string {
  const other = theme === 'dark' ? 'light' : 'dark';
  return [
    [/<html(?=[ >])/, `<html data-theme="${theme}"`],
    [/(<meta name="color-scheme" content=)"[^"]*"/, `$1"${theme}"`],
    [new RegExp(`\\s*<meta name="theme-color" media="\\(prefers-color-scheme: ${other}\\)"[^>]*>`), ''],
    [/(<meta name="theme-color") media="[^"]*"/, '$1'],
  ].reduce((text, [what, by]) => {
    if (!(what as RegExp).test(text)) throw new Error(`index.html has nothing like ${what}`);
    return text.replace(what as RegExp, by as string);
  }, html);
}

export function webManifest(texts: Texts, tokens: string): string {
  const icon = (name: string, size: number, purpose: string) => {
    return { src: `/icons/${name}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose };
  };
  return JSON.stringify({
    id: '/tools/chat/',
    name: texts['app.name'],
    short_name: texts['app.name'],
    description: texts['app.description'],
    lang: 'zh-CN',
    start_url: '/tools/chat/',
    scope: '/',
    display: 'standalone',
    theme_color: colour(tokens, 'light', 'sheet'),
    background_color: colour(tokens, 'light', 'wall'),
    icons: [icon('192', 192, 'any'), icon('512', 512, 'any'), icon('maskable-512', 512, 'maskable')],
  });
}

// `%light:sheet%` in index.html is the colour of --sheet in the light theme.
function shellColours(tokens: string): Plugin {
  return {
    name: 'shell-colours',
    transformIndexHtml: (html) =>
      html.replace(/%(light|dark):([\w-]+)%/g, (_, theme: Theme, name: string) =>
        colour(tokens, theme, name),
      ),
  };
}

function install(texts: Texts, tokens: string): Plugin {
  return {
    name: 'install',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/sw.ts', fileName: 'sw.js' });
    },
    generateBundle(_, bundle) {
      const system = text(bundle['index.html']);
      const shells = { system, light: onTheme(system, 'light'), dark: onTheme(system, 'dark') };
      const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
      emit('index.light.html', shells.light);
      emit('index.dark.html', shells.dark);
      emit('manifest.webmanifest', webManifest(texts, tokens));
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the build made no sw.js');
      // Firefox before 147 knows no module workers, and what both loaded would go out of date in one of them.
      if (worker.imports.length > 0) throw new Error(`sw.js shares ${worker.imports} with the pages`);
      const assets = Object.keys(bundle)
        .filter((name) => KEPT.test(name))
        .sort();
      worker.code = filledIn(worker.code, [...assets.map((name) => `/${name}`), ...UNHASHED], shells);
    },
  };
}

// The worker's code with what it declares. Its version changes with anything that it keeps or is.
function filledIn(code: string, assets: string[], shells: object): string {
  const hash = createHash('sha256').update(JSON.stringify([code, assets, shells]));
  for (const path of UNHASHED) hash.update(readFileSync(join(import.meta.dirname, 'public', path)));
  const values = {
    BUILD_VERSION: hash.digest('base64url').slice(0, 12),
    BUILD_ASSETS: assets,
    BUILD_SHELLS: shells,
  };
  return Object.entries(values).reduce((text, [name, value]) => {
    if (text.split(name).length !== 2) throw new Error(`sw.ts must name ${name} once`);
    return text.replace(name, () => JSON.stringify(value));
  }, code);
}

function text(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string {
  if (file?.type !== 'asset') throw new Error('the build made no index.html');
  return typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
}
