// SPDX-License-Identifier: Apache-2.0
// Which key press sends, by the person's choice. Never one that belongs to an input method.
import type { Preferences } from '../../store/preferences.ts';
import { type KeyPress, sends } from '../../ui/ime.ts';

export interface ChordPress extends KeyPress {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

// The key alone, to ask what it would do.
export const ENTER: ChordPress = {
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

// `auto`: Enter sends unless the keyboard is on a touch screen. `enter`: everywhere. `ctrl`: only with Ctrl
// or Command held, which sends under the other choices, too.
export function enterSends(press: ChordPress, choice: Preferences['enterSends'], touch: boolean): boolean {
  const chord = press.ctrlKey || press.metaKey;
  return sends(press, !chord && (choice === 'ctrl' || (choice === 'auto' && touch)));
}
