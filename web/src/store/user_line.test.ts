// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame } from '../net/frames.ts';
import { ended } from './session_end.ts';
import { type FakeBrowser, FakeSocket, openBrowser } from './testing/fake_browser.ts';
import { lineState, UserLine } from './user_line.ts';

const SESSION = '/users/api/session-status/';
const UNREAD: Frame = { type: 'unread', total: 0, rooms: [] };

let browser: FakeBrowser;
let line: UserLine;

beforeEach(() => {
  vi.useFakeTimers();
  // Waits are as short as can be.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  browser = openBrowser();
  signedIn('alice');
});

afterEach(() => {
  line.dispose();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);
const SIGNED_OUT: [number, unknown] = [401, { success: false, code: 'login_required' }];

function signedIn(username: string): void {
  browser.answers.set(SESSION, [200, { success: true, data: { user_id: 1, username } }]);
}

function openLine(known = true): string[] {
  const seen: string[] = [];
  line = new UserLine('alice', known, {
    onOpen: (again) => seen.push(again ? 'open again' : 'open'),
    onFrame: (frame) => seen.push(frame.type),
  });
  return seen;
}

// What other tabs are told; the channel of this one does not hear itself.
function listenBeside(): unknown[] {
  const told: unknown[] = [];
  const channel = new BroadcastChannel('heartlink');
  channel.onmessage = (event: MessageEvent<{ message: unknown }>) => told.push(event.data.message);
  return told;
}

async function comeUp(): Promise<void> {
  FakeSocket.last.accept();
  FakeSocket.last.say(UNREAD);
  await settled();
}

test('the line is up with its first list, which is passed on like all that follow', async () => {
  const seen = openLine();
  expect(FakeSocket.last.address).toMatch(/\/ws\/user\/$/);
  expect(lineState.value.phase).toBe('connecting');
  await comeUp();
  FakeSocket.last.say({ type: 'room_activity', room_id: 'r' });
  await settled();
  expect(lineState.value.phase).toBe('open');
  expect(seen.sort()).toEqual(['open', 'room_activity', 'unread']);
  expect(browser.asked).toEqual([]);
});

test('what an operator decided meanwhile is asked for, from what was read last', () => {
  localStorage.setItem('heartlink.moderation.alice', '5');
  openLine();
  expect(FakeSocket.last.address).toContain('after=5');
});

test('after a break it asks who is signed in before it passes anything on', async () => {
  const seen = openLine();
  await comeUp();
  seen.length = 0;
  FakeSocket.last.end(1006);
  await settled();
  FakeSocket.last.accept();
  FakeSocket.last.say(UNREAD);
  expect(seen).toEqual([]);
  expect(browser.asked).toEqual([SESSION]);
  await settled();
  expect(seen.sort()).toEqual(['open again', 'unread']);
});

test('when somebody else is signed in meanwhile, nothing is passed on and it is over', async () => {
  const seen = openLine();
  await comeUp();
  seen.length = 0;
  signedIn('bob');
  FakeSocket.last.end(1006);
  await settled();
  await comeUp();
  FakeSocket.last.say({ type: 'room_activity', room_id: 'of bob' });
  await settled();
  expect(seen).toEqual([]);
  expect(ended.value).toBe(true);
  expect(lineState.value.phase).toBe('idle');
});

test('when nobody can say who is signed in, it tries again', async () => {
  const seen = openLine(false);
  browser.answers.set(SESSION, [503, { success: false, code: 'unavailable' }]);
  await comeUp();
  expect(seen).toEqual([]);
  expect(ended.value).toBe(false);
  expect(FakeSocket.all).toHaveLength(2);
  signedIn('alice');
  await comeUp();
  expect(seen.sort()).toEqual(['open again', 'unread']);
});

test.each<[string, () => void]>([
  ['session_ended', () => FakeSocket.last.say({ type: 'session_ended' })],
  ['close code 4401', () => FakeSocket.last.end(4401)],
])('%s ends it and tells the other tabs once', async (_, end) => {
  openLine();
  const told = listenBeside();
  await comeUp();
  end();
  expect(ended.value).toBe(true);
  FakeSocket.last.end(4401);
  await settled();
  expect(told).toEqual([{ what: 'session' }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
});

test('a refused handshake is over when nobody is signed in, and tried again otherwise', async () => {
  openLine();
  FakeSocket.last.end(1006);
  await settled();
  expect(FakeSocket.all.length).toBeGreaterThan(1);
  expect(ended.value).toBe(false);
  browser.answers.set(SESSION, SIGNED_OUT);
  FakeSocket.last.end(1006);
  await settled();
  expect(ended.value).toBe(true);
  expect(lineState.value).toMatchObject({ phase: 'refused', why: 'login_required' });
});

test('no network ends nothing', async () => {
  openLine();
  browser.answers.set(SESSION, null);
  FakeSocket.last.end(1006);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended.value).toBe(false);
});

test('a tab that is told of the session asks, and ends or lives on accordingly', async () => {
  const seen = openLine();
  await comeUp();
  const beside = new BroadcastChannel('heartlink');
  const tellSession = () => beside.postMessage({ person: 'whoever', message: { what: 'session' } });
  tellSession();
  await settled();
  expect(ended.value).toBe(false);
  expect(lineState.value.phase).toBe('open');

  browser.answers.set(SESSION, SIGNED_OUT);
  tellSession();
  await settled();
  expect(ended.value).toBe(true);
  expect(lineState.value.phase).toBe('idle');

  signedIn('alice');
  tellSession();
  await settled();
  expect(ended.value).toBe(false);
  seen.length = 0;
  await comeUp();
  expect(seen.sort()).toEqual(['open again', 'unread']);
});

test('a disposed line says nothing more, and the next one begins anew', async () => {
  const seen = openLine();
  await comeUp();
  FakeSocket.last.say({ type: 'session_ended' });
  line.dispose();
  seen.length = 0;
  await settled();
  expect(lineState.value.phase).toBe('idle');
  expect(seen).toEqual([]);
  openLine();
  expect(ended.value).toBe(false);
});
