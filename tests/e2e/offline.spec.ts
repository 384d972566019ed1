// SPDX-License-Identifier: Apache-2.0
// Without a network people read on and write on; what they wrote goes out by itself when it is back.
import { ChatsScreen } from './house/chats_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, LINE_LOST, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';

async function inRoom(house: House): Promise<{ me: Visitor; other: Visitor['account']; screen: RoomScreen }> {
  const other = await house.newcomer();
  const me = await house.newVisitor({ cable: true });
  me.tolerate(LINE_LOST);
  const screen = new RoomScreen(me.page, await me.account.direct(other));
  return { me, other, screen };
}

test('what is written offline waits and goes out in order', { tag: '@smoke' }, async ({ house }) => {
  const { me, other, screen } = await inRoom(house);
  await screen.open();
  await screen.say('还有网');
  await expect(screen.message('还有网')).toContainText('已发送');
  await me.goOffline();
  await expect(screen.page.getByText('没有网络。消息会在恢复后自动发出')).toBeVisible();
  for (const text of ['一', '二', '三']) await screen.say(`离线${text}`);
  for (const text of ['一', '二', '三']) await expect(screen.message(`离线${text}`)).toHaveCount(1);
  await expect(screen.message('离线三')).toContainText('等待网络');
  await other.say(screen.room, '你那边断了？');
  await me.goOnline();
  await expect(screen.page.getByText('没有网络。消息会在恢复后自动发出')).toBeHidden();
  await expect(screen.message('离线三')).toContainText('已发送');
  await expect(screen.message('你那边断了？')).toHaveCount(1);
  expect(await other.texts(screen.room)).toEqual(['还有网', '你那边断了？', '离线一', '离线二', '离线三']);
});

test('a reload without a network shows the list, the room and what is unsent', async ({ house }) => {
  const { me, other, screen } = await inRoom(house);
  for (let i = 1; i <= 60; i += 1) await other.say(screen.room, `第 ${i} 条`);
  await screen.open();
  await expect(screen.message('第 60 条')).toBeVisible();
  await serviceWorkerReady(screen);
  await me.goOffline();
  await screen.say('没网时写的');
  await screen.page.reload();
  await screen.expectOpen();
  await expect(screen.message('第 60 条')).toBeVisible();
  await expect(screen.message('没网时写的')).toHaveCount(1);
  await expect(screen.page.getByText('没有网络。离线查看，内容可能不是最新')).toBeVisible();

  const list = new ChatsScreen(screen.page);
  await screen.page.goto('/tools/chat/');
  await expect(list.row(screen.room)).toBeVisible();
  await screen.page.goBack();
  await screen.expectOpen();
  await me.goOnline();
  await expect(screen.message('没网时写的')).toContainText('已发送');
  expect((await other.texts(screen.room)).filter((text) => text === '没网时写的')).toHaveLength(1);
});

test('what a closed tab could not send goes out from the list, without its room being opened', async ({
  house,
}) => {
  const { me, other, screen } = await inRoom(house);
  await screen.open();
  await me.goOffline();
  for (const text of ['留着一', '留着二']) await screen.say(text);
  await expect(screen.message('留着二')).toContainText('等待网络');
  const next = await me.newTab();
  await screen.page.close();
  await me.goOnline();
  await next.goto('/tools/chat/');
  await expect(new ChatsScreen(next).row(screen.room)).toContainText('留着二');
  await expect.poll(() => other.texts(screen.room)).toEqual(['留着一', '留着二']);
});

test('a lost server is said after two seconds, and its return at once', async ({ newHouse }) => {
  const house = await newHouse();
  const { screen } = await inRoom(house);
  await screen.open();
  await expect(screen.page.getByText(/连接断开|正在重新连接/)).toHaveCount(0);
  await house.server.kill();
  await expect(screen.page.getByText(/连接断开，\d+ 秒后重试|正在重新连接/).first()).toBeVisible();
  await house.server.restart();
  const retry = screen.page.getByRole('button', { name: '立即重试' });
  // It may have come back by itself meanwhile.
  if (await retry.isVisible()) await retry.click({ timeout: 1_000 }).catch(() => {});
  await expect(screen.page.getByText('已重新连接')).toBeVisible();
  await expect(screen.page.getByText('已重新连接')).toBeHidden();
});

async function serviceWorkerReady(screen: RoomScreen): Promise<void> {
  await screen.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}
