// SPDX-License-Identifier: Apache-2.0
// Two people in a room: what one writes the other reads, and each sees what became of it.
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';

interface Pair {
  readonly anna: Visitor;
  readonly ben: Visitor;
  // The same room on both screens.
  readonly hers: RoomScreen;
  readonly his: RoomScreen;
}

async function pair(house: House): Promise<Pair> {
  const [anna, ben] = [await house.newVisitor(), await house.newVisitor()];
  const room = await anna.account.direct(ben.account);
  return { anna, ben, hers: new RoomScreen(anna.page, room), his: new RoomScreen(ben.page, room) };
}

test('a message goes from sent to delivered to read', { tag: '@smoke' }, async ({ house }) => {
  const { ben, hers, his } = await pair(house);
  await hers.open();
  await expect(hers.page.getByText('房间准备好了，说声你好吧')).toBeVisible();
  await hers.say('在吗');
  await expect(hers.message('在吗')).toContainText('已发送');
  await his.open();
  await expect(his.message('在吗')).toHaveCount(1);
  await expect(hers.message('在吗')).toContainText('已读');
  await his.say('在的');
  await expect(hers.message('在的')).toHaveCount(1);
  await expect(his.message('在的')).toContainText('已读');
  expect(await ben.account.texts(hers.room)).toEqual(['在吗', '在的']);
});

test('who types and who is there is said under the name', async ({ house }) => {
  const { ben, hers, his } = await pair(house);
  await hers.open();
  await expect(hers.status).toContainText('离线');
  await his.open();
  await expect(hers.status).toContainText('在线');
  await his.box.pressSequentially('我想');
  await expect(hers.status).toContainText('对方正在输入');
  await his.box.fill('');
  await his.say('算了');
  await expect(hers.status).not.toContainText('正在输入');
  await expect(hers.status).toContainText('在线');
  await ben.page.close();
  await expect(hers.status).toContainText('离线');
});

test('an answer quotes the message, and the quote leads to it', async ({ house }) => {
  const { anna, ben, hers, his } = await pair(house);
  const first = await anna.account.say(hers.room, '那家店叫什么');
  for (let i = 0; i < 120; i += 1) await ben.account.say(hers.room, `第 ${i} 句`);
  await ben.account.say(hers.room, '老王馄饨', { replyTo: first });
  await hers.open();
  const answer = hers.message('老王馄饨');
  // What it answers is further up than what is loaded; the quote fetches it.
  await answer.getByRole('button', { name: '更早的一条消息' }).click();
  await expect(hers.message('那家店叫什么').first()).toBeInViewport();
  await hers.page.getByRole('button', { name: '跳到最新' }).click();
  await expect(answer).toContainText('那家店叫什么');

  await his.open();
  await his.choose('老王馄饨', '回复');
  await expect(his.page.getByText(`回复 你`)).toBeVisible();
  await his.page.getByRole('button', { name: '取消回复' }).click();
  await his.choose('老王馄饨', '回复');
  await expect(his.box).toBeFocused();
  await his.say('就在楼下');
  await expect(hers.message('就在楼下')).toContainText('老王馄饨');
});

test('what was taken back is gone on both screens, and can be written anew', async ({ house }) => {
  const { hers, his } = await pair(house);
  await hers.open();
  await his.open();
  await hers.say('周六见');
  await expect(his.message('周六见')).toHaveCount(1);
  await hers.choose('周六见', '撤回');
  await expect(hers.feed.getByText('你撤回了一条消息')).toBeVisible();
  await expect(his.feed.getByText(/撤回了一条消息/)).toBeVisible();
  await expect(his.message('周六见')).toHaveCount(0);
  await hers.feed.getByRole('button', { name: '重新编辑' }).click();
  await expect(hers.box).toHaveValue('周六见');
  await expect(hers.box).toBeFocused();
  await hers.say('周日见');
  await expect(his.message('周日见')).toHaveCount(1);
});

test('a message of others cannot be taken back, and too late is too late', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['chat.recall_window=1s'] });
  const { hers, his } = await pair(house);
  await hers.open();
  await his.open();
  await hers.say('写错了');
  await his.menuOf('写错了');
  await expect(his.page.getByRole('menuitem', { name: '复制' })).toBeVisible();
  await expect(his.page.getByRole('menuitem', { name: '撤回' })).toHaveCount(0);
  await his.page.keyboard.press('Escape');
  await expect(async () => {
    await hers.menuOf('写错了');
    await expect(hers.page.getByRole('menuitem', { name: '回复' })).toBeVisible();
    const left = await hers.page.getByRole('menuitem', { name: /撤回/ }).count();
    await hers.page.keyboard.press('Escape');
    expect(left).toBe(0);
  }).toPass();
});

test('what is unread begins below a line', async ({ house }) => {
  const { anna, ben, hers } = await pair(house);
  for (let i = 0; i < 30; i += 1) await anna.account.say(hers.room, `旧的 ${i}`);
  await anna.account.read(hers.room);
  for (let i = 0; i < 19; i += 1) await ben.account.say(hers.room, `新的 ${i}`);
  await hers.open();
  await expect(hers.feed.getByText('以下是新消息')).toBeInViewport();
  await expect(hers.message('新的 0')).toBeInViewport();
  await expect(hers.message('旧的 29')).toBeInViewport();
  await expect(hers.message('新的 18')).not.toBeInViewport();
});

test('from further below, a button leads up to the first unread message', async ({ house }) => {
  const { anna, ben, hers } = await pair(house);
  await anna.account.say(hers.room, '旧的');
  await anna.account.read(hers.room);
  for (let i = 0; i < 120; i += 1) await ben.account.say(hers.room, `新的 ${i}`);
  await hers.open();
  await hers.page.getByRole('button', { name: '120 条未读' }).click();
  await expect(hers.feed.getByText('以下是新消息')).toBeInViewport();
  await expect(hers.message('新的 0')).toBeInViewport();
  await expect(hers.page.getByRole('button', { name: /条未读/ })).toBeHidden();
});

test('who reads further up is not moved by new messages, but told of them', async ({ house }) => {
  const { anna, ben, hers } = await pair(house);
  for (let i = 0; i < 40; i += 1) await anna.account.say(hers.room, `旧的 ${i}`);
  await hers.open();
  await expect(hers.message('旧的 39')).toBeInViewport();
  await hers.scrollUp(1_000);
  await expect(hers.message('旧的 39')).not.toBeInViewport();
  const before = await hers.feed.evaluate((feed) => feed.scrollTop);
  await ben.account.say(hers.room, '还有一句');
  const down = hers.page.getByRole('button', { name: '1 条新消息，跳到最新' });
  await expect(down).toBeVisible();
  expect(await hers.feed.evaluate((feed) => feed.scrollTop)).toBe(before);
  await down.click();
  await expect(hers.message('还有一句')).toBeInViewport();
  await expect(down).toBeHidden();

  await hers.scrollUp(1_000);
  await expect(hers.message('还有一句')).not.toBeInViewport();
  await hers.say('看到了');
  await expect(hers.message('看到了')).toBeInViewport();
});

test('the days are told apart by a line', async ({ newHouse }) => {
  const house = await newHouse({ clock: '-24h' });
  const [anna, ben] = await Promise.all([house.newcomer(), house.newcomer()]);
  const room = await anna.direct(ben);
  await anna.say(room, '昨天说的');
  await house.server.stop();
  await house.server.restart();
  await ben.say(room, '今天说的');
  const { page } = await house.enter(anna);
  const screen = new RoomScreen(page, room);
  await screen.open();
  await expect(screen.feed.getByText('昨天', { exact: true })).toBeVisible();
  await expect(screen.feed.getByText('今天', { exact: true })).toBeVisible();
  const order = await screen.feed.innerText();
  const places = ['昨天\n', '昨天说的', '今天\n', '今天说的'].map((text) => order.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
});

test('one Chinese character finds emoji', async ({ house }) => {
  const { hers, his } = await pair(house);
  await hers.open();
  await his.open();
  await hers.page.getByRole('button', { name: '表情', exact: true }).click();
  const search = hers.page.getByRole('searchbox', { name: '搜索表情' });
  await search.fill('猫');
  const cats = hers.page.getByRole('region', { name: '猫' }).getByRole('button', { name: /猫/ });
  await expect(cats.nth(5)).toBeVisible();
  const cat = (await cats.first().innerText()).trim();
  await cats.first().click();
  await expect(hers.box).toHaveValue(cat);
  await hers.sendButton.click();
  await expect(his.message(cat)).toHaveCount(1);
});

test('addresses are links of the safe kind, and Chinese full stops are no part of them', async ({
  house,
}) => {
  const { anna, hers } = await pair(house);
  await anna.account.say(hers.room, '看 https://example.org/a?b=1。还有 javascript:alert(1) 和 example.com');
  await hers.open();
  const links = hers.message('看 https').getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://example.org/a?b=1');
  await expect(links).toHaveAttribute('rel', /noopener.*noreferrer|noreferrer.*noopener/);
});

test('text that looks like HTML is text', async ({ house }) => {
  const { anna, hers } = await pair(house);
  const evil = '<img src=x onerror=alert(1)> <script>alert(2)</script> &amp;';
  await anna.account.say(hers.room, evil);
  await hers.open();
  await expect(hers.message('onerror')).toContainText(evil);
  await expect(hers.feed.locator('img, script')).toHaveCount(0);
});
