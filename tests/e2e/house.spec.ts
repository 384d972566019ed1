// SPDX-License-Identifier: Apache-2.0
// The tests' own tools, so that a test that fails is not about them.
import { converse, crowd } from './house/crowd.ts';
import { expect, LINE_LOST, test } from './house/test.ts';

test('a server that was killed comes back on the same port with everything it said yes to', async ({
  newHouse,
}) => {
  const house = await newHouse();
  const [anna, ben] = await house.newcomers(2);
  if (anna === undefined || ben === undefined) throw new Error('two people');
  const room = await anna.direct(ben);
  const before = house.server.url;
  await anna.say(room, 'one');
  await house.server.kill();
  await expect(anna.say(room, 'lost')).rejects.toThrow();
  await house.server.restart();
  expect(house.server.url).toBe(before);
  await ben.say(room, 'two');
  expect(await anna.texts(room)).toEqual(['one', 'two']);
});

test('a room of a thousand messages is furnished in seconds', async ({ house }) => {
  const people = await house.newcomers(3);
  const [owner, ...others] = people;
  if (owner === undefined) throw new Error('three people');
  const room = await owner.createGroup(`room-${owner.name}`, ...others);
  await crowd(room, people, 1000, (i) => `message ${i}`);
  expect(new Set(await owner.texts(room)).size).toBe(1000);
  await converse(room, people, 3, (i) => `last ${i}`);
  expect((await owner.texts(room)).slice(-3)).toEqual(['last 0', 'last 1', 'last 2']);
});

test("the server's clock can be moved", async ({ newHouse }) => {
  const house = await newHouse({ clock: '-2d' });
  const anna = await house.newcomer();
  const room = await anna.createGroup(`room-${anna.name}`);
  await anna.say(room, 'the day before yesterday');
  const [entry] = (await anna.get(`/tools/api/chat/${room}/messages/?limit=1`)).messages as {
    created_at: string;
  }[];
  const hours = (Date.now() - Date.parse(entry?.created_at ?? '')) / 3_600_000;
  expect(hours).toBeGreaterThan(47);
  expect(hours).toBeLessThan(49);
});

test('a page that complains fails its test', async ({ house }) => {
  const visitor = await house.newVisitor();
  await visitor.page.goto('/users/settings/');
  await visitor.page.evaluate(`console.error('a fault of the page')`);
  await expect.poll(() => () => visitor.expectClean()).toThrow(/a fault of the page/);
  await visitor.page.evaluate(`void fetch('http://127.0.0.1:1/').catch(() => {})`);
  visitor.tolerate(/a fault of the page/);
  expect(() => visitor.expectClean()).toThrow(/connect-src|foreign/);
  visitor.tolerate(/foreign|Content Security Policy|violates/, LINE_LOST);
});
