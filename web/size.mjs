// SPDX-License-Identifier: Apache-2.0
// Fails when a page needs more bytes than its budget. Reads Vite's manifest after `npm run build`, follows
// the imports of each page and adds up the gzipped files. Budgets are bytes, so they get no allowance.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

const ENTRY = 'index.html';
// The larger of the two languages counts.
const LANGUAGES = ['zh', 'en'];
const words = (area) => LANGUAGES.map((id) => `src/i18n/${id}${area}.ts`);

const isWords = (key) => /^src\/i18n\/(zh|en)\w*\.ts$/.test(key);
const areas = (wanted) =>
  Object.keys(manifest)
    .map((key) => /^src\/i18n\/zh(\w*)\.ts$/.exec(key)?.[1])
    .filter((area) => area !== undefined && wanted(area));

const FOR_OPERATORS = ['src/pages/Ops.tsx', 'src/pages/Debug.tsx'];
const PEOPLE = (area) => !['_ops', '_room'].includes(area);

const ROOM = ['src/pages/Chat.tsx', 'src/pages/room/RoomView.tsx'];
const AFTER_ROOM = [
  'src/pages/room/late/late.ts',
  'src/pages/chat/ListPart.tsx',
  'src/pages/chat/calling.ts',
  'src/pages/later.ts',
  'src/store/rooms.ts',
  'src/ui/window.ts',
];

const budgets = [
  {
    what: 'JS to sign in',
    ext: '.js',
    max: 20_000,
    roots: [ENTRY, 'src/pages/Login.tsx'],
    texts: [words(''), words('_page'), words('_errors')],
  },
  {
    what: 'JS to register',
    ext: '.js',
    max: 22_000,
    roots: [ENTRY, 'src/pages/Register.tsx'],
    texts: [words(''), words('_page'), words('_errors'), words('_account')],
  },
  {
    what: 'JS of the debug page',
    ext: '.js',
    max: 40_000,
    roots: [ENTRY, 'src/pages/Debug.tsx'],
    texts: [words(''), words('_page'), words('_room'), words('_errors')],
  },
  {
    what: 'JS of the list',
    ext: '.js',
    max: 42_500,
    roots: [ENTRY, 'src/pages/Chat.tsx', 'src/pages/chat/ListPart.tsx'],
    texts: [words(''), words('_home'), words('_errors')],
  },
  {
    what: 'JS of the operators',
    ext: '.js',
    max: 36_500,
    roots: [ENTRY, 'src/pages/Ops.tsx'],
    texts: [words(''), words('_page'), words('_errors'), words('_ops')],
  },
  // What it takes to read and to write.
  {
    what: 'JS of a room',
    ext: '.js',
    max: 40_000,
    roots: [ENTRY, ...ROOM],
    texts: [words(''), words('_chat')],
  },
  // And what comes by itself a moment after the first picture: menus, banners, the list, notifications.
  {
    what: 'JS of a room, all told',
    ext: '.js',
    max: 70_500,
    roots: [ENTRY, ...ROOM, ...AFTER_ROOM],
    texts: [words(''), words('_chat'), words('_chat_more'), words('_home'), words('_errors')],
  },
  // Among strangers, and what opens there to block and to report.
  {
    what: 'JS of strangers, all told',
    ext: '.js',
    max: 76_000,
    roots: [ENTRY, ...ROOM, ...AFTER_ROOM, 'src/pages/room/stranger/stranger.ts'],
    texts: [
      words(''),
      words('_chat'),
      words('_chat_more'),
      words('_home'),
      words('_errors'),
      words('_stranger'),
    ],
  },
  {
    what: 'JS of the report sheet, beside a room',
    ext: '.js',
    max: 6_500,
    roots: ['src/pages/safety/sheets.tsx'],
    beside: [ENTRY, ...ROOM, ...AFTER_ROOM],
    texts: [words('_safety'), words('_page')],
  },
  // With the service worker, which no page waits for; the words of one language, as everywhere above. What only
  // operators open, their page and the debug page, is a budget of its own.
  {
    what: 'all JS for people',
    ext: '.js',
    max: 120_000,
    roots: Object.keys(manifest).filter((key) => !isWords(key) && !FOR_OPERATORS.includes(key)),
    texts: areas(PEOPLE).map((area) => words(area)),
  },
  {
    what: 'all JS',
    ext: '.js',
    max: 133_000,
    roots: Object.keys(manifest).filter((key) => !isWords(key)),
    texts: areas(() => true).map((area) => words(area)),
  },
  { what: 'all CSS', ext: '.css', max: 10_000, roots: Object.keys(manifest), texts: [] },
];

function filesOf(roots) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest has no ${key}`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const root of roots) visit(root);
  return files;
}

function gzipped(file) {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

// `beside`: what is there already does not count.
function measure({ roots, texts, ext, beside = [] }) {
  const there = filesOf(beside);
  const sum = (files) =>
    [...files]
      .filter((file) => file.endsWith(ext) && !there.has(file))
      .reduce((n, file) => n + gzipped(file), 0);
  const languages = texts.length === 0 ? [[]] : LANGUAGES.map((_, i) => texts.map((pair) => pair[i]));
  return Math.max(...languages.map((extra) => sum(filesOf([...roots, ...extra]))));
}

let failed = false;
for (const budget of budgets) {
  const bytes = measure(budget);
  const over = bytes > budget.max;
  failed ||= over;
  console.log(`${over ? 'OVER' : 'ok  '} ${budget.what.padEnd(22)} ${bytes} of ${budget.max} bytes gzipped`);
}
process.exit(failed ? 1 : 0);
