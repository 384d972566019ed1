// SPDX-License-Identifier: Apache-2.0
// An open room in all its states.
import { expect, type Page } from '@playwright/test';
import type { Account } from '../house/account.ts';
import { roomPath } from '../house/chats_screen.ts';
import { converse, crowd } from '../house/crowd.ts';
import type { House } from '../house/test.ts';
import { LINE_LOST, refusedWith, type Visitor } from '../house/visitor.ts';
import { cast, enter, extras, goOffline, type Scene, type Setup } from './scene.ts';
import type { Language } from './table.ts';
import { LONG_NAME, LONG_WORD, WORDS } from './words.ts';

const HISTORY_REQUEST = '**/tools/api/chat/*/messages/**';

interface Open {
  readonly house: House;
  readonly visitor: Visitor;
  readonly page: Page;
  readonly me: Account;
  readonly other: Account;
  readonly room: string;
  readonly words: (typeof WORDS)[Language];
}

export const roomSetups = {
  'room-empty': async (scene) => {
    const { page } = await open(scene, async () => {});
    await expect(page.getByText(/房间准备好了|The room is ready/)).toBeVisible();
    return page;
  },

  'room-loading': async (scene) => {
    const { house, me, other } = await cast(scene);
    const room = await me.direct(other);
    const { page } = await enter(scene, house, me);
    // Never answered, and the socket neither: what a slow network shows.
    await page.route(HISTORY_REQUEST, () => {});
    await page.route('**/participants/**', () => {});
    await page.goto(roomPath(room));
    await expect(page.locator('section [aria-busy=true] i').first()).toBeVisible();
    return page;
  },

  'room-talk': async (scene) => (await talk(scene)).page,

  'room-200': async (scene) => {
    const { page } = await open(scene, async ({ me, other, room, words }) => {
      await converse(room, [me, other, other], 200, (i) => words.small[i % words.small.length] ?? '');
      await me.read(room);
      await other.read(room);
    });
    return page;
  },

  'room-reply': async (scene) => {
    const { page, words } = await talk(scene);
    await message(page, words.talk[0]?.[1] ?? '').click({ button: 'right' });
    await page.getByRole('menuitem').first().click();
    await page.locator('textarea').fill(words.draft);
    return page;
  },

  'room-failed': async (scene) => {
    const opened = await talk(scene, ['limits.content_graphemes=120']);
    const { page, words } = opened;
    // The server shortens what it takes after the page has learnt the limit: two are refused.
    await refuseMessages(page);
    await page.reload();
    await expect(page.getByRole('article').first()).toBeVisible();
    for (const text of words.unsent) await say(page, text);
    await expect(page.getByRole('button', { name: /没有发出|Not sent/ })).toHaveCount(2);
    return page;
  },

  'room-offline': async (scene) => {
    const { page, visitor, words } = await talk(scene);
    await goOffline(visitor);
    for (const text of words.unsent) await say(page, text);
    await expect(page.getByText(/没有网络|offline/i).first()).toBeVisible();
    return page;
  },

  'room-waiting': async (scene) => {
    const { page, visitor, house } = await talk(scene);
    visitor.tolerate(LINE_LOST);
    // What says that the line is lost comes a moment after the room; a server that is gone cannot give it.
    await expect(page.getByRole('button', { name: /^(更多|More)$/ })).toBeVisible();
    await house.server.kill();
    await expect(page.getByRole('button', { name: /立即重试|Retry now/ })).toBeVisible();
    return page;
  },

  'room-ended': async (scene) => {
    const { page, visitor, other, room } = await talk(scene);
    visitor.tolerate(LINE_LOST, refusedWith(410));
    await other.end(room);
    await expect(page.locator('textarea')).toBeHidden();
    return page;
  },

  'room-recalled': async (scene) => {
    const { page, words, other, room } = await talk(scene);
    const said = await other.say(room, words.small[2] ?? '');
    await expect(message(page, words.small[2] ?? '')).toBeVisible();
    await other.recall(room, said);
    await say(page, words.small[3] ?? '');
    await expect(message(page, words.small[3] ?? '')).toContainText(/已发送|已送达|已读|Sent|Delivered|Read/);
    await message(page, words.small[3] ?? '').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /撤回|Recall|Take back/ }).click();
    await expect(page.getByRole('button', { name: /重新编辑|Edit again/i })).toBeVisible();
    return page;
  },

  'room-unread': async (scene) => {
    const { page } = await open(scene, async ({ me, other, room, words }) => {
      for (const [who, text] of words.talk) await (who === 'me' ? me : other).say(room, text);
      await me.read(room);
      await converse(room, [other], 12, (i) => (words.news[i % 2] ?? '') + ' '.repeat(i));
    });
    await expect(page.getByText(/以下是新消息|New messages/)).toBeVisible();
    return page;
  },

  'room-below': async (scene) => {
    const { page, other, room, words } = await open(scene, async ({ me, other, room, words }) => {
      await converse(room, [me, other], 60, (i) => words.small[i % words.small.length] ?? '');
      await me.read(room);
    });
    // A room that has just opened goes to its end until its rows are measured.
    await expect(async () => {
      await page.getByRole('feed').evaluate((feed) => {
        feed.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
        feed.scrollBy(0, -900);
      });
      await expect(page.getByRole('button', { name: /跳到最新|newest/i })).toBeVisible({ timeout: 500 });
    }).toPass();
    for (const text of words.news) await other.say(room, text);
    await expect(page.getByRole('button', { name: /2 条新消息|2 new messages/ })).toBeVisible();
    return page;
  },

  'room-typing': async (scene) => {
    const { page, house, other, room, words } = await talk(scene);
    const their = await enter(scene, house, other);
    await their.page.goto(roomPath(room));
    await their.page.locator('textarea').pressSequentially(words.draft);
    await expect(page.locator('header h1 + p')).toContainText(/正在输入|typing/);
    return page;
  },

  'room-emoji': async (scene) => {
    const { page } = await talk(scene);
    await openEmoji(page);
    return page;
  },

  'room-emoji-search': async (scene) => {
    const { page } = await talk(scene);
    await openEmoji(page);
    await page.getByRole('searchbox').fill(scene.language === 'zh' ? '猫' : 'cat');
    await expect(page.getByRole('button', { name: /猫|cat/ }).first()).toBeVisible();
    return page;
  },

  'room-message-menu': async (scene) => {
    const { page, words } = await talk(scene);
    await say(page, words.small[5] ?? '');
    // On its way it can only be copied.
    await expect(message(page, words.small[5] ?? '')).toContainText(/已发送|已送达|已读|Sent|Delivered|Read/);
    await message(page, words.small[5] ?? '').click({ button: 'right' });
    await expect(page.getByRole('menuitem').nth(2)).toBeVisible();
    return page;
  },

  shortcuts: async (scene) => {
    const { page } = await talk(scene);
    // On a phone they come with the list, a moment after the room.
    await expect(async () => {
      await page.locator('main h1').press('?');
      await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 });
    }).toPass();
    return page;
  },

  'room-menu': async (scene) => {
    const { page } = await talk(scene);
    await page.getByRole('button', { name: /^(更多|More)$/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    return page;
  },

  'room-block': async (scene) => {
    const { page } = await talk(scene);
    await page.getByRole('button', { name: /^(更多|More)$/ }).click();
    await page.getByRole('menuitem', { name: /拉黑|Block/ }).click();
    await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible();
    return page;
  },

  'room-long-names': async (scene) => {
    const { house, me } = await cast(scene);
    const other = await house.newcomer(LONG_NAME);
    const group = await me.createGroup('g'.repeat(100), other);
    const said = await other.say(group, LONG_WORD);
    await me.say(group, LONG_WORD, { replyTo: said });
    await other.say(group, LONG_NAME);
    const { page } = await enter(scene, house, me);
    return shown(page, group);
  },

  'room-counter': async (scene) => {
    const { page, words } = await talk(scene, ['limits.content_graphemes=80']);
    await page.locator('textarea').fill(words.draft.repeat(12).slice(0, 90));
    await expect(page.locator('form [role=status]').filter({ hasText: /80/ })).toBeVisible();
    return page;
  },

  'room-links': async (scene) => {
    const { page } = await open(scene, async ({ me, other, room }) => {
      await other.say(room, '看这里 https://example.org/路径?a=1&b=2。好吗');
      await me.say(room, 'https://example.org/');
      await me.say(room, LONG_WORD);
    });
    return page;
  },

  'room-history-failed': async (scene) => {
    const { house, me, other } = await cast(scene);
    const words = WORDS[scene.language];
    const room = await me.direct(other);
    await crowd(room, [me, other], 120, (i) => words.small[i % words.small.length] ?? '');
    await me.read(room);
    const visitor = await enter(scene, house, me);
    visitor.tolerate(LINE_LOST);
    await visitor.page.route('**/messages/?*before=*', (route) => route.abort());
    const page = await shown(visitor.page, room);
    await page.getByRole('feed').evaluate((feed) => {
      feed.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
      feed.scrollTop = 0;
    });
    await expect(page.getByRole('alert').filter({ hasText: /没有加载出来|Couldn/ })).toBeVisible();
    return page;
  },

  'room-group': async (scene) => {
    const { house, me, other } = await cast(scene);
    const words = WORDS[scene.language];
    const more = await extras(scene, house);
    const group = await me.createGroup(words.group, other, ...more);
    await converse(group, [other, ...more, me], 9, (i) => words.small[i % words.small.length] ?? '');
    const { page } = await enter(scene, house, me);
    return shown(page, group);
  },

  'room-removed': async (scene) => {
    const { house, me, other } = await cast(scene);
    const group = await other.createGroup(WORDS[scene.language].group, me);
    const visitor = await enter(scene, house, me);
    visitor.tolerate(LINE_LOST, refusedWith(403));
    await shown(visitor.page, group);
    await other.member(group, me.name, 'remove');
    await expect(visitor.page.locator('textarea')).toBeHidden();
    return visitor.page;
  },
} as const satisfies Record<string, Setup>;

// The room of the two, furnished before it is opened.
async function open(
  scene: Scene,
  furnish: (about: Pick<Open, 'me' | 'other' | 'room' | 'words'>) => Promise<void>,
  settings: readonly string[] = [],
): Promise<Open> {
  const { house, me, other } = await cast(scene, { settings });
  const words = WORDS[scene.language];
  const room = await me.direct(other);
  await furnish({ me, other, room, words });
  const visitor = await enter(scene, house, me);
  const page = await shown(visitor.page, room);
  return { house, visitor, page, me, other, room, words };
}

// The talk of the drawing this screen was designed with.
function talk(scene: Scene, settings: readonly string[] = []): Promise<Open> {
  return open(
    scene,
    async ({ me, other, room, words }) => {
      const ids: number[] = [];
      for (const [i, [who, text]] of words.talk.entries()) {
        const replyTo = ids[1];
        const options = i === 3 && replyTo !== undefined ? { replyTo } : {};
        ids.push(await (who === 'me' ? me : other).say(room, text, options));
      }
      await me.read(room);
      await other.read(room);
    },
    settings,
  );
}

async function shown(page: Page, room: string): Promise<Page> {
  await page.goto(roomPath(room));
  await expect(page.locator('textarea')).toBeVisible();
  await expect(page.locator('header h1')).not.toBeEmpty();
  await expect(page.locator('header h1 + p')).not.toBeEmpty();
  return page;
}

async function openEmoji(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(表情|Emoji)$/ }).click();
  await expect(page.getByRole('searchbox')).toBeVisible();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('textarea').fill(text);
  await page.getByRole('button', { name: /^(发送|Send)$/ }).click();
  await expect(message(page, text)).toHaveCount(1);
}

function message(page: Page, text: string) {
  return page.getByRole('article').filter({ hasText: text });
}

// From the next page on: every message is answered with a refusal, as a server in trouble might.
function refuseMessages(page: Page): Promise<void> {
  return page.routeWebSocket(/\/ws\/chat\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { type?: string; client_id?: string };
      if (frame.type !== 'message') return server.send(text);
      const refusal = { type: 'error', code: 'field_invalid', message: '', client_id: frame.client_id };
      socket.send(JSON.stringify(refusal));
    });
  });
}
