// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { ListPart } from './ListPart.tsx';

const openShortcuts = vi.hoisted(() => vi.fn());
const goToRegion = vi.hoisted(() => vi.fn());
vi.mock('./ShortcutSheet.tsx', () => ({ openShortcuts }));
vi.mock('./regions.ts', () => ({ goToRegion }));

let stage: Stage;

// Answers whether the page took the key from the browser.
async function press(key: string, held: KeyboardEventInit = {}, on?: Element | null): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  await act(async () => {
    (on ?? document.body).dispatchEvent(event);
    await vi.dynamicImportSettled();
  });
  return event.defaultPrevented;
}

beforeEach(async () => {
  openShortcuts.mockReset();
  goToRegion.mockReset();
  await showLanguage('en');
  await needTexts('home', 'errors');
  stage = newStage();
  const here = { me: null, failure: null, retry: () => {} };
  await stage.show(<ListPart here={here} room="den" onInfo={() => {}} />);
});

afterEach(() => {
  stage.clear();
  document.querySelector('dialog')?.remove();
});

test('? shows the shortcuts, and in a field it is a letter', async () => {
  expect(await press('?', { shiftKey: true })).toBe(true);
  expect(openShortcuts).toHaveBeenCalledOnce();
  expect(await press('?', { shiftKey: true }, stage.root.querySelector('input'))).toBe(false);
  expect(openShortcuts).toHaveBeenCalledOnce();
});

test('F6 walks on and with Shift back, from a field too, and not below a dialog', async () => {
  const field = stage.root.querySelector('input');
  expect(await press('F6', {}, field)).toBe(true);
  expect(await press('F6', { shiftKey: true })).toBe(true);
  expect(goToRegion.mock.calls).toEqual([[false], [true]]);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  expect(await press('F6')).toBe(false);
  expect(goToRegion).toHaveBeenCalledTimes(2);
});
