// SPDX-License-Identifier: Apache-2.0
// The type of embed.mjs for its test.
export interface Part {
  coding: 'identity' | 'gzip' | 'brotli';
  name: string;
  symbol: string;
  bytes: Uint8Array;
}

export interface EmbeddedFile {
  path: string;
  mediaType: string;
  etag: string;
  immutable: boolean;
  parts: Part[];
}

export function embed(distFolder: string, outFolder: string): EmbeddedFile[];
