// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Tokens = Record<string, string>;

const CSS = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

// The colours of each block that defines --wall: light, dark by system, dark by choice.
const blocks: Tokens[] = [...CSS.matchAll(/\{([^{}]*--wall[^{}]*)\}/g)].map((block) =>
  Object.fromEntries([...(block[1] ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]])),
);

const TEXT_ON: [string, string][] = [
  ...['ink', 'ink-2'].flatMap((text) =>
    ['wall', 'sheet', 'sunken'].map((on): [string, string] => [text, on]),
  ),
  ...['plate', 'plate-hi'].map((on): [string, string] => ['on-plate', on]),
  ['on-plate-2', 'plate'],
  ['on-plate', 'knot'],
  ...['wall', 'sheet', 'plate-wash'].map((on): [string, string] => ['plate-ink', on]),
  ['ink', 'plate-wash'],
  ...['thread', 'jade', 'amber', 'rust'].flatMap((text) =>
    ['wall', 'sheet', `${text}-wash`].map((on): [string, string] => [text, on]),
  ),
];
const SHAPE_ON: [string, string][] = [
  ['edge', 'sheet'],
  ['edge', 'wall'],
  ['plate', 'wall'],
  ['plate', 'sheet'],
  ['focus', 'wall'],
  ['focus', 'sheet'],
];

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

test('there is a light set and two equal dark sets', () => {
  expect(blocks).toHaveLength(3);
  expect(blocks[2]).toEqual(blocks[1]);
  expect(Object.keys(blocks[0] ?? {})).toEqual(Object.keys(blocks[1] ?? {}));
});

test.each([
  ['light', 0],
  ['dark', 1],
] as const)('every text and shape of the %s set stands out from its ground', (_, index) => {
  const tokens = blocks[index] ?? {};
  for (const [pairs, least] of [
    [TEXT_ON, 4.5],
    [SHAPE_ON, 3],
  ] as const) {
    for (const [text, ground] of pairs) {
      const ratio = contrast(tokens[text] ?? '', tokens[ground] ?? '');
      expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  }
});

test('every style sheet begins with the order of the layers', () => {
  const sources = join(import.meta.dirname, '..');
  const sheets = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.css'),
  );
  expect(sheets.length).toBeGreaterThan(5);
  for (const path of sheets) {
    const lines = readFileSync(join(sources, path), 'utf8').split('\n');
    expect(lines[1], path).toBe('@layer reset, tokens, base, ui, pages;');
  }
});
