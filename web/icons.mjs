// SPDX-License-Identifier: Apache-2.0
// Draws the icons of the installed app: `node icons.mjs` makes public/icons/*.png anew from the drawing in
// public/favicon.svg, by Chromium. Run by hand when the drawing changes; the pictures are kept with the
// sources, so that the build needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const CHROMIUM = process.env.HEARTLINK_CHROMIUM ?? '/usr/bin/chromium';
const PUBLIC = join(import.meta.dirname, 'public');

// The plate is the ground; what is on it is drawn in a square of 32.
const drawing = readFileSync(join(PUBLIC, 'favicon.svg'), 'utf8');
const PLATE = /<rect width="32" height="32" rx="7" fill="(#\w+)" \/>/;
const ground = PLATE.exec(drawing)?.[1];
if (ground === undefined) throw new Error('favicon.svg does not begin with its plate');
const figure = drawing.slice(drawing.search(PLATE)).replace(PLATE, '').replace('</svg>', '');

// `corner`: of the plate; 0 where the system cuts its own shape out. `scale`: of the figure, so that it stays
// inside what every shape leaves: for maskable icons a circle of 80 %.
const ICONS = [
  { name: '192', pixels: 192, corner: 7, scale: 1 },
  { name: '512', pixels: 512, corner: 7, scale: 1 },
  { name: 'maskable-512', pixels: 512, corner: 0, scale: 0.7 },
  { name: 'apple-touch', pixels: 180, corner: 0, scale: 0.92 },
];

function svg({ pixels, corner, scale }) {
  const place = `translate(${16 - 16 * scale} ${16 - 16 * scale}) scale(${scale})`;
  const size = `width="${pixels}" height="${pixels}" viewBox="0 0 32 32"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="none">
    <rect width="32" height="32" rx="${corner}" fill="${ground}" />
    <g transform="${place}">${figure}</g>
  </svg>`;
}

mkdirSync(join(PUBLIC, 'icons'), { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
for (const icon of ICONS) {
  await page.setViewportSize({ width: icon.pixels, height: icon.pixels });
  await page.setContent(`<body style="margin:0">${svg(icon)}</body>`);
  const bytes = await page.screenshot({ omitBackground: true });
  writeFileSync(join(PUBLIC, 'icons', `${icon.name}.png`), bytes);
  console.log(`icons/${icon.name}.png ${icon.pixels} px, ${bytes.length} bytes`);
}
await browser.close();
