// SPDX-License-Identifier: Apache-2.0
// Number match and heart link, state by state. What lasts only a moment is held.
import { expect, type Page } from '@playwright/test';
import type { Account } from '../house/account.ts';
import {
  asked,
  HEART,
  linked,
  linkHeart,
  matched,
  NUMBER,
  openRoom,
  statusOf,
  typeNumber,
} from '../house/match_screen.ts';
import type { StartOptions } from '../house/server.ts';
import { refusedWith, type Visitor } from '../house/visitor.ts';
import { cast, enter, type Scene, type Setup } from './scene.ts';

interface There {
  readonly visitor: Visitor;
  readonly page: Page;
  readonly me: Account;
  readonly other: Account;
}

const DIGITS = '7421';

export const matchSetups = {
  number: async (scene) => {
    const { page } = await at(scene, NUMBER);
    await digits(page).fill('742');
    await expect(page.locator('button[type=submit]')).toBeDisabled();
    return page;
  },

  'number-waiting': async (scene) => {
    const { page, me } = await at(scene, NUMBER);
    await begin(page);
    await expect.poll(() => statusOf(me, 'number')).toMatchObject({ status: 'pending' });
    return still(page, page.getByRole('timer'));
  },

  'number-found': async (scene) => {
    const { page, other } = await at(scene, NUMBER);
    await holdFound(page);
    await begin(page);
    await expect(page.getByRole('timer')).toBeVisible();
    await typeNumber(other, DIGITS);
    return still(page, page.getByText(/配对成功，正在|Matched\. Opening/));
  },

  'number-switch': async (scene) => {
    const { page, visitor, me } = await at(scene, NUMBER);
    visitor.tolerate(refusedWith(400));
    await typeNumber(me, '1111');
    await begin(page);
    return still(page, page.getByRole('dialog'));
  },

  'number-from-heart': async (scene) => {
    const { page, visitor, me } = await at(scene, NUMBER);
    visitor.tolerate(refusedWith(400));
    await linkHeart(me);
    await begin(page);
    return still(page, page.getByRole('dialog'));
  },

  'number-active': async (scene) => {
    const { page, me, other } = await at(scene, NUMBER);
    await matched(me, other);
    await page.reload();
    return still(page, page.getByRole('button', { name: /回到房间|Back to the room/ }));
  },

  'number-expired': async (scene) => {
    const { page } = await at(scene, NUMBER, { settings: ['match.wait=1s'] });
    await begin(page);
    return still(page, page.getByRole('button', { name: /再等一次|Wait again/ }));
  },

  'number-too-fast': async (scene) => {
    const { page, visitor } = await at(scene, NUMBER);
    visitor.tolerate(refusedWith(429));
    const body = { success: false, code: 'too_many_numbers', retry_ms: 240_000 };
    await page.route('**/tools/api/number-match/', (route) => route.fulfill({ status: 429, json: body }));
    await begin(page);
    return still(page, page.getByRole('alert').filter({ hasText: /./ }));
  },

  'number-offline': async (scene) => {
    const { page, visitor } = await at(scene, NUMBER);
    await begin(page);
    await expect(page.getByRole('timer')).toBeVisible();
    await visitor.goOffline();
    return still(page, page.getByText(/网络断开|Offline/));
  },

  'number-late': async (scene) => {
    const { page, visitor, other } = await at(scene, NUMBER);
    visitor.tolerate(refusedWith(409));
    await begin(page);
    await page.route('**/cancel/', async (route) => {
      const room_id = await typeNumber(other, DIGITS);
      const body = { success: false, code: 'already_matched', room_id, confirm_by: Date.now() + 20_000 };
      await route.fulfill({ status: 409, json: body });
    });
    await page.getByRole('button', { name: /取消等待|Cancel/ }).click();
    return still(page, page.getByRole('dialog'));
  },

  heart: async (scene) => {
    const { page, other } = await at(scene, HEART);
    await linkHeart(other);
    await page.reload();
    return still(page, page.getByText(/现在有 1 人|1 person/));
  },

  'heart-rules': async (scene) => {
    const { page } = await at(scene, HEART);
    await start(page).click();
    return still(page, page.getByRole('dialog'));
  },

  'heart-preferences': async (scene) => {
    const { page } = await at(scene, HEART);
    await page.getByRole('button', { name: /匹配偏好|Preferences/ }).click();
    return still(page, page.getByRole('dialog'));
  },

  'heart-waiting': async (scene) => {
    const { page } = await waitingInHeart(scene);
    return page;
  },

  'heart-found': async (scene) => {
    const there = await waitingInHeart(scene, {}, holdFound);
    await linkHeart(there.other);
    return still(there.page, there.page.getByText(/你们的线连上了|You're linked/));
  },

  'heart-again': async (scene) => {
    const { page, other } = await waitingInHeart(scene, { settings: ['match.confirm=2s'] });
    await linkHeart(other);
    return still(page, page.getByText(/继续为你寻找|Still looking/));
  },

  'heart-no-show': async (scene) => {
    const { page, other } = await waitingInHeart(scene, { settings: ['match.confirm=1s'] }, holdFound);
    await openRoom(other, await linkHeart(other));
    return still(page, page.getByText(/这次机会已让出|gave this one up/));
  },

  'heart-expired': async (scene) => {
    const { page } = await waitingInHeart(scene, { settings: ['match.wait=2s'] });
    return still(page, page.getByRole('button', { name: /试试数字匹配|Try number match/ }));
  },

  'heart-active': async (scene) => {
    const { page, me, other } = await at(scene, HEART);
    await linked(me, other);
    await page.reload();
    return still(page, page.getByRole('button', { name: /回到房间|Back to the room/ }));
  },

  'heart-offline': async (scene) => {
    const { page, visitor } = await waitingInHeart(scene);
    await visitor.goOffline();
    return still(page, page.getByText(/网络断开|Offline/));
  },

  'match-elsewhere': async (scene) => {
    const { page, visitor, other } = await waitingInHeart(scene, {}, holdFound);
    const second = await visitor.newTab();
    await second.goto(HEART);
    await expect(second.getByRole('timer')).toBeVisible();
    await openRoom(other, await linkHeart(other));
    return still(page, page.getByRole('button', { name: /在这里打开|Open here/ }));
  },

  'match-notice': async (scene) => {
    const { page, other } = await waitingInHeart(scene, { settings: ['match.confirm=10m'] });
    await page.goto('/tools/chat/');
    await expect(page.getByRole('timer')).toBeVisible();
    await linkHeart(other);
    return still(page, page.getByRole('button', { name: /^(进入|Enter)$/ }).first());
  },
} as const satisfies Record<string, Setup>;

async function at(scene: Scene, path: string, options: StartOptions = {}): Promise<There> {
  const { house, me, other } = await cast(scene, options);
  const visitor = await enter(scene, house, me);
  // A server that tells nothing of its site is asked all the same.
  visitor.tolerate(/\/tools\/api\/site\//);
  await asked(visitor.page, () => visitor.page.goto(path));
  return { visitor, page: visitor.page, me, other };
}

async function waitingInHeart(
  scene: Scene,
  options: StartOptions = {},
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<There> {
  const there = await at(scene, HEART, options);
  await prepare(there.page);
  await start(there.page).click();
  await there.page.getByRole('dialog').getByRole('checkbox').check();
  await there.page.getByRole('button', { name: /我知道了|I understand/ }).click();
  await expect(there.page.getByRole('timer')).toBeVisible();
  return there;
}

const digits = (page: Page) => page.locator('input[name=number]');
const start = (page: Page) => page.getByRole('button', { name: /开始心动链接|Start heart link/ });

async function begin(page: Page): Promise<void> {
  await digits(page).fill(DIGITS);
  await page.locator('button[type=submit]').click();
}

async function still(page: Page, what: ReturnType<Page['locator']>): Promise<Page> {
  await expect(what.first()).toBeVisible();
  return page;
}

// Whoever is found is taken to the room after that long; here he is not.
async function holdFound(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { setTimeout } = window;
    const held = (...[run, ms, ...more]: Parameters<typeof setTimeout>) =>
      ms === 900 || ms === 1_200 ? 0 : setTimeout(run, ms, ...more);
    Object.assign(window, { setTimeout: held });
  });
}
