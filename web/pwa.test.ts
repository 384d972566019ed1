// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { colour, onTheme, webManifest } from './pwa.ts';
import { zh } from './src/i18n/zh.ts';

const TOKENS = readFileSync(join(import.meta.dirname, 'src/css/tokens.css'), 'utf8');
const SHELL = readFileSync(join(import.meta.dirname, 'index.html'), 'utf8');

test('a shell with a chosen theme says so everywhere a browser looks, and names no other', () => {
  for (const [theme, other] of [
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const) {
    const html = onTheme(SHELL, theme);
    expect(html).toContain(`<html data-theme="${theme}" lang=`);
    expect(html).toContain(`<meta name="color-scheme" content="${theme}" />`);
    expect(html.match(/theme-color/g)).toHaveLength(1);
    expect(html).toContain(`<meta name="theme-color" content="%${theme}:sheet%" />`);
    expect(html).not.toContain(other);
    expect(html).not.toContain('prefers-color-scheme');
  }
});

test('a shell that lost one of these places stops the build', () => {
  expect(() => onTheme('<html><head></head></html>', 'dark')).toThrow('index.html has nothing like');
});

test('colours come from the block of their theme, and one that is not there stops the build', () => {
  expect(colour(TOKENS, 'light', 'sheet')).toBe('#ffffff');
  expect(colour(TOKENS, 'dark', 'sheet')).toBe('#121a28');
  expect(() => colour(TOKENS, 'dark', 'sheets')).toThrow('no --sheets in dark');
});

test('the app opens on the chats, under its name, and has the pictures that it promises', () => {
  const manifest = JSON.parse(webManifest(zh, TOKENS));
  expect(manifest).toMatchObject({
    name: zh['app.name'],
    start_url: '/tools/chat/',
    display: 'standalone',
    theme_color: '#ffffff',
    background_color: '#eef1f5',
  });
  for (const { src, sizes } of manifest.icons) {
    // A PNG tells its width and height in the first block, at 16 and 20.
    const bytes = readFileSync(join(import.meta.dirname, 'public', src));
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect(manifest.icons.map((icon: { purpose: string }) => icon.purpose)).toContain('maskable');
});
