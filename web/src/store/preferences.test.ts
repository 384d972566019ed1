// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakeBrowser, openBrowser } from './testing/fake_browser.ts';

const RECEIPTS = '/tools/api/preferences/';

let browser: FakeBrowser;
let jar: { cookie: string };

beforeEach(() => {
  vi.useFakeTimers();
  browser = openBrowser();
  jar = { cookie: '' };
  vi.stubGlobal('document', jar);
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

test('the theme is a cookie for a year, and none when the system decides', async () => {
  const { theme, chooseTheme } = await openTab();
  expect(theme.value).toBe('system');
  chooseTheme('dark');
  expect(theme.value).toBe('dark');
  expect(jar.cookie).toBe('heartlink_theme=dark; Path=/; SameSite=Lax; Max-Age=31536000');
  chooseTheme('system');
  expect(theme.value).toBe('system');
  expect(jar.cookie).toBe('heartlink_theme=; Path=/; SameSite=Lax; Max-Age=0');
});

test.each([
  ['heartlink_theme=light', 'light'],
  ['a=b; heartlink_theme=dark', 'dark'],
  ['heartlink_theme=purple', 'system'],
  ['', 'system'],
])('the cookie %j means %s', async (cookie, wanted) => {
  jar.cookie = cookie;
  expect((await openTab()).theme.value).toBe(wanted);
});

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
  one.chooseTheme('dark');
  // A browser may hand a new cookie to its other tabs only a moment later.
  jar.cookie = '';
  await settled();
  expect(two.preferences.value.sound).toBe(false);
  expect(two.theme.value).toBe('dark');
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

test('read receipts are asked of and told to the server', async () => {
  const { readReceipts, setReceipts } = await openTab();
  browser.answers.set(RECEIPTS, [200, { success: true, read_receipts: false }]);
  expect(await readReceipts()).toBe(false);
  expect(await setReceipts(false)).toMatchObject({ ok: true });
  browser.answers.set(RECEIPTS, [503, { success: false, code: 'busy' }]);
  expect(await readReceipts()).toMatchObject({ ok: false, code: 'busy' });
  expect(await setReceipts(true)).toMatchObject({ ok: false, code: 'busy' });
});
