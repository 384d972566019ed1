// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type KeyPress, sends } from './ime.ts';

const ENTER: KeyPress = { key: 'Enter', isComposing: false, keyCode: 13, shiftKey: false, altKey: false };

test('Enter sends with a mouse and breaks the line on a touch keyboard', () => {
  expect(sends(ENTER, false)).toBe(true);
  expect(sends(ENTER, true)).toBe(false);
});

test('Shift+Enter and Alt+Enter never send, nor does any other key', () => {
  expect(sends({ ...ENTER, shiftKey: true }, false)).toBe(false);
  expect(sends({ ...ENTER, altKey: true }, false)).toBe(false);
  expect(sends({ ...ENTER, key: 'a', keyCode: 65 }, false)).toBe(false);
});

test('the Enter that ends a composition never sends', () => {
  expect(sends({ ...ENTER, isComposing: true }, false)).toBe(false);
});

test('in Safari, where that Enter no longer counts as composing, the code 229 tells', () => {
  expect(sends({ ...ENTER, isComposing: false, keyCode: 229 }, false)).toBe(false);
});
