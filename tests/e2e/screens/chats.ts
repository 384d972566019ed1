// SPDX-License-Identifier: Apache-2.0
// The list of conversations and the ways into new ones.
import { expect, type Page } from '@playwright/test';
import { CHATS } from '../house/chats_screen.ts';
import { crowd } from '../house/crowd.ts';
import { LINE_LOST, refusedWith, type Visitor } from '../house/visitor.ts';
import { type Cast, cast, enter, extras, goOffline, type Scene, type Setup } from './scene.ts';
import { LONG_NAME, LONG_WORD, WORDS } from './words.ts';

const ROOMS_REQUEST = '**/tools/api/chat/rooms/**';

export const chatsSetups = {
  'chats-empty': async (scene) => {
    const { page } = await home(scene, await cast(scene));
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    return page;
  },

  'chats-loading': async (scene) => {
    const { house, me } = await cast(scene);
    const { page } = await enter(scene, house, me);
    // Never answered: the list stays what it is while it is loading.
    await page.route(ROOMS_REQUEST, () => {});
    await page.goto(CHATS);
    await expect(page.getByRole('status').getByText(/正在读取会话|Loading chats/)).toBeAttached();
    return page;
  },

  'chats-failed': async (scene) => {
    const { house, me } = await cast(scene);
    const visitor = await enter(scene, house, me);
    visitor.tolerate(LINE_LOST);
    await visitor.page.route(ROOMS_REQUEST, (route) => route.abort());
    await visitor.page.goto(CHATS);
    await expect(visitor.page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
    return visitor.page;
  },

  'chats-full': async (scene) => (await furnished(scene)).page,

  'chats-long-names': async (scene) => {
    const { house, me } = await cast(scene);
    const other = await house.newcomer(LONG_NAME);
    const room = await me.direct(other);
    await other.say(room, LONG_WORD);
    const group = await me.createGroup('g'.repeat(100));
    await me.say(group, LONG_WORD);
    const { page } = await enter(scene, house, me);
    return listed(page, 2);
  },

  'chats-offline': async (scene) => {
    const visitor = await furnished(scene);
    await goOffline(visitor);
    await visitor.page.reload();
    await expect(visitor.page.locator('a[data-room]').first()).toBeVisible();
    await expect(visitor.page.getByText(/离线查看|Offline copy/)).toBeVisible();
    return visitor.page;
  },

  'new-chat': async (scene) => {
    const { page } = await home(scene, await cast(scene));
    await page.getByRole('tab').last().click();
    await expect(page.locator('input[name=room]')).toBeVisible();
    return page;
  },

  'new-chat-nobody': async (scene) => {
    const visitor = await home(scene, await cast(scene));
    return ask(visitor, 'person', 'nobody-of-that-name', 404);
  },

  'new-chat-blocked': async (scene) => {
    const people = await cast(scene);
    await people.me.block(people.other);
    return ask(await home(scene, people), 'person', people.other.name, 403);
  },

  'new-chat-refused': async (scene) => {
    const people = await cast(scene);
    await people.other.block(people.me);
    return ask(await home(scene, people), 'person', people.other.name, 403);
  },

  'new-chat-room-missing': async (scene) => ask(await home(scene, await cast(scene)), 'room', 'r-7421', 404),

  'new-chat-room-reserved': async (scene) =>
    ask(await home(scene, await cast(scene)), 'room', 'heart-0123456789abcdef', 404),

  'new-group': async (scene) => {
    const { page } = await home(scene, await cast(scene));
    await page.getByRole('button', { name: /创建群聊|New group/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    return page;
  },

  invitation: async (scene) => {
    const { house, me, other } = await cast(scene);
    const code = await other.invite(await other.createGroup(WORDS[scene.language].group));
    const { page } = await enter(scene, house, me);
    return invited(page, code);
  },

  'invitation-invalid': async (scene) => {
    const { house, me } = await cast(scene);
    const visitor = await enter(scene, house, me);
    visitor.tolerate(refusedWith(404));
    const page = await invited(visitor.page, 'no-such-invite');
    await page.getByRole('button', { name: /加入房间|Join/ }).click();
    await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
    return page;
  },
} as const satisfies Record<string, Setup>;

async function home(scene: Scene, { house, me }: Cast): Promise<Visitor> {
  const visitor = await enter(scene, house, me);
  await visitor.page.goto(CHATS);
  await expect(visitor.page.locator('input[name=person]')).toBeVisible();
  return visitor;
}

// A list with everything in it: unread, many unread, a draft, one's own word last, a group, an ended one.
export async function furnished(scene: Scene): Promise<Visitor> {
  const { house, me, other } = await cast(scene);
  const words = WORDS[scene.language];
  const [first, second, third] = await extras(scene, house);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three people');
  const ended = await me.direct(third);
  await third.say(ended, words.small[0] ?? '');
  await third.end(ended);
  const busy = await me.createGroup(words.group, first, second);
  await crowd(busy, [first, second], 120, (i) => words.small[i % words.small.length] ?? '');
  const drafted = await me.direct(first);
  await first.say(drafted, words.small[3] ?? '');
  await me.read(drafted);
  const answered = await me.direct(second);
  await me.say(answered, words.small[6] ?? '');
  const fresh = await me.direct(other);
  for (const text of words.news) await other.say(fresh, text);
  const visitor = await enter(scene, house, me);
  const { page } = visitor;
  await page.goto(`/tools/chat/room/${drafted}/`);
  await page.locator('textarea').fill(words.draft);
  await expect(page.locator('textarea')).toHaveValue(words.draft);
  await page.goto(CHATS);
  await expect(page.getByText(words.draft)).toBeVisible();
  await listed(page, 5);
  return visitor;
}

async function listed(page: Page, rooms: number): Promise<Page> {
  if (!page.url().endsWith(CHATS)) await page.goto(CHATS);
  await expect(page.locator('a[data-room]')).toHaveCount(rooms);
  return page;
}

async function invited(page: Page, code: string): Promise<Page> {
  await page.goto(`${CHATS}?join=${code}`);
  await expect(page.getByRole('button', { name: /加入房间|Join/ })).toBeVisible();
  return page;
}

async function ask(visitor: Visitor, way: 'person' | 'room', value: string, status: number): Promise<Page> {
  const { page } = visitor;
  visitor.tolerate(refusedWith(status));
  if (way === 'room') await page.getByRole('tab').last().click();
  const field = page.locator(`input[name=${way}]`);
  await field.fill(value);
  await field.press('Enter');
  const form = page.locator(`form:has(input[name=${way}])`);
  await expect(form.locator('[aria-invalid=true], [role=status] p').first()).toBeVisible();
  return page;
}
