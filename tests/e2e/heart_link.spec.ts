// SPDX-License-Identifier: Apache-2.0
// Whoever comes, at random. The numbers in the titles are rows of tests/meeting.md.
import {
  acceptRules,
  atHeart,
  HEART,
  HeartScreen,
  IN_ROOM,
  linked,
  linkHeart,
  loseFocusBehind,
  openRoom,
  statusOf,
  typeNumber,
} from './house/match_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, refusedWith, test } from './house/test.ts';

// Everybody here is found by whoever waits, so each test has a server to itself.

test('H01 H02 H03 the rules come first and once, then the wait begins', async ({ newHouse }) => {
  const house = await newHouse();
  const { screen } = await atHeart(house);
  const { page } = screen;
  await expect(page.getByText('现在没有人在等，有人来会立刻配对')).toBeVisible();
  await screen.start.click();
  const rules = page.getByRole('dialog', { name: '开始之前' });
  for (const rule of ['友善', '不索要隐私和钱财', '随时可以离开、拉黑、举报']) {
    await expect(rules.getByText(rule, { exact: true })).toBeVisible();
  }
  await expect(rules.getByRole('button', { name: '我知道了，开始' })).toBeDisabled();
  await page.route('**/tools/api/heart_link/create/', async (route) => {
    await new Promise((next) => setTimeout(next, 700));
    await route.continue();
  });
  await acceptRules(page);
  await expect(page.getByRole('button', { name: '正在加入…' })).toBeVisible();
  await expect(screen.waiting).toBeVisible();
  await screen.cancel.click();
  await screen.start.click();
  await expect(screen.waiting).toBeVisible();
});

test('H02 how many wait is told honestly', async ({ newHouse }) => {
  const house = await newHouse();
  await linkHeart(await house.newcomer());
  const { screen } = await atHeart(house);
  await expect(screen.page.getByText('现在有 1 人在等')).toBeVisible();
});

test('H04 H05 H10 two are linked; whoever cancels is out at once', { tag: '@smoke' }, async ({
  newHouse,
}) => {
  const house = await newHouse();
  const [one, two] = [await atHeart(house), await atHeart(house)];
  await one.screen.wait();
  const { page } = one.screen;
  expect(await one.screen.secondsLeft()).toBeGreaterThan(590);
  await expect(page.getByText('等待中，队列里还没有别人')).toBeVisible();
  await expect(page.getByText(/^\d\d:\d\d 自动结束$/)).toBeVisible();
  await expect(page.getByText('可以，配对后会提醒你')).toBeVisible();
  await one.screen.cancel.click();
  await expect(page.getByText('已取消等待')).toBeVisible();
  await one.screen.wait();

  await two.screen.begin();
  await expect(page.getByText('你们的线连上了，正在进入房间…')).toBeVisible();
  await expect(page).toHaveURL(IN_ROOM);
  await expect(two.screen.page).toHaveURL(IN_ROOM);
  const id = decodeURIComponent(page.url().split('/').at(-2) ?? '');
  const [here, there] = [new RoomScreen(page, id), new RoomScreen(two.screen.page, id)];
  await here.expectOpen();
  await here.say('你好');
  await expect(there.message('你好')).toHaveCount(1);
});

test('H06 a page in the background calls with a notification, and goes in', async ({ newHouse }) => {
  const house = await newHouse();
  const other = await house.newcomer();
  const { me, screen } = await atHeart(house);
  await me.context.grantPermissions(['notifications']);
  await me.context.addInitScript(recordNotifications);
  await screen.page.reload();
  await screen.wait();
  await screen.page.getByRole('checkbox', { name: '配对成功时通知我' }).check();
  const cover = await me.newTab();
  await loseFocusBehind(screen.page);
  await cover.bringToFront();
  await linkHeart(other);
  const shown = () =>
    screen.page.evaluate(() => (window as { shownNotifications?: string[] }).shownNotifications);
  await expect.poll(shown).toEqual([expect.stringMatching(/^心动链接：找到人了，(20|19) 秒内进入$/)]);
  await expect(screen.page).toHaveURL(IN_ROOM);
});

test('H07 whoever does not come in time gives the chance up', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.confirm=4s'] });
  const other = await house.newcomer();
  const { screen } = await atHeart(house);
  await screen.wait();
  await screen.page.goto('/tools/chat/');
  await expect(screen.page.getByText(/^正在寻找 · 还剩 9:\d\d$/)).toBeVisible();
  await linkHeart(other);
  await expect(screen.page.getByText('你没有及时进入，这次机会已让出')).toBeVisible();
  await screen.page.getByRole('button', { name: '重新开始' }).click();
  await expect(screen.page).toHaveURL(new RegExp(`${HEART}$`));
  await screen.page.getByRole('button', { name: '重新开始' }).click();
  await expect(screen.waiting).toBeVisible();
});

test('H08 the other one does not come: the wait goes on where it was', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.confirm=3s'] });
  const other = await house.newcomer();
  const { screen } = await atHeart(house);
  await screen.wait();
  await linkHeart(other);
  await expect(screen.page).toHaveURL(IN_ROOM);
  await expect(screen.page).toHaveURL(new RegExp(`${HEART}$`));
  await expect(screen.page.getByText(/^对方没有进来，继续为你寻找（还剩 \d+:\d\d）$/).last()).toBeVisible();
  expect(await screen.secondsLeft()).toBeGreaterThan(580);
});

test('H09 nobody came: once more, or with a number', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.wait=3s'] });
  const { screen } = await atHeart(house);
  await screen.wait();
  const over = screen.page.getByText(/到了，这次没有遇到$/);
  await expect(over).toBeVisible();
  await screen.page.getByRole('button', { name: '再试一次' }).click();
  await expect(screen.waiting).toBeVisible();
  await expect(over).toBeVisible();
  await screen.page.getByRole('button', { name: '试试数字匹配' }).click();
  await expect(screen.page).toHaveURL(/number-match\/$/);
});

test('H11 cancelling lost the race, and one may still go in', async ({ newHouse }) => {
  const house = await newHouse();
  const other = await house.newcomer();
  const { me, screen } = await atHeart(house);
  me.tolerate(refusedWith(409));
  await screen.wait();
  await screen.page.route('**/tools/api/heart_link/cancel/', async (route) => {
    const room_id = await linkHeart(other);
    const confirm_by = Date.now() + 20_000;
    const body = { success: false, code: 'already_matched', room_id, matched_user: 'x', confirm_by };
    await route.fulfill({ status: 409, json: body });
  });
  await screen.cancel.click();
  const question = screen.page.getByRole('dialog', { name: '刚好配对成功。要进去看看吗？' });
  await question.getByRole('button', { name: '进入' }).click();
  await expect(screen.page).toHaveURL(IN_ROOM);
});

test('H12 an open heart room comes first: back to it, or end it and match anew', async ({ newHouse }) => {
  const house = await newHouse();
  const other = await house.newcomer();
  const { me, screen } = await atHeart(house);
  // On another device; this page would have gone in by itself.
  await screen.page.goto('about:blank');
  await linked(me.account, other);
  await screen.open();
  await expect(screen.page.getByText('你有一段进行中的心动对话')).toBeVisible();
  await screen.page.getByRole('button', { name: '回到房间' }).click();
  await expect(screen.page).toHaveURL(IN_ROOM);
  await screen.page.goto(HEART);
  await screen.page.getByRole('button', { name: '结束它，重新匹配' }).click();
  await expect(screen.waiting).toBeVisible();
  expect(await statusOf(other, 'heart')).toMatchObject({ status: 'expired' });
});

test('H13 whoever has no tries left is told when there are more', async ({ newHouse }) => {
  const house = await newHouse();
  const { me, screen } = await atHeart(house);
  me.tolerate(refusedWith(429));
  // Of a site that counts them.
  const body = { success: false, code: 'no_tries_left' };
  await screen.page.route('**/tools/api/heart_link/create/', (route) =>
    route.fulfill({ status: 429, json: body }),
  );
  await screen.begin();
  await expect(screen.page.getByText('今天的次数用完了，明天 0 点恢复')).toBeVisible();
});

test('H14 H15 a phone without a network keeps its place for a while, and then is told that it lost it', async ({
  newHouse,
}) => {
  const house = await newHouse({ settings: ['match.absence=8s'] });
  const { me, screen } = await atHeart(house, { cable: true });
  await screen.wait();
  await me.goOffline();
  await expect(screen.page.getByText(/^网络断开，你的位置保留 \d+ 秒$/)).toBeVisible();
  await me.goOnline();
  await expect(screen.page.getByText(/^网络断开/)).toBeHidden();
  await expect(screen.waiting).toBeVisible();
  await me.goOffline();
  await new Promise((gone) => setTimeout(gone, 26_000));
  await me.goOnline();
  await expect(screen.page.getByText('离开太久，已退出等待')).toBeVisible();
  await screen.page.getByRole('button', { name: '重新开始' }).click();
  await expect(screen.waiting).toBeVisible();
});

test('H14 H15 in real times: 30 s keep the place, 70 s and more lose it', { tag: '@slow' }, async ({
  newHouse,
}) => {
  test.setTimeout(240_000);
  const house = await newHouse();
  const { me, screen } = await atHeart(house, { cable: true });
  await screen.wait();
  await me.goOffline();
  await expect(screen.page.getByText('网络断开，你的位置保留 60 秒')).toBeVisible();
  await new Promise((gone) => setTimeout(gone, 30_000));
  await me.goOnline();
  await expect(screen.page.getByText(/^网络断开/)).toBeHidden();
  await expect(screen.waiting).toBeVisible();
  await me.goOffline();
  // One is there for 15 s after every request.
  await new Promise((gone) => setTimeout(gone, 80_000));
  await me.goOnline();
  await expect(screen.page.getByText('离开太久，已退出等待')).toBeVisible();
});

test('H16 whoever did not come three times is paused, and until when', async ({ newHouse }) => {
  const house = await newHouse({ settings: ['match.confirm=1s', 'match.recent_partners=0s'] });
  const other = await house.newcomer();
  const { me, screen } = await atHeart(house);
  me.tolerate(refusedWith(429));
  await screen.page.goto('about:blank');
  for (let time = 0; time < 3; time += 1) {
    await linkHeart(me.account);
    await openRoom(other, await linkHeart(other));
    await expect.poll(() => statusOf(me.account, 'heart')).toMatchObject({ status: 'expired' });
    await other.post('/tools/api/heart_link/cancel/');
  }
  await screen.open();
  await screen.begin();
  await expect(screen.page.getByText(/^你暂时不能使用匹配，.*\d\d:\d\d 后恢复$/).last()).toBeVisible();
});

test('H17 the countdown follows the server, whatever this device believes', async ({ newHouse }) => {
  // The server is two hours ahead of the browser.
  const house = await newHouse({ clock: '+2h' });
  const { screen } = await atHeart(house);
  await screen.wait();
  expect(await screen.secondsLeft()).toBeGreaterThan(590);
  expect(await screen.secondsLeft()).toBeLessThanOrEqual(600);
  // A reload asks nobody to be believed, and a restart with the clock set back neither.
  await screen.page.reload();
  await expect(screen.waiting).toBeVisible();
  expect(await screen.secondsLeft()).toBeGreaterThan(580);
});

test('H18 what one says and wishes is kept and sent', async ({ newHouse }) => {
  const house = await newHouse();
  const { screen } = await atHeart(house);
  const { page } = screen;
  await page.getByRole('button', { name: /^匹配偏好/ }).click();
  const sheet = page.getByRole('dialog', { name: '匹配偏好' });
  await sheet.locator('input[name=tags]').fill('爬山，猫, 爬山');
  await sheet.locator('select[name=language]').selectOption('zh');
  await sheet.locator('select[name=age]').selectOption('3');
  await sheet.locator('input[name=wanted_tags]').fill('一个超过二十个字的标签无论如何也不应该被接受才对');
  await sheet.getByRole('checkbox', { name: '25–29' }).check();
  await sheet.getByRole('checkbox', { name: '必须符合' }).check();
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(sheet.getByRole('alert')).toHaveText('最多 8 个标签，每个最多 20 字');
  await sheet.locator('input[name=wanted_tags]').fill('猫');
  await sheet.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已设置，必须符合')).toBeVisible();
  await page.reload();
  await expect(page.getByText('已设置，必须符合')).toBeVisible();
  const sent = page.waitForRequest('**/tools/api/heart_link/create/');
  await screen.begin();
  expect((await sent).postDataJSON()).toEqual({
    language: 'zh',
    tags: ['爬山', '猫'],
    age_band: 3,
    wanted: { tags: ['猫'], age_bands: [3], hard: true },
  });
  await expect(screen.waiting).toBeVisible();
  // Hard: somebody without a cat is not met, somebody with one is.
  expect(await linkHeart(await house.newcomer())).toBe('');
  expect(await linkHeart(await house.newcomer(), { tags: ['猫'], age_band: 3 })).not.toBe('');
  await expect(page).toHaveURL(IN_ROOM);
});

test('H19 of two tabs the one in front goes to the room, the other one says so', async ({ newHouse }) => {
  const house = await newHouse();
  const other = await house.newcomer();
  const { me, screen } = await atHeart(house);
  const second = new HeartScreen(await me.newTab());
  await second.open();
  await screen.wait();
  await expect(second.waiting).toBeVisible();
  await loseFocusBehind(screen.page);
  await second.page.bringToFront();
  await openRoom(other, await linkHeart(other));
  await expect(second.page).toHaveURL(IN_ROOM);
  await expect(screen.page.getByText('已在另一个标签页进入房间')).toBeVisible();
  await screen.page.bringToFront();
  await screen.page.getByRole('button', { name: '在这里打开' }).click();
  await expect(screen.page).toHaveURL(IN_ROOM);
});

test('H04 the wait survives the server, and a number that is waited with is asked about', async ({
  newHouse,
}) => {
  const house = await newHouse();
  const { me, screen } = await atHeart(house);
  me.tolerate(/WebSocket connection|ERR_/, refusedWith(400));
  await screen.wait();
  await house.server.kill();
  await house.server.restart();
  await screen.page.reload();
  await expect(screen.waiting).toBeVisible();
  await screen.cancel.click();
  await typeNumber(me.account, '1234');
  await screen.start.click();
  const question = screen.page.getByRole('dialog', {
    name: '你正在用 1234 等待数字匹配。开始心动链接会取消它',
  });
  await question.getByRole('button', { name: '开始', exact: true }).click();
  await expect(screen.waiting).toBeVisible();
});

// Stands in for the system's notifications, which a test cannot see.
function recordNotifications(): void {
  const shown: string[] = [];
  class Recorder {
    static readonly permission = 'granted';
    static requestPermission = async () => 'granted';
    onclick = null;
    constructor(readonly title: string) {
      shown.push(title);
    }
    close(): void {}
  }
  Object.assign(window, { Notification: Recorder, shownNotifications: shown });
}
