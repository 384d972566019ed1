// SPDX-License-Identifier: Apache-2.0
// The checklist that this project began with, from its first line to its last, by two people with a phone or a
// desktop: the server runs, they are signed in, the room is there, the socket connects, messages arrive; and what
// to do when one of it is not so.
import { CHATS, ChatsScreen, roomAddress } from './house/chats_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, refusedWith, test } from './house/test.ts';
import { newName, PASSWORD } from './people.ts';

const ROOM = 'test-room-123';
const DEBUG = `/tools/chat/debug/${ROOM}/`;

test('the checklist of the seed, walked through by two people', { tag: '@smoke' }, async ({ newHouse }) => {
  const house = await newHouse();
  const [anna, ben] = [await house.newcomer(), await house.newcomer()];
  await house.server.operator(['room', 'create', ROOM, '--user1', anna.name]);

  // Nobody is in without a sign-in, and the way back is kept.
  const hers = await house.stranger();
  await hers.page.goto(DEBUG);
  await expect(hers.page).toHaveURL(/\/users\/login\/\?next=/);
  await hers.page.locator('input[name=username]').fill(anna.name);
  await hers.page.locator('input[name=password]').fill(PASSWORD);
  await hers.page.locator('button[type=submit]').click();
  await expect(hers.page).toHaveURL(new RegExp(`${DEBUG}$`));

  // The five lines of the list, live.
  await hers.page.getByRole('button', { name: '连接 WebSocket' }).click();
  for (const check of ['server', 'session', 'room', 'socket', 'round_trip']) {
    await expect(hers.page.locator(`[data-check=${check}]`)).toHaveAttribute('data-state', 'pass');
  }

  // The chat itself: by the room's id, then directly.
  const his = await house.enter(ben);
  for (const visitor of [hers, his]) {
    const chats = new ChatsScreen(visitor.page);
    await chats.open();
    await chats.enterRoom(ROOM);
    await expect(visitor.page).toHaveURL(roomAddress(ROOM));
  }
  const [left, right] = [new RoomScreen(hers.page, ROOM), new RoomScreen(his.page, ROOM)];
  await left.say('你好 ben');
  await expect(right.message('你好 ben')).toHaveCount(1);
  await right.say('hi anna');
  await expect(left.message('hi anna')).toHaveCount(1);

  const chats = new ChatsScreen(his.page);
  await chats.open();
  await chats.findPerson(anna.name);
  await expect(his.page).toHaveURL(/\/tools\/chat\/room\/direct-/);
  await new RoomScreen(his.page, '').say('我们单独聊');
  await new ChatsScreen(hers.page).open();
  await expect(hers.page.getByText('我们单独聊')).toBeVisible();
});

test('the common problems of the seed are said with what to do about them', async ({ house }) => {
  const visitor = await house.newVisitor();
  visitor.tolerate(refusedWith(403, 404));
  const { page } = visitor;
  const owner = await house.newcomer();
  const closed = await owner.createGroup(newName());
  const missing = newName();

  // No right to enter; and a room that is not there, from the address and from the field.
  await page.goto(`/tools/chat/room/${closed}/`);
  await expect(page.getByText('你不是这个房间的成员。请房间里的人邀请你。')).toBeVisible();
  await page.goto(`/tools/chat/room/${missing}/`);
  await expect(page.getByText('房间号可能输错了，或者房间已被清理。核对后再试。')).toBeVisible();
  await page.getByRole('button', { name: '返回聊天' }).click();
  await expect(page).toHaveURL(new RegExp(`${CHATS}$`));
  const chats = new ChatsScreen(page);
  await chats.enterRoom(missing);
  await expect(page.getByRole('button', { name: '创建并进入' })).toBeVisible();

  // The socket is refused: the debug page says which link broke.
  await page.goto(`/tools/chat/debug/${missing}/`);
  await page.getByRole('button', { name: '连接 WebSocket' }).click();
  const check = page.locator('[data-check=room]');
  await expect(check).toHaveAttribute('data-state', 'fail');
  await expect(check).toContainText(`heartlink room create ${missing} --user1 ${visitor.name}`);
});
