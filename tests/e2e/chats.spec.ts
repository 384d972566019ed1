// SPDX-License-Identifier: Apache-2.0
// The list of conversations and the ways into new ones: a person by exact name, a room by its id, a group, an
// invite. What is refused is said under the field, in words.
import { CHATS, ChatsScreen, roomAddress } from './house/chats_screen.ts';
import { expect, refusedWith, test } from './house/test.ts';
import { newName } from './people.ts';

test('a chat begins with the exact name of a person', { tag: '@smoke' }, async ({ house }) => {
  const other = await house.newcomer();
  const { page } = await house.newVisitor();
  const chats = new ChatsScreen(page);
  await chats.open();
  await expect(page.getByText('还没有聊天。输入一个用户名，或者试试数字匹配。')).toBeVisible();
  await chats.findPerson(other.name);
  await expect(page).toHaveURL(/\/tools\/chat\/room\/direct-[0-9a-f]{16}\/$/);
  await expect(page.getByRole('heading', { level: 1, name: other.name })).toBeVisible();

  const room = page.url();
  await chats.open();
  await expect(chats.rows()).toHaveCount(1);
  await chats.findPerson(other.name);
  await expect(page).toHaveURL(room);
});

test('why a chat with a person does not begin is said under the field', async ({ house }) => {
  const me = await house.newcomer();
  const [blocked, blocker] = [await house.newcomer(), await house.newcomer()];
  await me.block(blocked);
  await blocker.block(me);
  const visitor = await house.enter(me);
  visitor.tolerate(refusedWith(400, 403, 404));
  const { page } = visitor;
  const chats = new ChatsScreen(page);
  await chats.open();

  await chats.findPerson('');
  await expect(chats.person).toHaveAccessibleDescription('请输入用户名');
  await chats.findPerson('nobody-of-that-name');
  await expect(chats.person).toHaveAccessibleDescription('没有叫 “nobody-of-that-name” 的用户');
  await chats.findPerson(me.name);
  await expect(chats.person).toHaveAccessibleDescription('不能和自己聊天');
  await chats.findPerson(blocker.name);
  await expect(chats.person).toHaveAccessibleDescription('对方暂不接收消息');
  await chats.findPerson(blocked.name);
  await expect(page.getByText(`你已拉黑 ${blocked.name}。解除拉黑后才能聊天`)).toBeVisible();
  await page.getByRole('button', { name: '解除拉黑' }).click();
  await expect(page).toHaveURL(/\/tools\/chat\/room\/direct-/);
});

test('a room that is not there is created when that was wanted', async ({ house }) => {
  const visitor = await house.newVisitor();
  visitor.tolerate(refusedWith(404));
  const { page } = visitor;
  const chats = new ChatsScreen(page);
  const room = newName();
  await chats.open();
  await chats.enterRoom(room);
  await expect(page.getByText(`房间 ${room} 不存在。要创建它吗？`)).toBeVisible();
  await page.getByRole('button', { name: '换一个' }).click();
  await expect(chats.roomId).toBeFocused();
  await expect(page.getByText(`房间 ${room} 不存在`)).toBeHidden();
  await chats.enterRoom(room);
  await page.getByRole('button', { name: '创建并进入' }).click();
  await expect(page).toHaveURL(roomAddress(room));
});

test('why a room does not open is said under the field', async ({ house }) => {
  const [owner, me] = [await house.newcomer(), await house.newcomer()];
  const closed = await owner.createGroup(newName());
  const ended = await me.createGroup(newName());
  await me.end(ended);
  const visitor = await house.enter(me);
  visitor.tolerate(refusedWith(400, 403, 404, 410));
  const chats = new ChatsScreen(visitor.page);
  await chats.open();

  await chats.enterRoom('');
  await expect(chats.roomId).toHaveAccessibleDescription('请输入房间号');
  await chats.roomId.fill('a b');
  await expect(chats.roomId).toHaveAccessibleDescription(/房间号只能用字母、数字和 - _ \./);
  await chats.enterRoom(closed);
  await expect(chats.roomId).toHaveAccessibleDescription(/你不是这个房间的成员/);
  await chats.enterRoom('heart-0123456789abcdef');
  await expect(chats.roomId).toHaveAccessibleDescription(/./);
  await chats.enterRoom(ended);
  await expect(visitor.page.getByText(`房间 ${ended} 已结束`)).toBeVisible();
  await visitor.page.getByRole('button', { name: '查看记录' }).click();
  await expect(visitor.page).toHaveURL(new RegExp(encodeURIComponent(ended)));
});

test('a group is made, and somebody comes in by its invite', { tag: '@smoke' }, async ({ house }) => {
  const owner = await house.newVisitor();
  const chats = new ChatsScreen(owner.page);
  await chats.open();
  await chats.newChat.getByRole('button', { name: '创建群聊' }).click();
  const sheet = owner.page.getByRole('dialog', { name: '创建群聊' });
  const group = newName();
  await sheet.getByRole('textbox', { name: '群名' }).fill(group);
  await sheet.getByRole('button', { name: '创建', exact: true }).click();
  await expect(owner.page).toHaveURL(roomAddress(group));

  const code = await owner.account.invite(group);
  const guest = await house.newVisitor();
  await guest.page.goto(`${CHATS}?join=${code}`);
  await guest.page.getByRole('button', { name: '加入房间' }).click();
  await expect(guest.page).toHaveURL(roomAddress(group));
  await expect(guest.page.getByRole('heading', { level: 1, name: group })).toBeVisible();
});

test('the list shows who wrote, what is unread and what I began to write', async ({ house }) => {
  const me = await house.newcomer();
  const [quiet, loud] = [await house.newcomer(), await house.newcomer()];
  const [calm, busy] = [await me.direct(quiet), await me.direct(loud)];
  await me.say(calm, '早上好');
  for (let i = 1; i <= 3; i += 1) await loud.say(busy, `第 ${i} 句`);
  const { page } = await house.enter(me);
  const chats = new ChatsScreen(page);
  await chats.open();
  await expect(chats.rows()).toHaveCount(2);
  await expect(chats.rows().first()).toHaveAttribute('data-room', busy);
  await expect(chats.row(busy)).toContainText('第 3 句');
  await expect(chats.row(busy)).toContainText('3 条未读');
  await expect(chats.row(calm)).toContainText('我：早上好');
  await expect(chats.row(calm)).not.toContainText('未读');

  await quiet.say(calm, '刚到');
  await expect(chats.row(calm)).toContainText('1 条未读');
  await expect(chats.rows().first()).toHaveAttribute('data-room', calm);
});
