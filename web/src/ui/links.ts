// SPDX-License-Identifier: Apache-2.0
// Finds the web addresses in a text. Only http and https, and only what a browser takes for an address; the
// rest of a text stays text. Chinese is written without blanks, so its punctuation and its letters end an
// address. Pure.

export interface Piece {
  text: string;
  // Empty unless the piece is an address.
  href: string;
}

// Quotation marks, dashes and ellipses; CJK punctuation and kana; Han; full-width forms.
const ADDRESS =
  /\bhttps?:\/\/[^\s<>"'`\u2014\u2018-\u201f\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+/gi;
// What ends a sentence rather than an address.
const TAIL = /[.,;:!?*_~)\]}]+$/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    const href = hrefOf(address);
    if (href === '') continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index), href: '' });
    found.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) found.push({ text: text.slice(end), href: '' });
  return found;
}

// A closing bracket belongs to the address when its opening one does: …/wiki/Plate_(door)
function withoutTail(address: string): string {
  let kept = address;
  for (;;) {
    const tail = TAIL.exec(kept)?.[0] ?? '';
    const last = tail.at(-1) ?? '';
    if (tail === '' || (last === ')' && count(kept, '(') >= count(kept, ')'))) return kept;
    kept = kept.slice(0, -1);
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

function hrefOf(address: string): string {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
  } catch {
    return '';
  }
}
