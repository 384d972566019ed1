// SPDX-License-Identifier: Apache-2.0
// The two match pages as somebody uses them, found by roles and Chinese names; and what others do meanwhile, who
// need no browser for it.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Account } from './account.ts';
import type { House } from './test.ts';
import type { Tastes, Visitor } from './visitor.ts';

export const NUMBER = '/tools/number-match/';
export const HEART = '/tools/heart_link/';
const NUMBER_API = '/tools/api/number-match/';
const HEART_API = '/tools/api/heart_link/';

// A server that tells nothing of its site is asked all the same.
const NO_SITE = /\/tools\/api\/site\//;

export interface Waiter<Screen> {
  me: Visitor;
  screen: Screen;
}

export async function atNumber(house: House, tastes: Tastes = {}): Promise<Waiter<NumberScreen>> {
  const me = await newcomer(house, tastes);
  const screen = new NumberScreen(me.page);
  await asked(me.page, () => screen.open());
  return { me, screen };
}

export async function atHeart(house: House, tastes: Tastes = {}): Promise<Waiter<HeartScreen>> {
  const me = await newcomer(house, tastes);
  const screen = new HeartScreen(me.page);
  await asked(me.page, () => screen.open());
  return { me, screen };
}

// Opens a page, until it has asked how both kinds stand: what is done elsewhere afterwards, it does not know.
export async function asked(page: Page, open: () => Promise<unknown>): Promise<void> {
  const answers = [/number-match\/status/, /heart_link\/status/].map((path) => page.waitForResponse(path));
  await open();
  await Promise.all(answers);
  await expect(page.locator('main button').first()).toBeVisible();
}

async function newcomer(house: House, tastes: Tastes): Promise<Visitor> {
  const me = await house.newVisitor(tastes);
  me.tolerate(NO_SITE);
  return me;
}

// Playwright lets every tab believe that it has the focus. From now on, until it goes to another page, this one
// has it only while it is in front, as with people.
export async function loseFocusBehind(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
}

export class NumberScreen {
  readonly digits: Locator;
  readonly start: Locator;
  readonly cancel: Locator;

  constructor(readonly page: Page) {
    this.digits = page.getByRole('textbox', { name: '4 位数字' });
    this.start = page.getByRole('button', { name: '开始匹配' });
    this.cancel = page.getByRole('button', { name: '取消等待' });
  }

  async open(): Promise<void> {
    await this.page.goto(NUMBER);
    await expect(this.page.getByRole('heading', { level: 1, name: '数字匹配' })).toBeVisible();
  }

  async begin(number: string): Promise<void> {
    await this.digits.fill(number);
    await this.start.click();
  }

  async wait(number: string): Promise<void> {
    await this.begin(number);
    await expect(this.waiting(number)).toBeVisible();
  }

  waiting(number: string): Locator {
    return this.page.getByText(new RegExp(`^正在等另一位输入 ${number} 的人 · 还剩 \\d+:\\d\\d$`));
  }
}

export class HeartScreen {
  readonly start: Locator;
  readonly cancel: Locator;
  readonly waiting: Locator;
  readonly timer: Locator;

  constructor(readonly page: Page) {
    this.start = page.getByRole('button', { name: '开始心动链接' });
    this.cancel = page.getByRole('button', { name: '取消等待' });
    this.waiting = page.getByRole('heading', { level: 1, name: '正在为你寻找心动的人' });
    this.timer = page.getByRole('timer');
  }

  async open(): Promise<void> {
    await this.page.goto(HEART);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  // The rules are asked for once.
  async begin(): Promise<void> {
    await this.start.click();
    const rules = this.page.getByRole('dialog', { name: '开始之前' });
    const next = rules
      .or(this.waiting)
      .or(this.page.getByText('你们的线连上了'))
      .or(this.page.getByRole('alert'));
    await expect(next.first()).toBeVisible();
    if (await rules.isVisible()) await acceptRules(this.page);
  }

  async wait(): Promise<void> {
    await this.begin();
    await expect(this.waiting).toBeVisible();
  }

  // What the countdown says, in seconds.
  async secondsLeft(): Promise<number> {
    const [minutes = 0, seconds = 0] = ((await this.timer.textContent()) ?? '').split(':').map(Number);
    return minutes * 60 + seconds;
  }
}

export async function acceptRules(page: Page): Promise<void> {
  const rules = page.getByRole('dialog', { name: '开始之前' });
  await rules.getByRole('checkbox', { name: '我已满 18 岁' }).check();
  await rules.getByRole('button', { name: '我知道了，开始' }).click();
}

export const IN_ROOM = /\/tools\/chat\/room\/(match|heart)-[^/]+\/$/;

// --- without a browser: they are there for 15 s after each request ---

// The room, when that was the second of two.
export async function typeNumber(who: Account, number: string): Promise<string> {
  return String((await who.post(NUMBER_API, { number })).room_id ?? '');
}

export async function linkHeart(who: Account, wishes: Record<string, unknown> = {}): Promise<string> {
  return String((await who.post(`${HEART_API}create/`, wishes)).room_id ?? '');
}

export async function statusOf(who: Account, kind: 'number' | 'heart'): Promise<Record<string, unknown>> {
  return who.get(`${kind === 'number' ? NUMBER_API : HEART_API}status/`);
}

// Reading its messages opens a room.
export async function openRoom(who: Account, room: string): Promise<void> {
  await who.texts(room);
}

// Two who typed the same and are both in the room.
export async function matched(one: Account, two: Account, number = '7421'): Promise<string> {
  await typeNumber(one, number);
  const room = await typeNumber(two, number);
  await openRoom(one, room);
  await openRoom(two, room);
  return room;
}

export async function linked(one: Account, two: Account): Promise<string> {
  await linkHeart(one);
  const room = await linkHeart(two);
  await openRoom(one, room);
  await openRoom(two, room);
  return room;
}
