// SPDX-License-Identifier: Apache-2.0
// Rooms of two who were matched, the sheets to block and to report with, and what an operator decided.
import { expect, type Page } from '@playwright/test';
import type { Account } from '../house/account.ts';
import { roomPath } from '../house/chats_screen.ts';
import { matchByHeart, matchByNumber } from '../house/matching.ts';
import { LINE_LOST, refusedWith, type Visitor } from '../house/visitor.ts';
import { cast, enter, type Scene, type Setup } from './scene.ts';
import { WORDS } from './words.ts';

interface Met {
  readonly page: Page;
  readonly me: Account;
  readonly other: Account;
  readonly room: string;
  readonly words: readonly string[];
}

const REPORT = /^(举报|Report)$/;

export const strangerSetups = {
  'stranger-aliases': async (scene) => (await meet(scene)).page,

  'stranger-number': async (scene) => (await meet(scene, matchByNumber)).page,

  'stranger-asked': async (scene) => {
    const { page, other, room } = await meet(scene);
    await other.post(`/tools/api/chat/${room}/reveal/`);
    await other.post(`/tools/api/chat/${room}/keep/`);
    await expect(
      page.getByRole('button', { name: /^(保留联系（对方已愿意）|Keep in touch \(they would\))$/ }),
    ).toBeVisible();
    return page;
  },

  'stranger-kept': async (scene) => {
    const { page, other, room } = await meet(scene);
    await other.post(`/tools/api/chat/${room}/keep/`);
    await press(page, /^(保留联系（对方已愿意）|Keep in touch \(they would\))$/);
    await expect(page.getByRole('button', { name: /结束对话|End chat/ })).toHaveCount(0);
    return page;
  },

  'stranger-waiting': async (scene) => {
    const { page } = await meet(scene);
    await press(page, /^(保留联系|Keep in touch)$/);
    await expect(page.getByText(/你已保留|You would keep in/)).toBeVisible();
    return page;
  },

  'stranger-sure': async (scene) => {
    const { page } = await meet(scene, matchByHeart, withoutThreeSeconds);
    await press(page, /^(结束对话|End chat)$/);
    await expect(page.getByRole('button', { name: /确定结束|Really end/ })).toBeVisible();
    return page;
  },

  'stranger-ended': async (scene) => {
    const { page, other, room } = await meet(scene);
    await other.end(room);
    await expect(page.locator('footer')).toContainText(/删除|deleted/);
    return page;
  },

  'stranger-cautions': async (scene) => {
    const { page } = await meet(scene, matchByHeart, caution);
    await expect(page.getByText(/小心受骗|Beware of scams/).last()).toBeVisible();
    return page;
  },

  'stranger-held': async (scene) => {
    const { page, words } = await meet(scene, matchByHeart, hold);
    await page.locator('textarea').fill(words[0] ?? '');
    await press(page, /^(发送|Send)$/);
    await expect(page.getByText(/不能发联系方式|No contact details/)).toBeVisible();
    return page;
  },

  'stranger-block': async (scene) => {
    const { page } = await meet(scene);
    return choose(page, /^(拉黑|Block)$/);
  },

  report: async (scene) => {
    const { page } = await meet(scene);
    return choose(page, REPORT);
  },

  'report-help': async (scene) => {
    const { page } = await meet(scene);
    await choose(page, REPORT);
    await page.getByRole('radio', { name: /自我伤害|Self-harm/ }).check();
    await page.getByText(/附上最近|Attach the last/).click();
    await expect(page.getByText(/12356/)).toBeVisible();
    return page;
  },

  'report-done': async (scene) => {
    const { page } = await meet(scene);
    await choose(page, REPORT);
    await page.getByRole('radio', { name: /诈骗|Scam/ }).check();
    await page.getByRole('dialog').getByRole('button', { name: REPORT }).click();
    await expect(page.getByText(/编号|Its number/)).toBeVisible();
    return page;
  },

  'decision-warn': (scene) => decided(scene, { action: 'warn', reason: 'harassment', until: null }),

  'decision-mute': (scene) =>
    decided(scene, { action: 'mute', reason: 'fraud', until: '2030-01-31T12:00:00+00:00' }),

  'settings-contact': async (scene) => {
    const { house, me } = await cast(scene);
    const { page } = await siteSays(await enter(scene, house, me));
    await page.goto('/users/settings/');
    const contact = page.getByText(/help@example\.org/);
    await contact.scrollIntoViewIfNeeded();
    await expect(contact).toBeVisible();
    return page;
  },

  'room-not-kept': async (scene) => {
    const { house, me, other } = await cast(scene);
    const room = await me.direct(other);
    const { page } = await enter(scene, house, me);
    await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
    await page.goto(roomPath(room));
    await expect(page.getByText(/不让网页存东西|stores nothing/)).toBeVisible();
    return page;
  },
} as const satisfies Record<string, Setup>;

// The two talk; `change` may stand between the page and its server.
async function meet(
  scene: Scene,
  by: typeof matchByHeart = matchByHeart,
  change: (page: Page) => Promise<void> = async () => {},
): Promise<Met> {
  const { house, me, other } = await cast(scene);
  const room = await by(me, other);
  const { talk } = WORDS[scene.language];
  for (const [who, text] of talk) await (who === 'me' ? me : other).say(room, text);
  const visitor = await siteSays(await enter(scene, house, me));
  visitor.tolerate(LINE_LOST, refusedWith(410));
  const { page } = visitor;
  await change(page);
  await page.goto(roomPath(room));
  await expect(page.getByRole('button', { name: /^(保留联系|Keep in touch)$/ })).toBeVisible();
  await expect(page.locator('header h1 + p')).not.toBeEmpty();
  return { page, me, other, room, words: WORDS[scene.language].small };
}

async function siteSays(visitor: Visitor): Promise<Visitor> {
  const json = {
    success: true,
    contact: 'help@example.org',
    help: '12356 · befrienders.org',
    filter: 'warn',
    aliases: true,
    match: { history_ms: 86_400_000 },
  };
  await visitor.page.route('**/tools/api/site/', (route) => route.fulfill({ json }));
  return visitor;
}

// A question that goes by itself stays for the picture.
async function withoutThreeSeconds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const later = window.setTimeout.bind(window);
    const patched = (act: () => void, ms?: number) => (ms === 3_000 ? 0 : later(act, ms));
    Object.assign(window, { setTimeout: patched });
  });
}

// Every message that comes is one that the filter warns of.
async function caution(page: Page): Promise<void> {
  await page.route('**/messages/?*', async (route) => {
    const answer = await route.fetch();
    const json = (await answer.json()) as { entries: { message?: Record<string, unknown> }[] };
    for (const { message } of json.entries) if (message !== undefined) message.caution = 'contact';
    await route.fulfill({ response: answer, json });
  });
}

// Every message is held.
function hold(page: Page): Promise<void> {
  return page.routeWebSocket(/\/ws\/chat\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { type?: string; client_id?: string };
      if (frame.type !== 'message') return server.send(text);
      const { client_id } = frame;
      socket.send(JSON.stringify({ type: 'error', code: 'message_held', reason: 'contact', client_id }));
    });
  });
}

async function decided(scene: Scene, decision: Record<string, unknown>): Promise<Page> {
  const { house, me } = await cast(scene);
  const { page } = await siteSays(await enter(scene, house, me));
  await page.routeWebSocket(/\/ws\/user\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      socket.send(text);
      if (String(text).includes('"unread"'))
        socket.send(JSON.stringify({ type: 'moderation', useq: 1, ...decision }));
    });
  });
  await page.goto('/tools/chat/');
  await expect(page.getByRole('button', { name: /知道了|Got it/ })).toBeVisible();
  await expect(page.getByText(/help@example\.org/)).toBeVisible();
  return page;
}

async function choose(page: Page, item: RegExp): Promise<Page> {
  await press(page, /^(更多|More)$/);
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByRole('dialog').getByRole('heading')).toBeVisible();
  return page;
}

function press(page: Page, name: RegExp): Promise<void> {
  return page.getByRole('button', { name }).click();
}
