// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBrowser } from './testing/fake_browser.ts';

let jar: { cookie: string };

beforeEach(() => {
  vi.useFakeTimers();
  openBrowser();
  jar = { cookie: '' };
  vi.stubGlobal('document', jar);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function openTab() {
  vi.resetModules();
  return import('./theme.ts');
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

test('other tabs follow at once', async () => {
  const [one, two] = [await openTab(), await openTab()];
  one.chooseTheme('dark');
  // A browser may hand a new cookie to its other tabs only a moment later.
  jar.cookie = '';
  await vi.advanceTimersByTimeAsync(0);
  expect(two.theme.value).toBe('dark');
});
