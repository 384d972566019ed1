// SPDX-License-Identifier: Apache-2.0
// The seed's walk: two people sign in, open the debug page of test-room-123 and talk; the seed's snippet, run
// in the page's console, connects and receives.
import { expect, type Page, test } from '@playwright/test';
import { expectClean, newPerson, PASSWORD, signIn } from './people.ts';

const ROOM = '/tools/chat/debug/test-room-123/';
const HAN = /[\u4e00-\u9fff]/;

async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: '连接 WebSocket' }).click();
  await expect(page.getByRole('status').first()).toHaveText(/已连接/);
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('消息').fill(text);
  await page.getByRole('button', { name: '发送', exact: true }).click();
}

// Rows of the event log that hold every given text.
function rows(page: Page, kind: string, ...texts: string[]) {
  return texts.reduce(
    (found, text) => found.filter({ hasText: text }),
    page.locator(`li[data-kind=${kind}]`),
  );
}

// The part of a message's text that no other run of the tests has used: rooms keep what was said.
function fresh(text: string): string {
  return `${text} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

test('two people sign in and talk on the debug page', async ({ browser, contextOptions }) => {
  const alice = await newPerson(browser, 'alice', contextOptions);
  const bob = await newPerson(browser, 'bob', contextOptions);
  for (const person of [alice, bob]) {
    await signIn(person.page, person.name, ROOM);
    await connect(person.page);
  }

  const hello = fresh('你好 bob');
  await say(alice.page, hello);
  await expect(rows(bob.page, 'received', 'chat_message', `alice: ${hello}`)).toHaveCount(1);
  await expect(rows(alice.page, 'received', 'chat_message', `alice: ${hello}`)).toHaveCount(1);
  await expect(rows(alice.page, 'received', 'ack').first()).toBeVisible();

  const answer = fresh('hi alice');
  await say(bob.page, answer);
  await expect(rows(alice.page, 'received', 'chat_message', `bob: ${answer}`)).toHaveCount(1);
  await expect(rows(bob.page, 'received', 'chat_message', `bob: ${answer}`)).toHaveCount(1);

  expectClean(alice, bob);
});

test('the five checks pass, and a test room gets its test message by itself', async ({
  browser,
  contextOptions,
}) => {
  const alice = await newPerson(browser, 'alice', contextOptions);
  await signIn(alice.page, 'alice', ROOM);
  for (const id of ['server', 'session', 'room']) {
    await expect(alice.page.locator(`[data-check=${id}]`)).toHaveAttribute('data-state', 'pass');
  }
  await connect(alice.page);
  await expect(alice.page.locator('[data-check=socket]')).toHaveAttribute('data-state', 'pass');
  await expect(alice.page.locator('[data-check=round_trip]')).toHaveAttribute('data-state', 'pass');
  expectClean(alice);
});

test('a dropped line comes back and brings what was missed, once', async ({ browser, contextOptions }) => {
  const alice = await newPerson(browser, 'alice', contextOptions);
  const bob = await newPerson(browser, 'bob', contextOptions);
  for (const person of [alice, bob]) {
    await signIn(person.page, person.name, ROOM);
    await connect(person.page);
  }
  await expect(alice.page.locator('[data-check=round_trip]')).toHaveAttribute('data-state', 'pass');
  await alice.page.getByRole('button', { name: '模拟断线' }).click();
  const missed = fresh('还在吗');
  await say(bob.page, missed);
  await expect(rows(alice.page, 'received', 'resumed')).toHaveCount(1);
  await expect(rows(alice.page, 'received', 'chat_message', `bob: ${missed}`)).toHaveCount(1);
  await expect(alice.page.getByRole('status').first()).toHaveText(/已连接/);
  expectClean(alice, bob);
});

test('the snippet of the seed connects and receives', async ({ browser, contextOptions }) => {
  const alice = await newPerson(browser, 'alice', contextOptions);
  await signIn(alice.page, 'alice', ROOM);
  const lines: string[] = [];
  alice.page.on('console', (message) => lines.push(message.text()));
  await alice.page.evaluate(`
    const ws = new WebSocket('ws://' + location.host + '/ws/chat/test-room-123/');
    ws.onopen = () => console.log('Connected');
    ws.onmessage = (event) => console.log('Message:', event.data);
  `);
  await expect.poll(() => lines).toContain('Connected');
  await expect.poll(() => lines.join('\n')).toContain('Message: {');
  expect(lines.join('\n')).toContain('connection_established');
  expectClean(alice);
});

test('Enter sends once, Shift+Enter breaks the line, a composing Enter does neither', async ({
  browser,
  contextOptions,
}) => {
  const alice = await newPerson(browser, 'alice', { ...contextOptions, hasTouch: false, isMobile: false });
  await signIn(alice.page, 'alice', ROOM);
  await connect(alice.page);
  const box = alice.page.getByLabel('消息');
  const text = fresh('两行');
  await box.fill(text);
  await box.press('Shift+Enter');
  await expect(box).toHaveValue(`${text}\n`);
  // What Safari reports for the Enter that ends a composition: not composing any more, only the old code
  // tells.
  await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
  await expect(box).toHaveValue(`${text}\n`);
  await box.press('Enter');
  await expect(box).toHaveValue('');
  await expect(rows(alice.page, 'received', 'chat_message', text)).toHaveCount(1);
  expectClean(alice);
});

test('a wrong password is said in words, and the language changes without a reload', async ({ page }) => {
  await page.goto('/users/login/');
  await page.locator('button[type=submit]').click();
  await expect(page.getByText('请输入用户名')).toBeVisible();
  await page.locator('input[name=username]').fill('nobody-of-that-name');
  await page.locator('input[name=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('alert')).toHaveText('用户名或密码不对');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('alert')).toHaveText('Wrong username or password');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('input[name=username]')).toHaveValue('nobody-of-that-name');
  expect(await page.locator('main').innerText()).not.toMatch(HAN);
});

test('signing in also works as a plain form post', async ({ page }) => {
  const post = async (password: string) => {
    await page.locator('input[name=username]').fill('alice');
    await page.locator('input[name=password]').fill(password);
    await page.evaluate(() => document.querySelector('form')?.submit());
  };
  await page.goto(`/users/login/?next=${encodeURIComponent('/tools/')}`);
  await post('not the password');
  await expect(page.getByRole('alert')).toHaveText('用户名或密码不对');
  await post(PASSWORD);
  await expect(page).toHaveURL(/\/tools\/$/);
  await expect(page.getByText('你好，alice')).toBeVisible();
});

test('home opens a room, and signing out ends the session', async ({ browser, contextOptions }) => {
  const bob = await newPerson(browser, 'bob', contextOptions);
  await signIn(bob.page, 'bob', '/tools/chat/');
  await expect(bob.page.getByText('你好，bob')).toBeVisible();
  await bob.page.getByRole('tab', { name: '房间号' }).click();
  await bob.page.getByRole('textbox', { name: '房间号' }).fill('test-room-123');
  await bob.page.getByRole('button', { name: '打开调试页' }).click();
  await expect(bob.page).toHaveURL(new RegExp(`${ROOM}$`));
  await expect(bob.page.getByRole('heading', { level: 1 })).toBeFocused();
  await bob.page.goto('/tools/');
  await bob.page.getByRole('link', { name: '退出登录' }).click();
  await bob.page.getByRole('button', { name: '退出登录' }).click();
  await expect(bob.page).toHaveURL(/\/users\/login\//);
  await bob.page.goto(ROOM);
  await expect(bob.page).toHaveURL(/\/users\/login\/\?next=/);
  expectClean(bob);
});
