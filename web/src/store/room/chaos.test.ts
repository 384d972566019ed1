// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
// Two tabs of one person and a server that dies, forgets to answer, says things twice and leaves things out.
// Whatever happens in between: nothing is ever shown twice, out of order, or gone again, and in the end both
// tabs show the server's log and nothing waits.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeDevice } from './testing/device.ts';
import { NOON } from './testing/entries.ts';
import { resetModules } from './testing/modules.ts';
import { FakeServer } from './testing/server.ts';
import { FakeTab } from './testing/tab.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

// On a busy machine.
const SLOW_MS = 60_000;

let server: FakeServer;
let device: FakeDevice;
let tabs: FakeTab[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOON);
  resetModules();
  server = new FakeServer();
  server.install();
  device = new FakeDevice();
  tabs = [];
});

afterEach(() => {
  for (const tab of tabs) tab.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function openTab(name: string): FakeTab {
  const tab = new FakeTab(server, device, name);
  tabs.push(tab);
  return tab;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function expectAgreement(): Promise<void> {
  for (const tab of tabs) {
    expect(tab.shown()).toEqual(server.messages());
    expect(tab.waiting()).toBe(0);
    expect(tab.broken).toEqual([]);
  }
  expect(device.items).toEqual([]);
}

// What one tab sent, in the order of the log.
const logged = (start: string) =>
  server
    .messages()
    .map(({ content }) => String(content))
    .filter((content) => content.startsWith(start));

test('a server killed between commit and ack: the message is sent again, and is in the log once', async () => {
  const tab = openTab('one');
  await pass(100);
  tab.send('a1');
  tab.send('a2');
  // 5 ms to the disk, 10 ms to the server; the ack and the echo are on their way.
  await pass(16);
  expect(server.messages()).toHaveLength(1);
  server.kill();
  await pass(1_000);
  expect(tab.waiting()).toBe(2);
  server.start();
  await pass(60_000);
  expect(logged('a')).toEqual(['a1', 'a2']);
  await expectAgreement();
});

test('a server killed before the message came', async () => {
  const tab = openTab('one');
  await pass(100);
  tab.send('a1');
  await pass(10);
  server.kill();
  server.start();
  await pass(60_000);
  expect(logged('a')).toEqual(['a1']);
  await expectAgreement();
});

test('a server killed between ack and echo: the place is kept, the echo comes with the resumption', async () => {
  const tab = openTab('one');
  await pass(100);
  server.loses = (frame) => frame.type === 'chat_message';
  tab.send('a1');
  await pass(40);
  expect(device.items).toEqual([]);
  expect(tab.shown()).toEqual(server.messages());
  server.loses = () => false;
  server.kill();
  server.says('bob', 'b1');
  server.start();
  await pass(60_000);
  await expectAgreement();
});

test('an echo before the ack settles the message too', async () => {
  const tab = openTab('one');
  await pass(100);
  server.loses = (frame) => frame.type === 'ack';
  tab.send('a1');
  tab.send('a2');
  await pass(200);
  expect(logged('a')).toEqual(['a1', 'a2']);
  await expectAgreement();
});

test('what was sent is the same when the resend is answered as a duplicate', async () => {
  const tab = openTab('one');
  await pass(100);
  // The log does not bring it: only the ack of the resend says where it is.
  server.loses = (frame) => frame.type !== 'connection_established' && frame.type !== 'resumed';
  tab.send('a1');
  await pass(40);
  server.kill();
  server.start();
  server.loses = (frame) => frame.type === 'chat_message';
  await pass(60_000);
  expect(logged('a')).toEqual(['a1']);
  await expectAgreement();
});

test('a tab that is closed leaves its messages to the one that opens the room again', async () => {
  const first = openTab('one');
  await pass(100);
  server.isUp = false;
  for (const line of [...server.lines]) line.cut(1006);
  for (let i = 1; i <= 5; i += 1) first.send(`a${i}`);
  await pass(50);
  first.close();
  tabs = [];
  server.start();
  const second = openTab('two');
  await pass(60_000);
  expect(second.shown()).toEqual(server.messages());
  expect(logged('a')).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  await expectAgreement();
});

test('two tabs: what one sends the other shows once, whichever comes first, the echo or the news of the outbox', async () => {
  for (const delay of [1, 500]) {
    device.delay = delay;
    const [one, two] = [openTab(`one ${delay}`), openTab(`two ${delay}`)];
    await pass(1_000);
    one.send(`from one ${delay}`);
    two.send(`from two ${delay}`);
    await pass(5_000);
    await expectAgreement();
  }
});

test('two hundred messages through five kills arrive once each and in order', {
  timeout: SLOW_MS,
}, async () => {
  const [one, two] = [openTab('one'), openTab('two')];
  await pass(100);
  for (let i = 1; i <= 100; i += 1) {
    one.send(`a${String(i).padStart(3, '0')}`);
    two.send(`b${String(i).padStart(3, '0')}`);
    await pass(37);
    if (i % 20 === 0) {
      server.kill();
      await pass(700);
      server.start();
    }
  }
  await pass(120_000);
  for (const start of ['a', 'b']) {
    expect(logged(start)).toHaveLength(100);
    expect(logged(start)).toEqual([...logged(start)].sort());
  }
  await expectAgreement();
});

// The same numbers for the same seed.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function storm(seed: number): Promise<void> {
  const random = seeded(seed);
  const often = (share: number) => random() < share;
  vi.spyOn(Math, 'random').mockImplementation(random);
  server.delay = () => 1 + Math.floor(random() * 80);
  device.delay = 1 + Math.floor(random() * 40);
  server.refuse = () => (often(0.05) ? { type: 'error', code: 'rate_limited', retry_ms: 300 } : null);
  server.loses = (frame) => frame.type === 'chat_message' && often(0.03);
  server.repeats = () => often(0.05);
  server.answer = () => (often(0.1) ? [503, { code: 'busy' }] : undefined);

  let count = 0;
  openTab('one');
  openTab('two');
  for (let round = 0; round < 120; round += 1) {
    const tab = tabs[Math.floor(random() * tabs.length)];
    const what = random();
    count += 1;
    const words = String(count).padStart(4, '0');
    if (what < 0.45) tab?.send(`${tab.name} ${words}`);
    else if (what < 0.65) server.says('bob', `bob ${words}`);
    else if (what < 0.7 && server.head > 0) server.takesBack('bob', 1 + Math.floor(random() * server.head));
    else if (what < 0.76) server.kill();
    else if (what < 0.84) server.start();
    else if (what < 0.9) server.lines[Math.floor(random() * server.lines.length)]?.cut(1006);
    else if (what < 0.93) void tab?.room.loadEarlier();
    else if (what < 0.95) server.lines[0]?.end(4408);
    else if (what < 0.97 && tab !== undefined) {
      // The tab is closed and the room opened in a new one.
      await pass(200);
      tab.close();
      tabs = tabs.filter((other) => other !== tab);
      openTab(`${tab.name}${words}`);
    }
    await pass(Math.floor(random() * 400));
  }
  server.start();
  server.answer = () => undefined;
  server.loses = () => false;
  await pass(300_000);
  // A hole at the very end shows itself with the next entry.
  server.says('bob', 'the last word');
  await pass(60_000);
  for (const tab of tabs) {
    const reached = tab.room.reach(1);
    await pass(30_000);
    expect(await reached).toBe(true);
  }
}

test.each([1, 2, 3, 4, 5, 6, 7, 181])(
  'after storm %i both tabs show the log',
  { timeout: SLOW_MS },
  async (seed) => {
    await storm(seed);
    await expectAgreement();
    for (const { name } of tabs) expect(logged(`${name} `)).toEqual([...logged(`${name} `)].sort());
  },
);
