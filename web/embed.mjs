// SPDX-License-Identifier: Apache-2.0
// Turns the built client into C++: `node embed.mjs OUT [DIST]`. For every file of dist/ it writes the raw
// bytes, gzip and brotli (where smaller) into OUT/files/, and two sources that put them into the binary and
// list them: OUT/embedded_files.S and OUT/embedded_files.cc (src/net/embedded_files.h has the promise). The
// same dist/ gives the same bytes: sorted names, no times. Dot folders (Vite's manifest) stay out.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

export function embed(distFolder, outFolder) {
  const dist = resolve(distFolder);
  const out = resolve(outFolder);
  const files = listFiles(dist).map((path, index) => describe(dist, path, index));
  if (!files.some((file) => file.path === '/index.html')) {
    throw new Error(`${dist} holds no index.html; run "npm run build" first`);
  }
  rmSync(join(out, 'files'), { recursive: true, force: true });
  mkdirSync(join(out, 'files'), { recursive: true });
  for (const part of files.flatMap((file) => file.parts)) {
    writeFileSync(join(out, 'files', part.name), part.bytes);
  }
  writeFileSync(join(out, 'embedded_files.S'), assembly(files, join(out, 'files')));
  writeFileSync(join(out, 'embedded_files.cc'), source(files));
  return files;
}

// Web paths in byte order, so that the list does not depend on the machine.
function listFiles(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .filter((path) => !path.includes('/.'))
    .sort((a, b) => (a < b ? -1 : 1));
}

function describe(dist, path, index) {
  const mediaType = MEDIA_TYPES[extname(path)];
  if (mediaType === undefined) throw new Error(`${path}: add its media type to embed.mjs`);
  const bytes = readFileSync(join(dist, path));
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const coded = [
    { coding: 'gzip', suffix: '.gz', bytes: gzipSync(bytes, { level: 9 }) },
    { coding: 'brotli', suffix: '.br', bytes: brotli(bytes) },
  ].filter((part) => part.bytes.length < bytes.length);
  const parts = [{ coding: 'identity', suffix: '', bytes }, ...coded].map((part) => ({
    ...part,
    name: `${String(index).padStart(3, '0')}${extname(path)}${part.suffix}`,
    symbol: `heartlink_file_${index}_${part.coding}`,
  }));
  // Vite puts a content hash into every name under /assets/, and nowhere else.
  return { path, mediaType, etag, immutable: path.startsWith('/assets/'), parts };
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function assembly(files, folder) {
  const parts = files
    .flatMap((file) => file.parts)
    .map((part) => {
      const file = quoted(join(folder, part.name));
      return `    .global ${part.symbol}\n    .balign 16\n${part.symbol}:\n    .incbin ${file}\n`;
    });
  return `/* Written by web/embed.mjs. Do not edit. */
    .section .rodata
${parts.join('\n')}
    .section .note.GNU-stack,"",%progbits
`;
}

function source(files) {
  const parts = files.flatMap((file) => file.parts);
  const view = (file, coding) => {
    const part = file.parts.find((one) => one.coding === coding);
    return part === undefined ? '{}' : `{${part.symbol}, ${part.bytes.length}}`;
  };
  const rows = files.map(
    (
      file,
    ) => `    {${quoted(file.path)}, ${quoted(file.mediaType)}, ${quoted(`"${file.etag}"`)}, ${file.immutable},
     ${view(file, 'identity')},
     ${view(file, 'gzip')},
     ${view(file, 'brotli')}},`,
  );
  return `// SPDX-License-Identifier: Apache-2.0
// Written by web/embed.mjs from the built web client. Do not edit.
#include "net/embedded_files.h"

extern "C" {
${parts.map((part) => `extern const char ${part.symbol}[];`).join('\n')}
}

namespace heartlink::net {
namespace {

constexpr EmbeddedFile files[] = {
${rows.join('\n')}
};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

}  // namespace heartlink::net
`;
}

// A string literal for C++ and for GNU as alike.
function quoted(text) {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [out, dist = join(import.meta.dirname, 'dist')] = process.argv.slice(2);
  if (out === undefined) {
    console.error('usage: node embed.mjs OUT [DIST]');
    process.exit(2);
  }
  const files = embed(dist, out);
  const total = files.flatMap((file) => file.parts).reduce((n, part) => n + part.bytes.length, 0);
  console.log(`embedded ${files.length} files, ${total} bytes with their gzip and brotli forms`);
}
