// SPDX-License-Identifier: Apache-2.0
// Two people go on talking while their server is killed five times and one of them closes the browser tab with
// messages unsent: everything arrives, once, in the order it was written, and both screens show the same.

import { RoomScreen } from './house/room_screen.ts';
import { expect, type House, LINE_LOST, test } from './house/test.ts';
import { transcript } from './house/transcript.ts';
import type { Visitor } from './house/visitor.ts';

const KILLS = 5;
// Of each of the two.
const MESSAGES = 100;
const BETWEEN_KILLS = 16;

class Talker {
  said = 0;
  screen: RoomScreen;

  constructor(
    readonly visitor: Visitor,
    private readonly initial: string,
    private readonly room: string,
  ) {
    this.screen = new RoomScreen(visitor.page, room);
  }

  async say(count: number): Promise<void> {
    for (let i = 0; i < count && this.said < MESSAGES; i += 1) {
      this.said += 1;
      await this.screen.say(`${this.initial}${this.said}`);
    }
  }

  // Everything of theirs, in the order of writing.
  own(): string[] {
    return Array.from({ length: MESSAGES }, (_, i) => `${this.initial}${i + 1}`);
  }

  async closeTab(): Promise<void> {
    await this.screen.page.close();
  }

  async openTab(): Promise<void> {
    this.screen = new RoomScreen(await this.visitor.newTab(), this.room);
    await this.screen.open();
  }

  async expectAllArrived(): Promise<void> {
    await expect(this.screen.feed.getByText(/发送中|等待网络|没有发出/)).toHaveCount(0, { timeout: 60_000 });
  }
}

test('two hundred messages through five kills: each once, in order, on both screens', async ({
  newHouse,
}) => {
  test.setTimeout(240_000);
  const house = await newHouse();
  const [anna, ben] = await talkers(house);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await Promise.all([anna.say(BETWEEN_KILLS), ben.say(BETWEEN_KILLS)]);
    await house.server.kill();
    // Into the void; the third time a tab is closed on it.
    await Promise.all([anna.say(3), ben.say(3)]);
    if (kill === 3) await ben.closeTab();
    await house.server.restart();
    if (kill === 3) await ben.openTab();
  }
  await Promise.all([anna.say(MESSAGES), ben.say(MESSAGES)]);
  await anna.expectAllArrived();
  await ben.expectAllArrived();

  const log = await anna.visitor.account.texts(anna.screen.room);
  for (const talker of [anna, ben]) {
    const own = talker.own();
    expect(log.filter((text) => own.includes(text))).toEqual(own);
  }
  expect(log).toHaveLength(2 * MESSAGES);
  for (const talker of [anna, ben]) {
    const shown = await transcript(talker.screen);
    expect(shown.map((line) => line.text)).toEqual(log);
    const own = shown.filter((line) => line.spoken.startsWith('你：'));
    expect(own).toHaveLength(MESSAGES);
    expect(own.filter((line) => !/(已发送|已送达|已读)$/.test(line.spoken))).toEqual([]);
  }
});

async function talkers(house: House): Promise<[Talker, Talker]> {
  const [anna, ben] = [await house.newVisitor(), await house.newVisitor()];
  const room = await anna.account.direct(ben.account);
  const two: [Talker, Talker] = [new Talker(anna, 'a', room), new Talker(ben, 'b', room)];
  for (const talker of two) {
    talker.visitor.tolerate(LINE_LOST);
    await talker.screen.open();
  }
  return two;
}
