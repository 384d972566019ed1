// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBrowser } from './testing/fake_browser.ts';

beforeEach(() => {
  vi.useFakeTimers();
  openBrowser();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

async function openTab() {
  vi.resetModules();
  return import('./preferences.ts');
}

test('what is chosen is still chosen on the next page', async () => {
  const first = await openTab();
  expect(first.preferences.value).toEqual({
    notify: false,
    sound: true,
    showContent: true,
    enterSends: 'auto',
  });
  first.setPreference('notify', true);
  first.setPreference('enterSends', 'ctrl');
  expect((await openTab()).preferences.value).toMatchObject({
    notify: true,
    sound: true,
    enterSends: 'ctrl',
  });
});

test('what an older client did not know is as it is by default', async () => {
  localStorage.setItem('heartlink.preferences', '{"notify":true}');
  expect((await openTab()).preferences.value).toMatchObject({
    notify: true,
    sound: true,
    enterSends: 'auto',
  });
});

test('other tabs follow at once', async () => {
  const [one, two] = [await openTab(), await openTab()];
  one.setPreference('sound', false);
  await settled();
  expect(two.preferences.value.sound).toBe(false);
});

test.each(['', 'not json', '7', 'null'])('stored %j is as if nothing were stored', async (stored) => {
  localStorage.setItem('heartlink.preferences', stored);
  expect((await openTab()).preferences.value.sound).toBe(true);
});

test('where storage is blocked a choice lasts as long as the page', async () => {
  const blocked = () => {
    throw new Error('blocked');
  };
  vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked, removeItem: blocked });
  const { preferences, setPreference } = await openTab();
  setPreference('notify', true);
  expect(preferences.value.notify).toBe(true);
});
