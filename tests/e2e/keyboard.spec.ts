// SPDX-License-Identifier: Apache-2.0
// Without a mouse, and without eyes: the flows by keys alone, and what a screen reader is told.
import type { Page } from '@playwright/test';
import { CHATS, roomAddress } from './house/chats_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, test } from './house/test.ts';
import { PASSWORD } from './people.ts';

const KEYBOARD = { hasTouch: false, isMobile: false };

test('sign in, open a chat, send, answer and go back without a mouse', async ({ house }) => {
  const [me, other] = [await house.newcomer(), await house.newcomer()];
  const room = await me.direct(other);
  await other.say(room, '键盘也行吗');
  const visitor = await house.stranger(KEYBOARD);
  const { page } = visitor;
  await page.goto(CHATS);
  await tabTo(page, 'input[name=username]');
  await page.keyboard.type(me.name);
  await tabTo(page, 'input[name=password]');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${CHATS}$`));

  await expect(page.locator(`a[data-room="${room}"]`)).toBeVisible();
  await tabTo(page, `a[data-room="${room}"]`);
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(roomAddress(room));
  const screen = new RoomScreen(page, room);
  await tabTo(page, 'textarea');
  await page.keyboard.type('行');
  await page.keyboard.press('Enter');
  await expect(screen.message('行').last()).toContainText('已发送');

  await tabTo(page, 'article', 'Shift+Tab');
  await expectFocusSeen(page);
  await page.keyboard.press('Home');
  await expect(page.locator(':focus')).toContainText('键盘也行吗');
  await page.keyboard.press('r');
  await expect(screen.box).toBeFocused();
  await page.keyboard.type('很顺手');
  await page.keyboard.press('Enter');
  await expect(screen.message('很顺手')).toContainText('键盘也行吗');

  await tabTo(page, 'article', 'Shift+Tab');
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toContainText('很顺手');
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.locator(':focus')).toContainText('很顺手');
});

test('what comes in is announced once, without the time; what I send is not', async ({ house }) => {
  const visitor = await house.newVisitor();
  const other = await house.newcomer();
  const screen = new RoomScreen(visitor.page, await visitor.account.direct(other));
  await other.say(screen.room, '旧的一句');
  await screen.open();
  const log = visitor.page.getByRole('log');
  await screen.say('我说的');
  await expect(screen.message('我说的')).toContainText('已发送');
  await other.say(screen.room, '听得到吗');
  await expect(log).toContainText(`${other.name}: 听得到吗`);
  expect(await log.innerText()).not.toMatch(/我说的|旧的一句|\d\d:\d\d/);
  for (let i = 1; i <= 8; i += 1) await other.say(screen.room, `第 ${i} 遍`);
  await expect(log).toContainText('第 8 遍');
  expect(await log.locator('p').count()).toBeLessThanOrEqual(5);
});

test('with reduced motion nothing moves', async ({ house }) => {
  const visitor = await house.newVisitor({ reducedMotion: 'reduce' });
  const other = await house.newcomer();
  const screen = new RoomScreen(visitor.page, await visitor.account.direct(other));
  await screen.open();
  await screen.say('不动');
  await screen.menuOf('不动');
  const moving = await visitor.page.evaluate(() =>
    document
      .getAnimations()
      .map((one) => ({ time: one.effect?.getComputedTiming().duration, frames: one.effect }))
      .filter(({ time }) => typeof time === 'number' && time > 80),
  );
  expect(moving).toEqual([]);
});

// Presses Tab until the element has the focus; a flow that needs more steps than this is none.
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let i = 0; i < 40; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${selector}`);
}

// A ring of two pixels at least.
async function expectFocusSeen(page: Page): Promise<void> {
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return { style: style.outlineStyle, width: Number.parseFloat(style.outlineWidth) };
  });
  expect(ring.style).not.toBe('none');
  expect(ring.width).toBeGreaterThanOrEqual(2);
}
