// SPDX-License-Identifier: Apache-2.0
// Rooms of more than two, and rooms that end: who may do what, who is told what, and the pages that say why a
// room does not open.
import { CHATS, roomAddress, roomPath } from './house/chats_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, LINE_LOST, refusedWith, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';
import { newName } from './people.ts';

async function group(house: House): Promise<{ owner: Visitor; member: Visitor; room: string }> {
  const [owner, member] = [await house.newVisitor(), await house.newVisitor()];
  const room = await owner.account.createGroup(newName(), member.account);
  return { owner, member, room };
}

test('the owner adds somebody, makes an invite, and removes somebody, who is told so', async ({ house }) => {
  const { owner, member, room } = await group(house);
  member.tolerate(LINE_LOST, refusedWith(403));
  const friend = await house.newcomer();
  const theirs = new RoomScreen(member.page, room);
  await theirs.open();
  const mine = new RoomScreen(owner.page, room);
  await mine.open();
  const info = await mine.openInfo();
  await expect(info.getByRole('listitem')).toHaveCount(2);

  await info.getByRole('textbox', { name: '添加成员' }).fill(friend.name);
  await info.getByRole('button', { name: '添加', exact: true }).click();
  await expect(info.getByRole('listitem')).toHaveCount(3);
  await expect(theirs.feed.getByText(`${owner.name} 把 ${friend.name} 加了进来`)).toBeVisible();

  await info.getByRole('button', { name: '生成邀请链接' }).click();
  await expect(info.getByRole('textbox', { name: '邀请链接' })).toHaveValue(/\/tools\/chat\/\?join=/);

  await info.getByRole('button', { name: `管理 ${member.name}` }).click();
  await owner.page.getByRole('menuitem', { name: '移出房间' }).click();
  await owner.page.getByRole('menuitem', { name: `确定移出 ${member.name}？` }).click();
  await expect(info.getByRole('listitem')).toHaveCount(2);
  await expect(member.page.getByRole('heading', { name: '你不是这个房间的成员' })).toBeVisible();
  await expect(theirs.box).toBeHidden();
});

test('a muted member reads on, and is told until when', async ({ house }) => {
  const { owner, member, room } = await group(house);
  const theirs = new RoomScreen(member.page, room);
  await theirs.open();
  await owner.account.member(room, member.name, 'mute', { minutes: 10 });
  await expect(theirs.feed.getByText(new RegExp(`${owner.name} 禁言了你，到 `))).toBeVisible();
  await owner.account.say(room, '请稍等');
  await expect(theirs.message('请稍等')).toHaveCount(1);
  await theirs.say('我想说');
  await expect(theirs.feed.getByText(/你被禁言到/)).toBeVisible();
  await owner.account.member(room, member.name, 'mute', { minutes: 0 });
  await theirs
    .message('我想说')
    .getByRole('button', { name: /没有发出|重试/ })
    .click();
  await theirs.page.getByRole('menuitem', { name: '重试' }).click();
  await expect(theirs.message('我想说')).toContainText('已发送');
});

test('an ended room says so on both screens, keeps its history and takes nothing more', async ({ house }) => {
  const [anna, ben] = [await house.newVisitor(), await house.newVisitor()];
  for (const visitor of [anna, ben]) visitor.tolerate(LINE_LOST, refusedWith(410));
  const room = await anna.account.direct(ben.account);
  await ben.account.say(room, '最后一句');
  const [hers, his] = [new RoomScreen(anna.page, room), new RoomScreen(ben.page, room)];
  await hers.open();
  await his.open();
  await hers.openMenu();
  await anna.page.getByRole('menuitem', { name: '结束对话' }).click();
  await anna.page.getByRole('menuitem', { name: '确定结束？' }).click();
  for (const screen of [hers, his]) {
    await expect(screen.page.getByText('对话已结束').last()).toBeVisible();
    await expect(screen.box).toBeHidden();
    await expect(screen.message('最后一句')).toBeVisible();
  }
  await his.page.getByRole('button', { name: '返回聊天' }).click();
  await expect(his.page).toHaveURL(new RegExp(`${CHATS}$`));
});

for (const [type, title] of [
  ['not_found', '聊天室不存在'],
  ['no_permission', '访问被拒绝'],
] as const) {
  test(`a room that does not open says why: ${type}`, async ({ house }) => {
    const owner = await house.newcomer();
    const visitor = await house.newVisitor();
    const room = type === 'not_found' ? newName() : await owner.createGroup(newName());
    await visitor.page.goto(roomPath(room));
    await expect(visitor.page).toHaveURL(new RegExp(`/tools/chat-room-error/${type}/${room}/$`));
    await expect(visitor.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(visitor.page.getByText(room)).toBeVisible();
    await visitor.page.keyboard.press('Escape');
    await expect(visitor.page).toHaveURL(new RegExp(`${CHATS}$`));
  });
}

test('any other trouble with a room has a page too', async ({ house }) => {
  const { page } = await house.newVisitor();
  await page.goto('/tools/chat-room-error/error/r-7421/');
  await expect(page.getByRole('heading', { level: 1, name: '聊天室错误' })).toBeVisible();
  await page.getByRole('button', { name: '返回聊天' }).click();
  await expect(page).toHaveURL(new RegExp(`${CHATS}$`));
});

test('the old addresses of a room lead to it', async ({ house }) => {
  const { owner, room } = await group(house);
  for (const old of ['enhanced', '../heart_link/chat']) {
    await owner.page.goto(`/tools/chat/${old}/${room}/`);
    await expect(owner.page.getByRole('heading', { level: 1, name: room })).toBeVisible();
  }
});

test('blocking somebody ends the chat, and the settings undo it', async ({ house }) => {
  const [anna, ben] = [await house.newVisitor(), await house.newVisitor()];
  for (const visitor of [anna, ben]) visitor.tolerate(LINE_LOST, refusedWith(410));
  const room = await anna.account.direct(ben.account);
  const [hers, his] = [new RoomScreen(anna.page, room), new RoomScreen(ben.page, room)];
  await hers.open();
  await his.open();
  await hers.openMenu();
  await anna.page.getByRole('menuitem', { name: '拉黑' }).click();
  const sheet = anna.page.getByRole('dialog', { name: `拉黑 ${ben.name}？` });
  await sheet.getByRole('button', { name: '拉黑' }).click();
  await expect(his.page.getByText('对话已结束').last()).toBeVisible();
  await expect(his.page.getByText('拉黑')).toHaveCount(0);

  await anna.page.goto('/users/settings/');
  const blocked = anna.page.getByRole('region', { name: '已拉黑的人' });
  const rows = blocked.getByRole('listitem');
  await expect(rows).toContainText(ben.name);
  await rows.getByRole('button', { name: /解除拉黑/ }).click();
  await expect(rows).toHaveCount(0);
  await ben.account.direct(anna.account);
});

test('somebody who was removed finds the door closed after a reload', async ({ house }) => {
  const { owner, member, room } = await group(house);
  await owner.account.member(room, member.name, 'remove');
  await member.page.goto(roomPath(room));
  await expect(member.page).toHaveURL(/chat-room-error\/no_permission/);
  await expect(member.page).not.toHaveURL(roomAddress(room));
});
