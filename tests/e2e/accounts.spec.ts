// SPDX-License-Identifier: Apache-2.0
// People and their sign-ins: a stranger registers and is in; ending a sign-in, or changing the password, shuts
// the other browser out at once, its open socket included.
import { expect, type Page, test } from '@playwright/test';
import { expectClean, newName, newPerson, PASSWORD, register, signIn } from './people.ts';

const ROOM = '/tools/chat/debug/test-room-123/';
const SETTINGS = '/users/settings/';
const HOME = '/tools/chat/';
const OTHER_PASSWORD = `${PASSWORD} and more`;

// The list of sign-ins, and what was said about it.
function signIns(page: Page) {
  const card = page.getByRole('region', { name: '登录记录' });
  return {
    rows: card.getByRole('listitem'),
    others: card.locator('li[data-current=false]'),
    said: card.getByRole('status'),
    endOne: card.locator('li[data-current=false]').getByRole('button', { name: '退出' }).first(),
    endOthers: card.getByRole('button', { name: '退出其他所有登录' }),
  };
}

async function fillPasswords(page: Page, current: string, next: string, again = next): Promise<void> {
  await page.locator('input[name=current_password]').fill(current);
  await page.locator('input[name=new_password]').fill(next);
  await page.locator('input[name=new_password_confirm]').fill(again);
  await page.getByRole('button', { name: '修改密码' }).click();
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: '连接 WebSocket' }).click();
  await expect(page.locator('[data-check=round_trip]')).toHaveAttribute('data-state', 'pass');
}

// The server closes the sockets of an ended sign-in within a second; a slow machine gets two to show it.
async function expectSessionEnded(page: Page): Promise<void> {
  const session = page.locator('[data-check=session]');
  await expect(session).toContainText('登录已结束，请重新登录', { timeout: 2_000 });
  await expect(page.getByRole('status').first()).toHaveText('连接已被关闭');
  await session.getByRole('button', { name: '去登录' }).click();
  await expect(page).toHaveURL(/\/users\/login\/\?next=%2Ftools%2Fchat%2Fdebug%2F/);
}

test('a stranger registers on the way to a page, and lands there signed in', async ({
  browser,
  contextOptions,
}) => {
  const person = await newPerson(browser, newName(), contextOptions);
  const { page, name } = person;
  await page.goto(`/users/login/?next=${encodeURIComponent(ROOM)}`);
  await page.getByRole('link', { name: '注册' }).click();
  await expect(page).toHaveURL(/\/users\/register\/\?next=/);
  await expect(page.getByRole('heading', { level: 1, name: '注册' })).toBeFocused();
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=password_confirm]').fill(PASSWORD);
  await page.getByRole('button', { name: '注册并登录' }).click();
  await expect(page).toHaveURL(new RegExp(`${ROOM}$`));
  await connect(page);

  await page.goto(HOME);
  await expect(page.getByText(`你好，${name}`)).toBeVisible();
  await page.getByRole('link', { name: '设置' }).click();
  await expect(page).toHaveURL(new RegExp(`${SETTINGS}$`));
  const list = signIns(page);
  await expect(list.rows).toHaveCount(1);
  await expect(list.rows).toContainText('Chrome');
  await expect(list.rows).toContainText('这台设备');
  await expect(list.endOthers).toHaveCount(0);
  expectClean(person);
});

test('what is wrong with a registration is said under its field', async ({ page }) => {
  await page.goto('/users/register/');
  const fill = async (name: string, password: string, again = password) => {
    await page.locator('input[name=username]').fill(name);
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=password_confirm]').fill(again);
    await page.getByRole('button', { name: '注册并登录' }).click();
  };
  const username = page.locator('input[name=username]');
  const password = page.locator('input[name=password]');
  const again = page.locator('input[name=password_confirm]');
  await fill('x', 'short', 'shorter');
  await expect(username).toHaveAccessibleDescription(/2–32/);
  await expect(password).toHaveAccessibleDescription(/至少 8 个字符/);
  await expect(again).toHaveAccessibleDescription('两次输入的密码不一样');
  await expect(username).toBeFocused();
  await fill('alice', PASSWORD);
  await expect(username).toHaveAccessibleDescription('这个用户名已被使用，换一个试试');
  await fill(newName(), 'password');
  await expect(password).toHaveAccessibleDescription(/太常见/);
  await expect(username).not.toHaveAttribute('aria-invalid');
});

test('registering also works as a plain form post', async ({ page }) => {
  const post = async (name: string, again: string) => {
    await page.locator('input[name=username]').fill(name);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('input[name=password_confirm]').fill(again);
    await page.evaluate(() => document.querySelector('form')?.submit());
  };
  const name = newName();
  await page.goto('/users/register/');
  await post(name, OTHER_PASSWORD);
  await expect(page).toHaveURL(/\/users\/register\/\?.*error=password_mismatch/);
  const again = page.locator('input[name=password_confirm]');
  await expect(again).toHaveAccessibleDescription('两次输入的密码不一样');
  await post(name, PASSWORD);
  await expect(page).toHaveURL(/\/users\/login\//);
  await signIn(page, name, HOME);
  await expect(page.getByText(`你好，${name}`)).toBeVisible();
});

test('ending another sign-in closes its socket at once', async ({ browser, contextOptions }) => {
  const here = await newPerson(browser, newName(), contextOptions);
  const there = await newPerson(browser, here.name, contextOptions);
  await register(here.page, here.name, SETTINGS);
  await expect(signIns(here.page).rows).toHaveCount(1);
  await signIn(there.page, there.name, ROOM);
  await connect(there.page);

  await here.page.reload();
  const list = signIns(here.page);
  await expect(list.rows).toHaveCount(2);
  await list.endOne.click();
  await expectSessionEnded(there.page);
  await expect(list.said).toContainText('已退出');
  await expect(list.rows).toHaveCount(1);
  expectClean(here, there);
});

test('all other sign-ins end with one button', async ({ browser, contextOptions }) => {
  const here = await newPerson(browser, newName(), contextOptions);
  await register(here.page, here.name, SETTINGS);
  const elsewhere = [];
  for (let i = 0; i < 2; i += 1) {
    const there = await newPerson(browser, here.name, contextOptions);
    await signIn(there.page, there.name, HOME);
    elsewhere.push(there);
  }
  await here.page.reload();
  const list = signIns(here.page);
  await expect(list.others).toHaveCount(2);
  await list.endOthers.click();
  await expect(list.said).toHaveText('已退出其他 2 处登录');
  await expect(list.rows).toHaveCount(1);
  await expect(list.endOthers).toHaveCount(0);
  for (const there of elsewhere) {
    await there.page.reload();
    await expect(there.page).toHaveURL(/\/users\/login\//);
  }
  expectClean(here);
});

test('a changed password signs out everywhere else, and the old one is worth nothing', async ({
  browser,
  contextOptions,
}) => {
  const here = await newPerson(browser, newName(), contextOptions);
  const there = await newPerson(browser, here.name, contextOptions);
  await register(here.page, here.name, SETTINGS);
  await signIn(there.page, there.name, ROOM);
  await connect(there.page);

  const current = here.page.locator('input[name=current_password]');
  await fillPasswords(here.page, 'not the password', OTHER_PASSWORD);
  await expect(current).toHaveAccessibleDescription('当前密码不对');
  await expect(current).toBeFocused();
  await fillPasswords(here.page, PASSWORD, OTHER_PASSWORD);
  await expectSessionEnded(there.page);
  await expect(here.page.getByText('密码已修改，其他 1 处登录已退出')).toBeVisible();
  await expect(current).toHaveValue('');
  await expect(signIns(here.page).rows).toHaveCount(1);
  await here.page.reload();
  await expect(here.page.getByText(`当前登录：${here.name}`)).toBeVisible();

  const enter = async (password: string) => {
    await there.page.locator('input[name=username]').fill(there.name);
    await there.page.locator('input[name=password]').fill(password);
    await there.page.locator('button[type=submit]').click();
  };
  await enter(PASSWORD);
  await expect(there.page.getByRole('alert')).toHaveText('用户名或密码不对');
  await enter(OTHER_PASSWORD);
  await expect(there.page).toHaveURL(new RegExp(`${ROOM}$`));
});

test('the page for signing out asks once, and then the session is over', async ({
  browser,
  contextOptions,
}) => {
  const bob = await newPerson(browser, 'bob', contextOptions);
  await signIn(bob.page, 'bob', HOME);
  await bob.page.goto('/users/logout/');
  await bob.page.reload();
  await bob.page.getByRole('link', { name: '不退出，返回聊天' }).click();
  await expect(bob.page.getByText('你好，bob')).toBeVisible();
  await bob.page.goto('/users/logout/');
  await bob.page.getByRole('button', { name: '退出登录' }).click();
  await expect(bob.page).not.toHaveURL(/\/users\/logout\//);
  await bob.page.goto(SETTINGS);
  await expect(bob.page).toHaveURL(/\/users\/login\/\?next=/);
  expectClean(bob);
});

test('the language is chosen in the settings, and stays', async ({ browser, contextOptions }) => {
  const alice = await newPerson(browser, 'alice', contextOptions);
  await signIn(alice.page, 'alice', SETTINGS);
  await alice.page.getByRole('radio', { name: 'English' }).check();
  await expect(alice.page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await alice.page.reload();
  await expect(alice.page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(alice.page.getByRole('radio', { name: 'English' })).toBeChecked();
  expectClean(alice);
});
