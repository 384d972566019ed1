// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { ENTER, enterSends } from './enter.ts';

const CTRL = { ...ENTER, ctrlKey: true };

test('by itself Enter sends with a mouse and breaks the line on a touch screen', () => {
  expect(enterSends(ENTER, 'auto', false)).toBe(true);
  expect(enterSends(ENTER, 'auto', true)).toBe(false);
});

test('the choice decides on both: always, or only with Ctrl or Command', () => {
  for (const touch of [true, false]) {
    expect(enterSends(ENTER, 'enter', touch)).toBe(true);
    expect(enterSends(ENTER, 'ctrl', touch)).toBe(false);
    expect(enterSends(CTRL, 'ctrl', touch)).toBe(true);
    expect(enterSends({ ...ENTER, metaKey: true }, 'ctrl', touch)).toBe(true);
  }
});

test('under every choice a key of the input method sends nothing, and Shift breaks the line', () => {
  for (const choice of ['auto', 'enter', 'ctrl'] as const) {
    expect(enterSends({ ...CTRL, isComposing: true }, choice, false)).toBe(false);
    expect(enterSends({ ...CTRL, keyCode: 229 }, choice, false)).toBe(false);
    expect(enterSends({ ...CTRL, shiftKey: true }, choice, false)).toBe(false);
  }
});
