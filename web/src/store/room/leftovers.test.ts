// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from '../person.ts';
import { sendLeftovers } from './leftovers.ts';
import { ROOM } from './testing/server.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;
let isDone: boolean;

beforeEach(() => {
  visit = new FakeVisit();
  isDone = false;
});

afterEach(() => visit.end());

// An earlier tab wrote these.
async function left(...words: string[]): Promise<void> {
  const tab = visit.device.open('closed');
  words.forEach((content, i) => {
    const rest = { room: ROOM, content, type: 'text', replyTo: null, at: Date.now() } as const;
    void tab.add({ clientId: `c${i}`, ...rest });
  });
  await pass(100);
}

async function send(me: Me, isOpen = false): Promise<void> {
  void sendLeftovers(me, () => isOpen).then(() => {
    isDone = true;
  });
  await pass(0);
  await vi.dynamicImportSettled();
  await pass(500);
}

const said = () => visit.server.messages().map(({ content }) => content);

test('what a closed tab left is sent, in its order, though nobody opens the room', async () => {
  await left('one', 'two');
  visit.device.kill('closed');
  await send(visit.me);
  expect(said()).toEqual(['one', 'two']);
  expect(visit.device.items).toEqual([]);
  expect(isDone).toBe(true);
  // And the line goes with it.
  expect(visit.server.lines.filter(({ isLive }) => isLive)).toEqual([]);
});

test('it waits for a server that is away', async () => {
  await left('one');
  visit.device.kill('closed');
  visit.server.isUp = false;
  await send(visit.me);
  expect(isDone).toBe(false);
  visit.server.isUp = true;
  await pass(60_000);
  expect(said()).toEqual(['one']);
  expect(isDone).toBe(true);
});

test('what a living tab sends, or an open room, is left to them', async () => {
  await left('one');
  await send(visit.me);
  expect(visit.server.opened).toEqual([]);
  visit.device.kill('closed');
  await send(visit.me, true);
  expect(visit.server.opened).toEqual([]);
});

test('what is refused is nothing to wait for', async () => {
  await left('one');
  visit.device.kill('closed');
  visit.server.refuse = () => ({ type: 'error', code: 'content_empty' });
  await send(visit.me);
  expect(isDone).toBe(true);
});

test('what was thought lost on its way is sent, too', async () => {
  await left('one');
  visit.outbox.fail('c0', 'timed_out');
  await pass(100);
  visit.device.kill('closed');
  await send(visit.me);
  expect(said()).toEqual(['one']);
});

test('a room that lets nobody in does not hold up the others', async () => {
  await left('one');
  visit.device.kill('closed');
  visit.server.refusal = { status: 401, code: 'login_required' };
  await send(visit.me);
  await pass(30_000);
  expect(isDone).toBe(true);
  expect(visit.device.items).toHaveLength(1);
});
