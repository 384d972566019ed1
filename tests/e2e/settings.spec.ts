// SPDX-License-Identifier: Apache-2.0
// What somebody chooses for themselves: it holds at once, in all tabs, and after a reload without a flash.
import type { Page } from '@playwright/test';
import { RoomScreen } from './house/room_screen.ts';
import { expect, test } from './house/test.ts';

const SETTINGS = '/users/settings/';

test('a chosen theme is there with the first paint', { tag: '@smoke' }, async ({ house }) => {
  const visitor = await house.newVisitor({ colorScheme: 'light' });
  const { page } = visitor;
  await page.goto(SETTINGS);
  await page.getByRole('radio', { name: '深色' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = await ground(page);
  // Before any script has run: what the server sent is what is painted.
  const sent = await visitor.context.request.get(SETTINGS, { headers: { Accept: 'text/html' } });
  expect(await sent.text()).toMatch(/<html[^>]*data-theme="?dark/);
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await ground(page)).toBe(dark);
  await expect(page.getByRole('radio', { name: '深色' })).toBeChecked();

  const tab = await visitor.newTab();
  await tab.goto(SETTINGS);
  await tab.getByRole('radio', { name: '浅色' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await tab.getByRole('radio', { name: /跟随系统/ }).check();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
});

test('the language changes without a reload, on every part of the page', async ({ house }) => {
  const { page } = await house.newVisitor();
  await page.goto(SETTINGS);
  await page.evaluate(`window.neverReloaded = true`);
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(/Settings/);
  const words = await page.locator('main').innerText();
  expect(words.replaceAll('中文', '')).not.toMatch(/[\u4e00-\u9fff]/);
  expect(await page.evaluate(`window.neverReloaded`)).toBe(true);
});

test('without read receipts neither side sees what was read', async ({ house }) => {
  const [anna, ben] = [await house.newVisitor(), await house.newVisitor()];
  const room = await anna.account.direct(ben.account);
  await ben.page.goto(SETTINGS);
  const receipts = ben.page.getByRole('checkbox', { name: /已读/ });
  await expect(receipts).toBeChecked();
  await receipts.click();
  await expect(receipts).not.toBeChecked();
  await ben.page.reload();
  await expect(receipts).not.toBeChecked();

  const [hers, his] = [new RoomScreen(anna.page, room), new RoomScreen(ben.page, room)];
  await hers.open();
  await his.open();
  await hers.say('读到了吗');
  await expect(his.message('读到了吗')).toHaveCount(1);
  await his.say('读到了');
  await expect(hers.message('读到了吗')).toContainText('已送达');
  await expect(hers.message('读到了').last()).toBeVisible();
  await expect(hers.message('读到了吗')).not.toContainText('已读');
});

test('Ctrl+Enter sends where that was chosen, and Enter breaks the line', async ({ house }) => {
  const visitor = await house.newVisitor({ hasTouch: false, isMobile: false });
  const { page } = visitor;
  const other = await house.newcomer();
  const screen = new RoomScreen(page, await visitor.account.direct(other));
  await page.goto(SETTINGS);
  await page.getByRole('radio', { name: /Ctrl/ }).check();
  await screen.open();
  await screen.box.pressSequentially('上');
  await screen.box.press('Enter');
  await screen.box.pressSequentially('下');
  await expect(screen.box).toHaveValue('上\n下');
  await screen.box.press('Control+Enter');
  await expect(screen.box).toHaveValue('');
  await expect(screen.articles).toHaveCount(1);
});

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}
