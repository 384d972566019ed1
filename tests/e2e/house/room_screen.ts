// SPDX-License-Identifier: Apache-2.0
// An open room as somebody uses it, found by roles and Chinese names. The list is virtual: only what is near the
// view is in the document, so transcript() walks through it.
import { expect, type Locator, type Page } from '@playwright/test';
import { roomPath } from './chats_screen.ts';

export class RoomScreen {
  readonly box: Locator;
  readonly sendButton: Locator;
  readonly feed: Locator;
  readonly articles: Locator;
  // Under the name: who types, who is there.
  readonly status: Locator;

  constructor(
    readonly page: Page,
    readonly room: string,
  ) {
    this.box = page.getByRole('textbox', { name: '消息', exact: true });
    this.sendButton = page.getByRole('button', { name: '发送', exact: true });
    this.feed = page.getByRole('feed', { name: '聊天记录' });
    this.articles = this.feed.getByRole('article');
    this.status = page.locator('header h1 + p');
  }

  async open(): Promise<void> {
    await this.page.goto(roomPath(this.room));
    await this.expectOpen();
  }

  async expectOpen(): Promise<void> {
    await expect(this.box).toBeVisible();
    // What comes a moment after the first picture: menus, banners and the like.
    await expect(this.page.getByRole('button', { name: /^(更多|More)$/ })).toBeVisible();
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.sendButton.click();
    await expect(this.box).toHaveValue('');
  }

  message(text: string): Locator {
    return this.articles.filter({ hasText: text });
  }

  // Opens the menu of a message, as the mouse does.
  async menuOf(text: string): Promise<void> {
    await this.message(text).first().click({ button: 'right' });
    await expect(this.page.getByRole('menu')).toBeVisible();
  }

  async choose(text: string, action: string): Promise<void> {
    await this.menuOf(text);
    await this.page.getByRole('menuitem', { name: new RegExp(`^${action}`) }).click();
  }

  // What is behind the button beside the name.
  async openMenu(): Promise<void> {
    await this.page.getByRole('button', { name: '更多', exact: true }).click();
    await expect(this.page.getByRole('menu')).toBeVisible();
  }

  // The panel about the room and its people.
  async openInfo(): Promise<Locator> {
    await this.openMenu();
    await this.page.getByRole('menuitem', { name: '成员和邀请' }).click();
    // Beside the room where there is space, else over it.
    const panel = this.page
      .getByRole('complementary', { name: '房间信息' })
      .or(this.page.getByRole('dialog', { name: '房间信息' }));
    await expect(panel).toBeVisible();
    return panel;
  }

  // As a hand does it: with the wheel over the messages.
  async scrollUp(pixels: number): Promise<void> {
    await this.feed.hover();
    await this.page.mouse.wheel(0, -pixels);
  }
}
