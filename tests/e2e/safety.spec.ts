// SPDX-License-Identifier: Apache-2.0
// How safe two strangers are with each other: aliases until both reveal themselves, the ways out of a conversation,
// blocking and reporting, and what the site says of what they write. The numbers are those of tests/meeting.md.
import type { Page } from '@playwright/test';
import type { Account } from './house/account.ts';
import { matchByHeart, matchByNumber } from './house/matching.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, LINE_LOST, refusedWith, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';

interface Pair {
  mine: Visitor;
  theirs: Visitor;
  me: RoomScreen;
  them: RoomScreen;
  room: string;
}

// Both are in the room, each in a browser.
async function meet(house: House, by: typeof matchByHeart): Promise<Pair> {
  const [one, other] = await house.newcomers(2);
  if (one === undefined || other === undefined) throw new Error('two people');
  const room = await by(one, other);
  const [mine, theirs] = [await house.enter(one), await house.enter(other)];
  // The room ends in most of these tests, and an ended room lets no socket in.
  for (const who of [mine, theirs]) who.tolerate(LINE_LOST, refusedWith(410));
  const [me, them] = [new RoomScreen(mine.page, room), new RoomScreen(theirs.page, room)];
  await me.open();
  await them.open();
  return { mine, theirs, me, them, room };
}

const strip = (page: Page) => page.getByRole('region', { name: '和陌生人的对话' });
const endButton = (page: Page) =>
  page.locator('header').getByRole('button', { name: /^(结束对话|确定结束？)$/ });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const over = (page: Page) => page.locator('footer');

async function end(page: Page): Promise<void> {
  await expect(endButton(page)).toHaveText('结束对话');
  await endButton(page).click();
  await expect(endButton(page)).toHaveText('确定结束？');
  await endButton(page).click();
}

async function chooseInMenu(screen: RoomScreen, item: string): Promise<void> {
  await screen.openMenu();
  await screen.page.getByRole('menuitem', { name: item }).click();
}

async function fileReport(page: Page, reason: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: reason }).check();
  await sheet.getByRole('button', { name: '举报' }).click();
}

test('H20 both are under a generated name until both have revealed themselves', async ({ house }) => {
  const { mine, theirs, me, them } = await meet(house, matchByHeart);
  await expect(strip(mine.page)).toContainText('双方公开身份后才显示用户名');
  await expect(heading(mine.page)).not.toHaveText(theirs.name);
  const alias = await heading(theirs.page).innerText();
  await expect(strip(mine.page)).toContainText(alias);
  await them.say('晚上好');
  await expect(me.message('晚上好')).toBeVisible();
  await expect(mine.page.getByText(theirs.name)).toHaveCount(0);

  await press(mine.page, '公开身份');
  await press(mine.page, '确定公开？不能收回');
  await expect(strip(mine.page)).toContainText('你已公开，等对方');
  await expect(theirs.page.getByRole('button', { name: '公开身份（对方已愿意）' })).toBeVisible();
  await expect(heading(theirs.page)).toHaveText(alias);

  await press(theirs.page, '公开身份（对方已愿意）');
  await press(theirs.page, '确定公开？不能收回');
  await expect(heading(mine.page)).toHaveText(theirs.name);
  await expect(heading(theirs.page)).toHaveText(mine.name);
  await expect(mine.page.getByRole('button', { name: /公开身份/ })).toHaveCount(0);
});

test('H21 a kept room needs the word of both, and is a direct chat then', async ({ house }) => {
  const { mine, theirs, room } = await meet(house, matchByNumber);
  await press(mine.page, '保留联系');
  await expect(strip(mine.page)).toContainText('你已保留，等对方');
  await press(theirs.page, '保留联系（对方已愿意）');
  for (const { page } of [mine, theirs]) {
    await expect(strip(page)).toHaveCount(0);
    await expect(endButton(page)).toHaveCount(0);
  }
  expect(await mine.account.direct(theirs.account)).toBe(room);
});

test('H22 S10 after the end it is said who ended it, until when it can be read, and what can be done', async ({
  newHouse,
}) => {
  const house = await newHouse({ settings: ['retention.match=2h'] });
  const { mine, theirs, me, them } = await meet(house, matchByHeart);
  await them.say('再见');
  await expect(me.message('再见')).toBeVisible();
  await end(theirs.page);
  await expect(over(mine.page)).toContainText('对方结束了对话');
  await expect(over(theirs.page)).toContainText('对话已结束');
  await expect(over(mine.page)).toContainText(/记录将在 .+ 删除/);
  for (const name of ['再匹配一次', '举报', '返回']) {
    await expect(over(mine.page).getByRole('button', { name, exact: true })).toBeVisible();
  }
  await mine.page.reload();
  await expect(me.message('再见')).toBeVisible();
  await expect(over(mine.page)).toContainText('对方结束了对话');
  await theirs.page.reload();
  await expect(over(theirs.page)).toContainText('对话已结束');
  await press(mine.page, '再匹配一次');
  await expect(mine.page).toHaveURL(/\/tools\/heart_link\/$/);
});

test('S01 ending asks once, for three seconds, and then ends for both', async ({ house }) => {
  const { mine, theirs } = await meet(house, matchByNumber);
  await endButton(mine.page).click();
  await expect(endButton(mine.page)).toHaveText('确定结束？');
  await expect(endButton(mine.page)).toHaveText('结束对话', { timeout: 4_000 });
  await expect(over(mine.page)).toHaveCount(0);
  await end(mine.page);
  await expect(over(mine.page)).toContainText('对话已结束');
  await expect(over(theirs.page)).toContainText('对方结束了对话');
  await press(theirs.page, '再匹配一次');
  await expect(theirs.page).toHaveURL(/\/tools\/number-match\/$/);
});

test('S02 Esc twice ends it on a desktop, and one Esc that closes something does not count', async ({
  house,
}, info) => {
  const { mine, me } = await meet(house, matchByNumber);
  if (info.project.name === 'phone') {
    // Where fingers point, Esc is a key that nobody means.
    for (let times = 0; times < 2; times += 1) await mine.page.keyboard.press('Escape');
    await expect(endButton(mine.page)).toHaveText('结束对话');
    return;
  }
  await me.openMenu();
  await mine.page.keyboard.press('Escape');
  await expect(mine.page.getByRole('menu')).toHaveCount(0);
  await expect(endButton(mine.page)).toHaveText('结束对话');
  await me.box.focus();
  await mine.page.keyboard.press('Escape');
  await expect(endButton(mine.page)).toHaveText('确定结束？');
  await mine.page.keyboard.press('Escape');
  await expect(over(mine.page)).toContainText('对话已结束');
});

test('S03 blocking asks, ends the room neutrally, and can be done from the menus and after the end', async ({
  house,
}) => {
  const { mine, theirs, me, them } = await meet(house, matchByHeart);
  await them.say('你好');
  await me.choose('你好', '拉黑');
  const sheet = mine.page.getByRole('dialog');
  const alias = await heading(mine.page).innerText();
  await expect(sheet.getByRole('heading')).toHaveText(`拉黑 ${alias}？`);
  await expect(sheet).toContainText('你们不会再配对，对方不能给你发消息，也不会收到通知。');
  await press(mine.page, '取消');
  await chooseInMenu(me, '拉黑');
  await sheet.getByRole('button', { name: '拉黑' }).click();
  await expect(over(mine.page)).toContainText('对话已结束');
  await expect(over(theirs.page)).toContainText('对方结束了对话');
  await expect(theirs.page.getByText('拉黑')).toHaveCount(0);

  await chooseInMenu(them, '拉黑');
  await theirs.page.getByRole('dialog').getByRole('button', { name: '拉黑' }).click();
  await expect(theirs.page.getByText(/^已拉黑 /)).toBeVisible();
});

test('S04 whoever was blocked under an alias is listed by it, and unblocked by the room', async ({
  house,
}) => {
  const { mine, theirs, me } = await meet(house, matchByHeart);
  const alias = await heading(mine.page).innerText();
  await chooseInMenu(me, '拉黑');
  await mine.page.getByRole('dialog').getByRole('button', { name: '拉黑' }).click();
  await expect(over(mine.page)).toBeVisible();
  await mine.page.goto('/users/settings/');
  const card = mine.page.getByRole('region', { name: '已拉黑的人' });
  await expect(card.getByRole('listitem')).toContainText([alias]);
  await expect(card).toContainText('心动链接里的化名');
  await expect(mine.page.getByText(theirs.name)).toHaveCount(0);
  await press(mine.page, `解除拉黑 ${alias}`);
  await expect(card).toContainText('没有拉黑任何人。');
  expect(await mine.account.direct(theirs.account)).toMatch(/^direct-/);
});

test('S05 S06 S08 a report says what it sends, comes with a number, and is filed once', async ({ house }) => {
  const { mine, theirs, me, them } = await meet(house, matchByHeart);
  await them.say('把你的银行卡号给我');
  await me.say('不给');
  await me.choose('把你的银行卡号给我', '举报');
  const sheet = mine.page.getByRole('dialog');
  await sheet.getByRole('button', { name: '举报' }).click();
  await expect(sheet.getByRole('alert')).toHaveText('请选一个举报原因');
  await sheet.getByText('附上最近 20 条消息').click();
  await expect(sheet.getByRole('listitem')).toContainText(['把你的银行卡号给我', '不给']);
  await sheet.getByRole('textbox', { name: '说明' }).fill('要钱');
  await expect(sheet).toContainText('2 / 500');
  await sheet.getByRole('checkbox', { name: '同时拉黑' }).uncheck();
  await fileReport(mine.page, '诈骗广告');
  await expect(sheet).toContainText(/已收到。我们会在 24 小时内查看，编号 \d+。/);
  await press(mine.page, '关闭');

  mine.tolerate(refusedWith(409));
  await chooseInMenu(me, '举报');
  await sheet.getByRole('checkbox', { name: '同时拉黑' }).uncheck();
  await fileReport(mine.page, '骚扰辱骂');
  await expect(sheet).toContainText('你已经举报过这段对话');
  await press(mine.page, '关闭');

  await end(mine.page);
  await expect(over(theirs.page)).toBeVisible();
  await over(theirs.page).getByRole('button', { name: '举报' }).click();
  await fileReport(theirs.page, '色情');
  const told = theirs.page.getByRole('dialog');
  await expect(told).toContainText(/编号 \d+。/);
  await expect(told).toContainText('已拉黑');
});

test('S05 in a group a message is reported with whoever wrote it', async ({ house }) => {
  const [me, other, third] = await house.newcomers(3);
  if (me === undefined || other === undefined || third === undefined) throw new Error('three people');
  const room = await me.createGroup(`g-${me.name}`, other, third);
  await other.say(room, '骂人的话');
  const { page } = await house.enter(me);
  const screen = new RoomScreen(page, room);
  await screen.open();
  await screen.choose('骂人的话', '举报');
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(`举报 ${other.name}`);
  await expect(page.getByRole('checkbox', { name: '同时拉黑' })).not.toBeChecked();
  await fileReport(page, '骚扰辱骂');
  await expect(page.getByRole('dialog')).toContainText(/编号 \d+。/);
});

test('S07 S09 the site says how to reach it, and where somebody in danger finds help', async ({
  newHouse,
}) => {
  const house = await newHouse({
    settings: ['site.contact=help@example.org', 'site.help=生命热线 12356'],
  });
  const { mine, me } = await meet(house, matchByNumber);
  await chooseInMenu(me, '举报');
  const sheet = mine.page.getByRole('dialog');
  await expect(sheet).toContainText('联系站点：help@example.org');
  await expect(sheet).not.toContainText('12356');
  await sheet.getByRole('radio', { name: '自我伤害' }).check();
  await expect(sheet).toContainText('生命热线 12356');
  await mine.page.goto('/users/settings/');
  await expect(mine.page.getByText('联系站点：help@example.org')).toBeVisible();
});

test('S11 a message that the filter holds is not sent, and says why', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['filter.action=hold'] });
  const { mine, me, them } = await meet(house, matchByNumber);
  await me.say('加我微信 abc12345');
  await expect(me.message('加我微信')).toContainText('没有发出。和陌生人聊天不能发联系方式');
  await me.say('那就在这里聊');
  await expect(them.message('那就在这里聊')).toBeVisible();
  await expect(them.message('加我微信')).toHaveCount(0);
  await me.message('加我微信').getByRole('button', { name: '没有发出' }).click();
  await expect(mine.page.getByRole('menuitem', { name: '重试' })).toHaveCount(0);
  await mine.page.getByRole('menuitem', { name: '重新编辑' }).click();
  await expect(me.box).toHaveValue('加我微信 abc12345');
  await expect(me.message('加我微信')).toHaveCount(0);
});

test('S12 a message that the filter warns of is sent, and both are cautioned', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['filter.action=warn'] });
  const { me, them } = await meet(house, matchByNumber);
  await me.say('加我微信 abc12345');
  await expect(me.message('加我微信')).toContainText('别急着交换联系方式');
  await expect(them.message('加我微信')).toContainText('对方提到了联系方式，小心受骗');
  await them.page.reload();
  await expect(them.message('加我微信')).toContainText('小心受骗');
});

test('S13 whoever is warned or muted is told, once, and muted messages say until when', async ({ house }) => {
  const { mine, theirs, me, them } = await meet(house, matchByNumber);
  const operator = await house.server.newAccount(`ops-${mine.name}`, '--staff');
  const sheet = theirs.page.getByRole('dialog');
  await decide(mine.account, operator, me.room, 'harassment', { action: 'warn', reason: '语气' });
  await expect(sheet.getByRole('heading')).toHaveText('你收到了一次警告');
  await expect(sheet).toContainText('原因：骚扰辱骂');
  await press(theirs.page, '知道了');
  await decide(mine.account, operator, me.room, 'fraud', { action: 'mute', reason: '又来', hours: 1 });
  await expect(sheet.getByRole('heading')).toHaveText(/^你被禁言到 /);
  await press(theirs.page, '知道了');
  await them.say('我不服');
  await expect(them.message('我不服')).toContainText(/你被禁言到 /);
  await theirs.page.reload();
  await expect(them.box).toBeVisible();
  await expect(sheet).toHaveCount(0);
  await decide(mine.account, operator, me.room, 'illegal', { action: 'disable', reason: '第三次' });
  await expect(theirs.page).toHaveURL(/\/users\/login\//);
});

// Reports the other one of the room and decides it, as the operator's page does.
async function decide(
  by: Account,
  operator: Account,
  room: string,
  reason: string,
  decision: Record<string, unknown>,
): Promise<void> {
  const { report_id } = await by.post('/tools/api/reports/', { room_id: room, reason });
  await operator.post(`/tools/api/ops/reports/${String(report_id)}/decide/`, decision);
}
