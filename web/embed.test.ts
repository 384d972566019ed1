// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embed } from './embed.mjs';

const HTML = `<!doctype html>${'<p>text</p>'.repeat(100)}`;
let work: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'embed-'));
  mkdirSync(join(work, 'dist/assets'), { recursive: true });
  mkdirSync(join(work, 'dist/.vite'));
  writeFileSync(join(work, 'dist/index.html'), HTML);
  writeFileSync(join(work, 'dist/assets/b-1.js'), 'b()');
  writeFileSync(join(work, 'dist/assets/a-1.css'), 'a{}');
  writeFileSync(join(work, 'dist/.vite/manifest.json'), '{}');
});

afterEach(() => rmSync(work, { recursive: true }));

function output(name: string): string {
  return readFileSync(join(work, 'out', name), 'utf8');
}

test('files are listed by path, without dot folders, and only hashed names are immutable', () => {
  const files = embed(join(work, 'dist'), join(work, 'out'));
  expect(files.map((file) => [file.path, file.immutable])).toEqual([
    ['/assets/a-1.css', true],
    ['/assets/b-1.js', true],
    ['/index.html', false],
  ]);
});

test('the worker and the manifest lie at the root with their media types, and are asked for again', () => {
  writeFileSync(join(work, 'dist/sw.js'), 'work()');
  writeFileSync(join(work, 'dist/manifest.webmanifest'), '{}');
  const files = embed(join(work, 'dist'), join(work, 'out'));
  const described = new Map(files.map((file) => [file.path, [file.mediaType, file.immutable]]));
  expect(described.get('/sw.js')).toEqual(['text/javascript; charset=utf-8', false]);
  expect(described.get('/manifest.webmanifest')).toEqual(['application/manifest+json', false]);
});

test('coded forms decode to the same bytes and are left out when not smaller', () => {
  embed(join(work, 'dist'), join(work, 'out'));
  const files = join(work, 'out/files');
  expect(gunzipSync(readFileSync(join(files, '002.html.gz'))).toString()).toBe(HTML);
  expect(brotliDecompressSync(readFileSync(join(files, '002.html.br'))).toString()).toBe(HTML);
  expect(readdirSync(files).sort()).toEqual(['000.css', '001.js', '002.html', '002.html.br', '002.html.gz']);
  expect(output('embedded_files.cc')).toContain('{heartlink_file_1_identity, 3},\n     {},\n     {}},');
});

test('the same input gives the same sources, and no stack is made executable', () => {
  embed(join(work, 'dist'), join(work, 'out'));
  const first = output('embedded_files.cc') + output('embedded_files.S');
  embed(join(work, 'dist'), join(work, 'out'));
  expect(output('embedded_files.cc') + output('embedded_files.S')).toBe(first);
  expect(first).toContain('.note.GNU-stack');
});

test('a file of an unknown kind stops the build instead of being served as anything', () => {
  writeFileSync(join(work, 'dist/x.unknown'), '');
  expect(() => embed(join(work, 'dist'), join(work, 'out'))).toThrow('media type');
});
