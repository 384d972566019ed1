// SPDX-License-Identifier: Apache-2.0
// Two who type the same four digits meet. The numbers in the titles are rows of tests/meeting.md.
import type { Page } from '@playwright/test';
import { ChatsScreen } from './house/chats_screen.ts';
import {
  atNumber,
  IN_ROOM,
  linkHeart,
  loseFocusBehind,
  matched,
  NUMBER,
  NumberScreen,
  openRoom,
  statusOf,
  typeNumber,
} from './house/match_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, refusedWith, test } from './house/test.ts';

for (const [first, second] of [
  [0, 1],
  [1, 0],
] as const) {
  test(`N01 N02 N03 N04 two with the same digits meet, whoever is first: ${first}`, {
    tag: '@smoke',
  }, async ({ house }) => {
    const both = [await atNumber(house), await atNumber(house)];
    const one = both[first];
    const two = both[second];
    if (one === undefined || two === undefined) throw new Error('two people');
    await expect(one.screen.page.getByText('输入 4 位数字，和此刻输入相同数字的人聊天')).toBeVisible();
    await expect(one.screen.page.getByRole('button', { name: '还差 4 位' })).toBeDisabled();

    await slowly(one.screen.page);
    await one.screen.begin('7421');
    await expect(one.screen.page.getByRole('button', { name: '正在加入…' })).toBeVisible();
    await expect(one.screen.waiting('7421')).toBeVisible();

    await two.screen.begin('7421');
    await expect(one.screen.page.getByText('配对成功，正在进入房间…')).toBeVisible();
    await expect(one.screen.page).toHaveURL(IN_ROOM);
    await expect(two.screen.page).toHaveURL(one.screen.page.url().replace(/^.*(?=\/tools)/, ''));
    const id = decodeURIComponent(one.screen.page.url().split('/').at(-2) ?? '');
    const [here, there] = [new RoomScreen(one.screen.page, id), new RoomScreen(two.screen.page, id)];
    await here.expectOpen();
    await there.expectOpen();
    await here.say('你也是 7421 吗？');
    await expect(there.message('你也是 7421 吗？')).toHaveCount(1);
  });
}

test('N17 N18 whatever is typed or pasted, four digits come of it', async ({ house }) => {
  const { screen } = await atNumber(house);
  const { digits, page } = screen;
  await digits.fill('７４２１');
  await expect(digits).toHaveValue('7421');
  await digits.fill('a0-0 07x9');
  await expect(digits).toHaveValue('0007');
  await digits.press('Backspace');
  await expect(digits).toHaveValue('000');
  await expect(page.getByRole('button', { name: '还差 1 位' })).toBeDisabled();
  await digits.pressSequentially('五8');
  await expect(digits).toHaveValue('0008');
  await page.getByRole('button', { name: '随机一组' }).click();
  await expect(digits).toHaveValue(/^\d{4}$/);
  await digits.fill('0007');
  await digits.press('Enter');
  await expect(screen.waiting('0007')).toBeVisible();
});

test('N09 cancelling is at once, and a reload keeps what there is', { tag: '@smoke' }, async ({ house }) => {
  const { me, screen } = await atNumber(house);
  await screen.wait('7421');
  await screen.page.reload();
  await expect(screen.waiting('7421')).toBeVisible();
  await screen.cancel.click();
  await expect(screen.page.getByText('已取消等待')).toBeVisible();
  await expect(screen.start).toBeEnabled();
  expect(await statusOf(me.account, 'number')).toMatchObject({ status: 'cancelled' });
  await screen.page.reload();
  await expect(screen.digits).toBeVisible();
});

test('N05 another number is asked about, and only then changed', async ({ house }) => {
  const { me, screen } = await atNumber(house);
  me.tolerate(refusedWith(400));
  // With another device.
  await typeNumber(me.account, '1111');
  await screen.begin('2222');
  const question = screen.page.getByRole('dialog', { name: '你正在用 1111 等待。换成 2222 吗？' });
  await question.getByRole('button', { name: '继续等 1111' }).click();
  await expect(screen.waiting('1111')).toBeVisible();
  await screen.cancel.click();
  await expect(screen.start).toBeEnabled();

  await typeNumber(me.account, '1111');
  await screen.begin('2222');
  await question.getByRole('button', { name: '换成 2222' }).click();
  await expect(screen.waiting('2222')).toBeVisible();
  expect(await statusOf(me.account, 'number')).toMatchObject({ status: 'pending', number: '2222' });
});

test('N06 whoever waits in heart link is asked before that is cancelled', async ({ house }) => {
  const { me, screen } = await atNumber(house);
  me.tolerate(refusedWith(400));
  await linkHeart(me.account);
  await screen.begin('3333');
  const question = screen.page.getByRole('dialog', {
    name: '你正在心动链接里等待。开始数字匹配会取消它',
  });
  await question.getByRole('button', { name: '返回' }).click();
  await expect(question).toBeHidden();
  expect(await statusOf(me.account, 'heart')).toMatchObject({ status: 'pending' });
  await screen.start.click();
  await question.getByRole('button', { name: '开始', exact: true }).click();
  await expect(screen.waiting('3333')).toBeVisible();
  expect(await statusOf(me.account, 'heart')).toMatchObject({ status: 'cancelled' });
});

test('N07 an open match room comes first: back to it, or end it', async ({ house }) => {
  const other = await house.newcomer();
  const { me, screen } = await atNumber(house);
  const room = await matched(me.account, other);
  await screen.page.reload();
  await expect(screen.page.getByText('你有一段进行中的对话')).toBeVisible();
  await screen.page.getByRole('button', { name: '回到房间' }).click();
  await expect(screen.page).toHaveURL(IN_ROOM);
  await new RoomScreen(screen.page, room).expectOpen();
  await screen.page.goto(NUMBER);
  await screen.page.getByRole('button', { name: '结束它' }).click();
  await expect(screen.digits).toBeVisible();
  expect(await statusOf(other, 'number')).toMatchObject({ status: 'expired' });
});

test('N08 nobody came in time: once more, or another number', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.wait=3s'] });
  const { screen } = await atNumber(house);
  await screen.wait('4444');
  const over = screen.page.getByText(/里没有人输入 4444$/);
  await expect(over).toBeVisible();
  await screen.page.getByRole('button', { name: '再等一次' }).click();
  await expect(screen.waiting('4444')).toBeVisible();
  await expect(over).toBeVisible();
  await screen.page.getByRole('button', { name: '换个数字' }).click();
  await expect(screen.digits).toHaveValue('');
});

test('N10 too many numbers are counted down', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.guess_limit=2'] });
  const { me, screen } = await atNumber(house);
  me.tolerate(refusedWith(429));
  for (const number of ['0001', '0002']) {
    await screen.wait(number);
    await screen.cancel.click();
    await expect(screen.start).toBeVisible();
  }
  await screen.begin('0003');
  await expect(screen.page.getByText(/^换得太快，\d+ 秒后再试$/).last()).toBeVisible();
  await expect(screen.start).toBeDisabled();
});

test('N11 whoever did not come three times is paused, and until when', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.confirm=1s', 'match.recent_partners=0s'] });
  const other = await house.newcomer();
  const { me, screen } = await atNumber(house);
  me.tolerate(refusedWith(429));
  await screen.page.goto('about:blank');
  for (const number of ['1001', '1002', '1003']) {
    await typeNumber(me.account, number);
    await openRoom(other, await typeNumber(other, number));
    await expect.poll(() => statusOf(me.account, 'number')).toMatchObject({ status: 'expired' });
    await other.post('/tools/api/number-match/cancel/');
  }
  await screen.open();
  await screen.begin('1004');
  await expect(screen.page.getByText(/^你暂时不能使用匹配，.*\d\d:\d\d 后恢复$/).last()).toBeVisible();
});

test('N12 N13 a lost network keeps the place for a while, and then loses it', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.absence=8s'] });
  const { me, screen } = await atNumber(house, { cable: true });
  await screen.wait('5555');
  await me.goOffline();
  await expect(screen.page.getByText(/^网络断开，你的位置保留 \d+ 秒$/)).toBeVisible();
  await me.goOnline();
  await expect(screen.page.getByText(/^网络断开/)).toBeHidden();
  await expect(screen.waiting('5555')).toBeVisible();
  expect(await statusOf(me.account, 'number')).toMatchObject({ status: 'pending' });

  await me.goOffline();
  await expect(screen.page.getByText(/^网络断开/)).toBeVisible();
  // What is asked after by a token counts as being there.
  await new Promise((gone) => setTimeout(gone, 26_000));
  await me.goOnline();
  await expect(screen.page.getByText('离开太久，已退出等待')).toBeVisible();
  await screen.page.getByRole('button', { name: '重新开始' }).click();
  await expect(screen.waiting('5555')).toBeVisible();
});

test('N14 two tabs of one person show the same wait, and he never meets himself', async ({ house }) => {
  const { me, screen } = await atNumber(house);
  const other = await house.newcomer();
  const second = new NumberScreen(await me.newTab());
  await second.open();
  await screen.wait('6666');
  await expect(second.waiting('6666')).toBeVisible();
  await second.page.reload();
  await expect(second.waiting('6666')).toBeVisible();
  await second.cancel.click();
  await expect(screen.start).toBeEnabled();
  // The same number again is the same wait, and not a match.
  await screen.start.click();
  await expect(second.waiting('6666')).toBeVisible();
  expect(await statusOf(me.account, 'number')).toMatchObject({ status: 'pending' });
  expect(await typeNumber(other, '6666')).not.toBe('');
});

test('N15 two who blocked each other wait side by side', async ({ house }) => {
  const other = await house.newcomer();
  const { me, screen } = await atNumber(house);
  await me.account.block(other);
  await screen.wait('7777');
  expect(await typeNumber(other, '7777')).toBe('');
  // A third one is met at once, so nobody is stuck.
  const third = await house.newcomer();
  expect(await typeNumber(third, '7777')).not.toBe('');
  await expect(screen.page).toHaveURL(IN_ROOM);
  expect(await statusOf(other, 'number')).toMatchObject({ status: 'pending' });
});

for (const choice of ['进入', '不了'] as const) {
  test(`N16 cancelling lost the race: ${choice}`, async ({ house }) => {
    const other = await house.newcomer();
    const { me, screen } = await atNumber(house);
    me.tolerate(refusedWith(409));
    await screen.wait('8888');
    // While the cancel is on its way somebody types the number.
    let first = true;
    await screen.page.route('**/tools/api/number-match/cancel/', async (route) => {
      if (!first) return route.continue();
      first = false;
      const room_id = await typeNumber(other, '8888');
      const confirm_by = Date.now() + 20_000;
      const body = { success: false, code: 'already_matched', room_id, matched_user: other.name, confirm_by };
      return route.fulfill({ status: 409, json: body });
    });
    await screen.cancel.click();
    const question = screen.page.getByRole('dialog', { name: '刚好配对成功。要进去看看吗？' });
    await question.getByRole('button', { name: choice }).click();
    if (choice === '进入') {
      await expect(screen.page).toHaveURL(IN_ROOM);
    } else {
      await expect(screen.page.getByText('已取消等待')).toBeVisible();
      await expect.poll(() => statusOf(other, 'number')).toMatchObject({ status: 'pending' });
    }
  });
}

test('N19 who does not come: the other one waits on, and is told', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.confirm=3s'] });
  const other = await house.newcomer();
  const { screen } = await atNumber(house);
  await screen.wait('9999');
  await typeNumber(other, '9999');
  await expect(screen.page).toHaveURL(IN_ROOM);
  // He never opens it.
  await expect(screen.page).toHaveURL(new RegExp(`${NUMBER}$`));
  await expect(
    screen.page.getByText(/^对方没有进来，继续等另一位输入 9999 的人 · 还剩 /).last(),
  ).toBeVisible();
});

test('N19 whoever is elsewhere is told on that page, and loses his place when he does not come', async ({
  newHouse,
}) => {
  const house = await newHouse({ settings: ['match.confirm=4s'] });
  const other = await house.newcomer();
  const { screen } = await atNumber(house);
  await screen.wait('9998');
  const chats = new ChatsScreen(screen.page);
  await chats.open();
  await typeNumber(other, '9998');
  const notice = screen.page.getByRole('region', { name: '等待的进展' });
  await expect(notice.getByText(/^找到人了，\d+ 秒内进入$/).first()).toBeVisible();
  await expect(screen.page).toHaveTitle(/^找到人了 · /);
  await expect(notice.getByText('你没有及时进入')).toBeVisible();
  await expect(screen.page).not.toHaveTitle(/找到人了/);
  await notice.getByRole('button', { name: '重新开始' }).click();
  await expect(screen.page.getByText('你没有及时进入')).toBeVisible();
});

test('N04 whoever is in the settings is called from there', async ({ house }) => {
  const other = await house.newcomer();
  const { screen } = await atNumber(house);
  await screen.wait('9997');
  await screen.page.goto('/users/settings/');
  const notice = screen.page.getByRole('region', { name: '等待的进展' });
  // A moment after the page, the watch is there.
  await screen.page.waitForFunction(() => performance.now() > 4_000);
  await openRoom(other, await typeNumber(other, '9997'));
  await notice.getByRole('button', { name: '进入' }).click();
  await expect(screen.page).toHaveURL(IN_ROOM);
});

test('N04 of two tabs the one in front goes to the room', async ({ house }) => {
  const other = await house.newcomer();
  const { me, screen } = await atNumber(house);
  const second = new NumberScreen(await me.newTab());
  await second.open();
  await screen.wait('9996');
  await expect(second.waiting('9996')).toBeVisible();
  await loseFocusBehind(screen.page);
  await second.page.bringToFront();
  await typeNumber(other, '9996');
  await expect(second.page).toHaveURL(IN_ROOM);
  await expect(screen.page.getByText('已在另一个标签页进入房间')).toBeVisible();
});

// So slow that what happens meanwhile can be seen.
async function slowly(page: Page): Promise<void> {
  await page.route('**/tools/api/number-match/', async (route) => {
    await new Promise((next) => setTimeout(next, 700));
    await route.continue();
  });
}
