// SPDX-License-Identifier: Apache-2.0
// /tools/chat/ as somebody uses it: the conversations and the ways into new ones, found by their roles and
// Chinese names.
import { expect, type Locator, type Page } from '@playwright/test';

export const CHATS = '/tools/chat/';

export class ChatsScreen {
  readonly newChat: Locator;
  readonly person: Locator;
  readonly roomId: Locator;

  constructor(readonly page: Page) {
    this.newChat = page.getByRole('region', { name: '开始聊天' });
    this.person = page.getByRole('textbox', { name: /对方的用户名/ });
    this.roomId = page.getByRole('textbox', { name: '房间号' });
  }

  async open(): Promise<void> {
    await this.page.goto(CHATS);
    await expect(this.newChat).toBeVisible();
  }

  row(room: string): Locator {
    return this.page.locator(`a[data-room="${room}"]`);
  }

  rows(): Locator {
    return this.page.locator('a[data-room]');
  }

  async findPerson(name: string): Promise<void> {
    await this.newChat.getByRole('tab', { name: '直接聊天' }).click();
    await this.person.fill(name);
    await this.newChat.getByRole('button', { name: '聊天', exact: true }).click();
  }

  async enterRoom(id: string): Promise<void> {
    await this.newChat.getByRole('tab', { name: '房间号' }).click();
    await this.roomId.fill(id);
    await this.newChat.getByRole('button', { name: '进入', exact: true }).click();
  }
}

export function roomPath(room: string): string {
  return `/tools/chat/room/${encodeURIComponent(room)}/`;
}

export function roomAddress(room: string): RegExp {
  return new RegExp(`/tools/chat/room/${encodeURIComponent(room)}/$`);
}
