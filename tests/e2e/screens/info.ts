// SPDX-License-Identifier: Apache-2.0
// The panel about a room and its people.
import { expect, type Page } from '@playwright/test';
import type { Account } from '../house/account.ts';
import { roomPath } from '../house/chats_screen.ts';
import type { House } from '../house/test.ts';
import { cast, enter, extras, type Scene, type Setup } from './scene.ts';
import { WORDS } from './words.ts';

export const infoSetups = {
  'info-owner': async (scene) => {
    const { house, me, other } = await cast(scene);
    const [admin, muted] = await extras(scene, house);
    if (admin === undefined || muted === undefined) throw new Error('more people');
    const group = await me.createGroup(WORDS[scene.language].group, other, admin, muted);
    await me.member(group, admin.name, 'role', { role: 'admin' });
    await me.member(group, muted.name, 'mute', { minutes: 60 });
    return panel(scene, house, me, group);
  },

  'info-member': async (scene) => {
    const { house, me, other } = await cast(scene);
    const more = await extras(scene, house);
    const group = await other.createGroup(WORDS[scene.language].group, me, ...more);
    return panel(scene, house, me, group);
  },

  'info-manage': async (scene) => {
    const { house, me, other } = await cast(scene);
    const group = await me.createGroup(WORDS[scene.language].group, other);
    const page = await panel(scene, house, me, group);
    await page.getByRole('button', { name: new RegExp(`${other.name}$`) }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    return page;
  },

  'info-invite': async (scene) => {
    const { house, me, other } = await cast(scene);
    const group = await me.createGroup(WORDS[scene.language].group, other);
    const page = await panel(scene, house, me, group);
    await page.getByRole('button', { name: /生成邀请链接|Create invite link|Make an invite link/ }).click();
    const link = page.locator('input[readonly]');
    await expect(link).toHaveValue(/join=/);
    await link.scrollIntoViewIfNeeded();
    return page;
  },
} as const satisfies Record<string, Setup>;

async function panel(scene: Scene, house: House, me: Account, room: string): Promise<Page> {
  const { page } = await enter(scene, house, me);
  await page.goto(roomPath(room));
  await page.getByRole('button', { name: /^(更多|More)$/ }).click();
  await page.getByRole('menuitem', { name: /成员和邀请|Members/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: me.name }).last()).toBeVisible();
  return page;
}
