// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { setPreference } from '../../store/preferences.ts';
import { newStage } from '../../ui/testing/stage.ts';
import { ENTER, enterSends } from '../room/enter.ts';
import { ShortcutsButton } from '../settings/ShortcutsButton.tsx';
import { openShortcuts } from './ShortcutSheet.tsx';

let touch = false;

const dialogs = () => document.querySelectorAll('dialog');
// What each key does, as the table says it.
const table = () =>
  new Map(
    [...document.querySelectorAll('dialog tr')].map((row) => [
      row.querySelector('th')?.textContent,
      [...row.querySelectorAll('td > span')].map((held) =>
        [...held.querySelectorAll('kbd')].map((key) => key.textContent).join(' '),
      ),
    ]),
  );
const close = () => act(() => void document.querySelector<HTMLElement>('dialog button')?.click());

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('settings');
});

beforeEach(() => {
  touch = false;
  vi.stubGlobal('matchMedia', () => ({ matches: touch }));
});

afterEach(async () => {
  await close();
  setPreference('enterSends', 'auto');
  vi.unstubAllGlobals();
});

test('each line says in words what keys do', async () => {
  await act(() => openShortcuts());
  expect(document.querySelector('dialog')?.getAttribute('aria-label')).toBe('Keyboard shortcuts');
  expect(table().get('Next, previous part of the page')).toEqual(['F6', 'Shift F6']);
  expect(table().get('Previous, next chat')).toEqual(['Alt \u2191', 'Alt \u2193']);
  expect(table().get('Mute, unmute')).toEqual(['Ctrl Shift M']);
  expect(table().get('Reply')).toEqual(['R']);
  for (const does of table().keys()) expect(does).not.toMatch(/^(keys|chat)\./);
});

test('it lies over the page once, and leaves nothing behind', async () => {
  await act(async () => void (await Promise.all([openShortcuts(), openShortcuts()])));
  expect(dialogs()).toHaveLength(1);
  await close();
  expect(dialogs()).toHaveLength(0);
  await act(() => openShortcuts());
  await act(() => void dispatchEvent(new Event('popstate')));
  expect(document.body.childElementCount).toBe(0);
});

test('a Mac has keys of other names', async () => {
  vi.stubGlobal('navigator', { ...navigator, platform: 'MacIntel' });
  await act(() => openShortcuts());
  expect(table().get('Find a person or room')).toEqual(['\u2318 K']);
  expect(table().get('Next unread chat')).toEqual(['Shift \u2325 \u2193']);
});

test('what Enter does is told as the box takes it, under each choice', async () => {
  for (const choice of ['auto', 'enter', 'ctrl'] as const)
    for (touch of [false, true]) {
      setPreference('enterSends', choice);
      await act(() => openShortcuts());
      const sends = enterSends(ENTER, choice, touch);
      expect(table().get('Send'), `${choice} ${touch}`).toEqual([sends ? 'Enter' : 'Ctrl Enter']);
      expect(table().get('New line')).toEqual([sends ? 'Shift Enter' : 'Enter']);
      await close();
    }
});

test('the settings lead there, unless there is only a touch screen', async () => {
  const stage = newStage();
  await stage.show(<ShortcutsButton />);
  await stage.press('Show the keyboard shortcuts');
  await act(async () => void (await vi.dynamicImportSettled()));
  expect(dialogs()).toHaveLength(1);
  touch = true;
  await stage.show(<ShortcutsButton key="touch" />);
  expect(stage.root.textContent).toBe('');
  stage.clear();
});
