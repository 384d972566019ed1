// SPDX-License-Identifier: Apache-2.0
// Typing Chinese: the Enter that ends a word never sends it, whatever the browser says about it; the next one
// sends once. With a finger Enter breaks the line.
import type { CDPSession, Page } from '@playwright/test';
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, test } from './house/test.ts';
import { newName } from './people.ts';

const KEYBOARD = { hasTouch: false, isMobile: false };
const FINGER = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
const PROCESS_KEY = 229;
const ENTER = 13;

async function room(house: House, tastes: object): Promise<RoomScreen> {
  const visitor = await house.newVisitor(tastes);
  const screen = new RoomScreen(visitor.page, await visitor.account.createGroup(newName()));
  await screen.open();
  return screen;
}

// What an input method does: letters under the cursor, a key that it takes, the word.
class InputMethod {
  private constructor(private readonly cdp: CDPSession) {}

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(text: string): Promise<void> {
    const at = { selectionStart: text.length, selectionEnd: text.length };
    await this.cdp.send('Input.imeSetComposition', { text, ...at });
  }

  async commit(text: string): Promise<void> {
    await this.cdp.send('Input.insertText', { text });
  }

  // The Enter that ends a word, as Chromium reports it: the input method took the key.
  async enter(): Promise<void> {
    const key = {
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: PROCESS_KEY,
      nativeVirtualKeyCode: ENTER,
    };
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await this.cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
}

test('Enter while composing ends the word, the next Enter sends it once', { tag: '@smoke' }, async ({
  house,
}) => {
  const screen = await room(house, KEYBOARD);
  const method = await InputMethod.of(screen.page);
  await screen.box.focus();
  await method.compose('ni');
  await method.compose('ni hao');
  await method.enter();
  await expect(screen.box).toHaveValue('ni hao');
  await method.commit('你好');
  await expect(screen.box).toHaveValue('你好');
  await expect(screen.articles).toHaveCount(0);
  await screen.box.press('Enter');
  await expect(screen.message('你好')).toContainText('已发送');
  await expect(screen.box).toHaveValue('');
  await expect(screen.articles).toHaveCount(1);
});

test('an Enter that only its old code calls composing does not send', async ({ house }) => {
  const screen = await room(house, KEYBOARD);
  await screen.box.fill('拼音');
  // Safari has ended the composition by then, so isComposing is false already.
  await screen.box.dispatchEvent('keydown', {
    key: 'Enter',
    keyCode: PROCESS_KEY,
    bubbles: true,
    cancelable: true,
  });
  await expect(screen.box).toHaveValue('拼音');
  await screen.box.dispatchEvent('keydown', {
    key: 'Enter',
    keyCode: ENTER,
    isComposing: true,
    bubbles: true,
  });
  await expect(screen.box).toHaveValue('拼音');
  await screen.box.press('Enter');
  await expect(screen.box).toHaveValue('');
  await expect(screen.message('拼音')).toHaveCount(1);
});

test('Shift+Enter breaks the line, and a held Enter sends once', async ({ house }) => {
  const screen = await room(house, KEYBOARD);
  await screen.box.fill('上句');
  await screen.box.press('Shift+Enter');
  await screen.box.pressSequentially('下句');
  await expect(screen.box).toHaveValue('上句\n下句');
  await screen.page.keyboard.down('Enter');
  await screen.page.keyboard.down('Enter');
  await screen.page.keyboard.up('Enter');
  await expect(screen.message('下句')).toContainText('已发送');
  await expect(screen.articles).toHaveCount(1);
  expect(await screen.message('下句').innerText()).toMatch(/上句\n下句/);
});

test('with a finger Enter breaks the line and the button sends', async ({ house }) => {
  const screen = await room(house, FINGER);
  await screen.box.tap();
  await screen.page.keyboard.type('第一行');
  await screen.page.keyboard.press('Enter');
  await screen.page.keyboard.type('第二行');
  await expect(screen.box).toHaveValue('第一行\n第二行');
  await screen.sendButton.tap();
  await expect(screen.message('第二行')).toContainText('已发送');
  await expect(screen.box).toHaveValue('');
  await expect(screen.box).toBeFocused();
});

test('what is too long is counted as people count, and not sent', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['limits.content_graphemes=20'] });
  const screen = await room(house, KEYBOARD);
  const family = '👨‍👩‍👧‍👦';
  await screen.box.fill(family.repeat(20));
  await expect(screen.page.getByText('20 / 20')).toBeVisible();
  await screen.box.fill(family.repeat(21));
  await expect(screen.page.getByText('太长了，最多 20 字。现在 21 字')).toBeVisible();
  await screen.box.press('Enter');
  await expect(screen.box).toHaveValue(family.repeat(21));
  await screen.box.fill(family.repeat(20));
  await screen.box.press('Enter');
  await expect(screen.message(family)).toContainText('已发送');
});
