// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Refusal } from '../net/api.ts';
import type { Me } from './person.ts';
import type { Rooms } from './rooms.ts';
import { type FakeBrowser, FakeSocket, openBrowser } from './testing/fake_browser.ts';
import { MemoryShelf } from './testing/memory_shelf.ts';

const shelves = vi.hoisted(() => new Map<string, unknown>());
vi.mock('./shelf.ts', () => ({ openShelf: (name: string) => shelves.get(name) }));

const SESSION = '/users/api/session-status/';
const ROOMS = '/tools/api/chat/rooms/';
const SIGNED_OUT: [number, unknown] = [401, { success: false, code: 'login_required' }];

let browser: FakeBrowser;
let opened: Me[];

beforeEach(() => {
  vi.useFakeTimers();
  browser = openBrowser();
  opened = [];
  for (const name of ['cache', 'drafts', 'outbox']) shelves.set(`heartlink.${name}`, new MemoryShelf());
  signedIn('alice', 7);
  browser.answers.set(ROOMS, [200, { success: true, rooms: [] }]);
});

afterEach(() => {
  for (const me of opened) me.dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

function signedIn(username: string, user_id: number): void {
  browser.answers.set(SESSION, [200, { success: true, data: { user_id, username } }]);
}

// A page, with modules of its own as every page has.
async function openPage() {
  vi.resetModules();
  const person = await import('./person.ts');
  const line = await import('./session_end.ts');
  return { ...person, ...line };
}

// It comes a moment after the person.
async function listOf(me: Me): Promise<Rooms> {
  while (me.rooms.value === null) await vi.dynamicImportSettled();
  await settled();
  return me.rooms.value;
}

async function enter(page: { openMe(): Promise<Me | Refusal> }): Promise<Me> {
  const me = await page.openMe();
  if ('code' in me) throw new Error(me.code);
  opened.push(me);
  await listOf(me);
  return me;
}

test('who is signed in is asked once, and everybody shares the answer', async () => {
  const page = await openPage();
  const [one, two] = await Promise.all([enter(page), enter(page)]);
  expect(one).toBe(two);
  expect(await page.openMe()).toBe(one);
  expect(one).toMatchObject({ username: 'alice', id: 7 });
  expect(browser.asked.filter((path) => path === SESSION)).toHaveLength(1);
  expect(FakeSocket.all).toHaveLength(1);
});

test('a refusal is answered, and asked again the next time', async () => {
  const page = await openPage();
  browser.answers.set(SESSION, SIGNED_OUT);
  expect(await page.openMe()).toMatchObject({ ok: false, code: 'login_required' });
  expect(FakeSocket.all).toHaveLength(0);
  signedIn('alice', 7);
  expect((await enter(page)).username).toBe('alice');
});

test.each<[string, [number, unknown] | null]>([
  ['no network', null],
  ['a server that starts', [503, { success: false, code: 'unavailable' }]],
  ['a proxy without its server', [502, 'Bad Gateway']],
])('with %s whoever was here last sees what is kept', async (_, answer) => {
  const first = await openPage();
  const me = await enter(first);
  me.drafts.write('r', 'half a thought');
  await me.outbox.add({
    clientId: 'c1',
    room: 'r',
    content: 'hi',
    type: 'text',
    replyTo: null,
    at: Date.now(),
  });
  me.dispose();
  browser.answers.set(SESSION, answer);
  browser.answers.set(ROOMS, answer);
  browser.asked.length = 0;
  const away = await enter(await openPage());
  expect(away).toMatchObject({ username: 'alice', id: 7 });
  expect(away.drafts.of('r').value).toBe('half a thought');
  expect(away.outbox.of('r').value).toMatchObject([{ clientId: 'c1' }]);
  const rooms = await listOf(away);
  expect(rooms.stale.value).toBe(true);
  expect(rooms.failure.value).toMatchObject({ ok: false });
  await settled();
  expect(browser.asked).not.toContain(ROOMS);
});

test('without network nobody is shown anything on a device that knows nobody', async () => {
  browser.answers.set(SESSION, null);
  expect(await (await openPage()).openMe()).toMatchObject({ ok: false, code: 'offline' });
});

test('a session that has ended shows nothing, whoever is known', async () => {
  (await enter(await openPage())).dispose();
  browser.answers.set(SESSION, SIGNED_OUT);
  expect(await (await openPage()).openMe()).toMatchObject({ ok: false, code: 'login_required' });
});

test('who comes back online as somebody else finds that it is over', async () => {
  (await enter(await openPage())).dispose();
  browser.answers.set(SESSION, null);
  const page = await openPage();
  await enter(page);
  signedIn('bob', 8);
  FakeSocket.last.accept();
  await settled();
  expect(page.ended.value).toBe(true);
});

test('a tab of the person before is over as soon as somebody else arrives', async () => {
  const before = await openPage();
  await enter(before);
  FakeSocket.last.accept();
  await settled();
  signedIn('bob', 8);
  await enter(await openPage());
  await settled();
  expect(before.ended.value).toBe(true);
});

test('another page of the same person disturbs nobody', async () => {
  const one = await openPage();
  await enter(one);
  browser.asked.length = 0;
  await enter(await openPage());
  await settled();
  expect(browser.asked.filter((path) => path === SESSION)).toHaveLength(1);
  expect(one.ended.value).toBe(false);
});

test('what waits to be stored is stored when the page is hidden', async () => {
  const me = await enter(await openPage());
  const drafts = shelves.get('heartlink.drafts') as MemoryShelf;
  me.drafts.write('r', 'half a thought');
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await settled();
  expect(drafts.rows.get('alice/r')).toBe('half a thought');
  vi.restoreAllMocks();
});

test('after dispose() the next one opens anew', async () => {
  const page = await openPage();
  const me = await enter(page);
  me.dispose();
  const next = await enter(page);
  expect(next).not.toBe(me);
});
