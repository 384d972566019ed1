// SPDX-License-Identifier: Apache-2.0
// What Enter means in a text box. A person who types pinyin presses Enter to finish a word: that Enter must
// never send.

export interface KeyPress {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

// Safari ends the composition before it reports the key, so `isComposing` is already false there; only the
// old code 229 ("the input method took it") tells.
export function isComposing(press: KeyPress): boolean {
  return press.isComposing || press.keyCode === 229;
}

// With a mouse or trackpad Enter sends and Shift+Enter breaks the line; on a touch keyboard Enter breaks the
// line and the button sends.
export function sends(press: KeyPress, touch: boolean): boolean {
  return press.key === 'Enter' && !isComposing(press) && !press.shiftKey && !press.altKey && !touch;
}

export function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
