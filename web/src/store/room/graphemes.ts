// SPDX-License-Identifier: Apache-2.0
// Characters as people count them, which is how the wire bounds a message. Pure.

let segmenter: Intl.Segmenter | null = null;

// An emoji of several parts is one, a letter with its marks is one. Browsers without a segmenter (Firefox
// before 125) count code points: never fewer, so what they let through the server takes.
export function graphemes(text: string): number {
  // Plain ASCII without line ends is most of what is typed, and needs no segmenter.
  if (/^[ -~]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segments(text)) count += 1;
  return count;
}

function segments(text: string): Iterable<unknown> {
  if (typeof Intl.Segmenter !== 'function') return text;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}
