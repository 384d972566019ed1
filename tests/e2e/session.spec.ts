// SPDX-License-Identifier: Apache-2.0
// A sign-in that ends takes nothing along: the draft and the unsent message are there after the next one.
import { RoomScreen } from './house/room_screen.ts';
import { expect, LINE_LOST, refusedWith, test } from './house/test.ts';
import { PASSWORD } from './people.ts';

test('a session that ended leads to the login, and back to the draft and the unsent message', {
  tag: '@smoke',
}, async ({ newHouse }) => {
  const house = await newHouse();
  const other = await house.newcomer();
  const me = await house.newVisitor({ cable: true });
  me.tolerate(refusedWith(401));
  const room = await me.account.direct(other);
  const screen = new RoomScreen(me.page, room);
  await screen.open();
  await screen.say('第一句');
  await expect(screen.message('第一句')).toContainText('已发送');

  // Unsent: the line is down when it is written. The draft is stored a moment after the last key.
  await me.goOffline();
  await screen.say('没发出的');
  await expect(screen.message('没发出的')).toContainText('等待网络');
  await screen.box.fill('写到一半的');
  await expect.poll(() => storedDrafts(screen)).toContain('写到一半的');
  await house.server.endSessions(me.name);
  await me.goOnline();

  await expect(screen.page).toHaveURL(/\/users\/login\/\?.*next=/);
  await expect(screen.page.getByText('登录已过期')).toBeVisible();
  await screen.page.locator('input[name=username]').fill(me.name);
  await screen.page.locator('input[name=password]').fill(PASSWORD);
  await screen.page.locator('button[type=submit]').click();
  await screen.expectOpen();
  await expect(screen.message('没发出的')).toContainText('已发送');
  await expect(screen.box).toHaveValue('写到一半的');
  expect(await other.texts(room)).toEqual(['第一句', '没发出的']);
});

test('whoever signs in on the same device as somebody else sees nothing of theirs', async ({ house }) => {
  const [anna, ben] = [await house.newcomer(), await house.newcomer()];
  const visitor = await house.enter(anna);
  const room = await anna.direct(ben);
  const screen = new RoomScreen(visitor.page, room);
  await screen.open();
  await screen.box.fill('只给自己看');
  await expect.poll(() => storedDrafts(screen)).toContain('只给自己看');
  await visitor.page.goto('/users/logout/');
  await visitor.page.getByRole('button', { name: '退出登录' }).click();
  await expect(visitor.page).not.toHaveURL(/logout/);
  expect(await storedDrafts(screen)).not.toContain('只给自己看');
});

test('a sign-out in one tab shows in the others', async ({ house }) => {
  const other = await house.newcomer();
  const me = await house.newVisitor();
  me.tolerate(LINE_LOST, refusedWith(401));
  const screen = new RoomScreen(me.page, await me.account.direct(other));
  await screen.open();
  const tab = await me.newTab();
  await tab.goto('/users/logout/');
  await tab.getByRole('button', { name: '退出登录' }).click();
  await expect(screen.page).toHaveURL(/\/users\/login\//);
});

// Everything in the page's own databases, as text.
function storedDrafts(screen: RoomScreen): Promise<string> {
  return screen.page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const shelf = database.transaction(store).objectStore(store);
        found.push(name, await asked(shelf.getAllKeys()), await asked(shelf.getAll()));
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}
