// SPDX-License-Identifier: Apache-2.0
// Several tabs of one person are one person: they agree on what is read, begun and sent, and one of them
// speaks up.
import type { Page } from '@playwright/test';
import { ChatsScreen } from './house/chats_screen.ts';
import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';

interface Tabs {
  readonly me: Visitor;
  readonly other: Visitor['account'];
  readonly one: RoomScreen;
  readonly two: RoomScreen;
}

async function tabs(house: House): Promise<Tabs> {
  const other = await house.newcomer();
  const me = await house.newVisitor();
  const room = await me.account.direct(other);
  const one = new RoomScreen(me.page, room);
  const two = new RoomScreen(await me.newTab(), room);
  return { me, other, one, two };
}

// Playwright lets every tab believe that it has the focus. From now on, until it goes to another page, this one has
// it only while it is in front, as with people.
async function loseFocusBehind(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
}

test('what is sent in one tab appears once in both', { tag: '@smoke' }, async ({ house }) => {
  const { me, other, one, two } = await tabs(house);
  await one.open();
  await two.open();
  await one.say('从第一个标签页');
  await two.say('从第二个标签页');
  for (const tab of [one, two]) {
    await expect(tab.message('从第一个标签页')).toHaveCount(1);
    await expect(tab.message('从第二个标签页')).toHaveCount(1);
    await expect(tab.message('从第二个标签页')).toContainText('已发送');
  }
  await other.say(one.room, '都收到了');
  for (const tab of [one, two]) await expect(tab.message('都收到了')).toHaveCount(1);
  expect(await me.account.texts(one.room)).toHaveLength(3);
});

test('reading in one tab clears the unread count of the other', async ({ house }) => {
  const { me, other, one, two } = await tabs(house);
  await other.say(one.room, '看一下');
  const list = new ChatsScreen(two.page);
  await list.open();
  await expect(list.row(one.room)).toContainText('1 条未读');
  await one.page.bringToFront();
  await one.open();
  await expect(one.message('看一下')).toBeVisible();
  await expect(list.row(one.room)).not.toContainText('未读');
  const summary = () => me.account.get('/tools/api/notifications/summary/');
  await expect.poll(summary).toMatchObject({ total_unread: 0 });
});

test('a draft is there in the other tab, and gone when it was sent', async ({ house }) => {
  const { one, two } = await tabs(house);
  await one.open();
  await loseFocusBehind(one.page);
  await one.page.bringToFront();
  await one.box.fill('写到一半');
  const list = new ChatsScreen(two.page);
  await list.open();
  await expect(list.row(one.room)).toContainText('[草稿]');
  await expect(list.row(one.room)).toContainText('写到一半');
  await two.page.bringToFront();
  await two.open();
  await expect(two.box).toHaveValue('写到一半');
  await two.sendButton.click();
  await expect(one.message('写到一半')).toHaveCount(1);
  await expect(one.box).toHaveValue('');
  await expect(two.box).toHaveValue('');
});

test('a draft outlives its tab', async ({ house }) => {
  const { me, one } = await tabs(house);
  await one.open();
  await one.box.fill('明天再说');
  const list = new ChatsScreen(await me.newTab());
  await list.open();
  await expect(list.row(one.room)).toContainText('明天再说');
  await one.page.close();
  const later = new RoomScreen(list.page, one.room);
  await later.open();
  await expect(later.box).toHaveValue('明天再说');
});

test('one tab notifies, and when it goes another one does', async ({ house }) => {
  const { me, other, one } = await tabs(house);
  await me.context.grantPermissions(['notifications']);
  await me.context.addInitScript(recordNotifications);
  const lists = [
    new ChatsScreen(one.page),
    new ChatsScreen(await me.newTab()),
    new ChatsScreen(await me.newTab()),
  ];
  for (const list of lists) await list.open();
  const holders = () =>
    Promise.all(lists.filter((list) => !list.page.isClosed()).map((list) => holds(list.page)));
  await expect.poll(async () => (await holders()).filter(Boolean).length).toBe(1);
  await other.say(one.room, '有人吗');
  for (const list of lists) await expect(list.row(one.room)).toContainText('1 条未读');

  const first = lists[(await holders()).indexOf(true)];
  await first?.page.close();
  await expect.poll(async () => (await holders()).filter(Boolean).length).toBe(1);
});

// Stands in for the system's notifications, which a test cannot see.
function recordNotifications(): void {
  const shown: string[] = [];
  class Recorder {
    static readonly permission = 'granted';
    onclick = null;
    constructor(readonly title: string) {
      shown.push(title);
    }
    close(): void {}
  }
  Object.assign(window, { Notification: Recorder, shownNotifications: shown });
}

// Whether this tab is the one that holds the lock.
function holds(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    const mine = await new Promise<string | undefined>((found) => {
      const name = `probe-${Math.random()}`;
      void navigator.locks.request(name, async () => {
        const now = await navigator.locks.query();
        found(now.held?.find((lock) => lock.name === name)?.clientId);
      });
    });
    return held.some((lock) => lock.name === 'heartlink.notifier' && lock.clientId === mine);
  });
}
