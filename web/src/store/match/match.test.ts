// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Frame, parseFrame } from '../../net/frames.ts';
import { START as LINE, type SocketState } from '../../net/socket_state.ts';
import { WAITING } from '../local.ts';
import { speakFor } from '../tabs.ts';
import { type FakeBrowser, openBrowser } from '../testing/fake_browser.ts';
import { type Hands, Matching } from './match.ts';

const line = vi.hoisted(() => ({}) as { state: { value: SocketState }; news: { value: readonly Frame[] } });
vi.mock('../rooms.ts', async () => {
  const { signal } = await import('@preact/signals');
  line.state = signal({} as SocketState);
  line.news = signal<readonly Frame[]>([]);
  return { lineState: line.state, news: line.news };
});

const NOW = 1_800_000_000_000;
const NUMBER = '/tools/api/number-match/';
const HEART = '/tools/api/heart_link/';
const NONE: [number, unknown] = [200, { success: true, status: 'not_found', waiting: 0 }];

let browser: FakeBrowser;
let made: Matching[];
let did: string[];
const focus = signal(true);
const onPage = signal(true);

const hands: Hands = {
  focused: () => focus.value,
  onPage: () => onPage.value,
  call: ({ room }) => did.push(`call ${room}`),
  enter: (room) => did.push(`enter ${room}`),
  goBack: (kind) => did.push(`back ${kind}`),
  sayCancelled: () => did.push('cancelled'),
  sayRefused: (code) => did.push(code),
  signedOut: () => did.push('signed out'),
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  browser = openBrowser();
  browser.answers.set(`${NUMBER}status/`, NONE);
  browser.answers.set(`${HEART}status/`, NONE);
  line.state.value = { ...LINE, phase: 'open', lastId: 4 };
  line.news.value = [];
  made = [];
  did = [];
  focus.value = true;
  onPage.value = true;
  speakFor('alice');
});

afterEach(() => {
  for (const one of made) one.dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

async function open(): Promise<Matching> {
  const matching = new Matching('alice', hands);
  made.push(matching);
  await settled();
  return matching;
}

function pending(number = '7421', serverTime = NOW): [number, unknown] {
  const expires_at = new Date(serverTime + 600_000).toISOString();
  return [
    200,
    { success: true, status: 'pending', matched: false, number, expires_at, server_time: serverTime },
  ];
}

function hear(frame: Record<string, unknown>): void {
  const parsed = parseFrame(JSON.stringify(frame));
  if (parsed !== null) line.news.value = [...line.news.value, parsed];
}

const found = (useq: number) => ({
  type: 'match_found',
  kind: 'number',
  room_id: 'match-1',
  confirm_by: Date.now() + 20_000,
  useq,
});

test('a wish is sent and remembered; a reload has it before the server answers', async () => {
  const matching = await open();
  browser.answers.set(`${NUMBER}status/`, pending());
  browser.answers.set(NUMBER, pending());
  matching.dispatch({ on: 'wish', wish: { kind: 'number', number: '7421' } });
  await settled();
  expect(matching.state.value.phase).toMatchObject({ at: 'waiting', number: '7421' });
  expect(JSON.parse(localStorage.getItem(WAITING) ?? '')).toMatchObject({ person: 'alice', useq: 4 });
  const reloaded = new Matching('alice', hands);
  made.push(reloaded);
  expect(reloaded.state.value.phase).toMatchObject({ at: 'waiting', number: '7421' });
});

test('the mark of somebody else is not taken up, and goes', async () => {
  localStorage.setItem(
    WAITING,
    JSON.stringify({
      person: 'bob',
      phase: { at: 'waiting', kind: 'heart', number: '', expiresAt: 1 },
      useq: 3,
    }),
  );
  const matching = await open();
  expect(matching.state.value.phase).toEqual({ at: 'idle' });
  expect(localStorage.getItem(WAITING)).toBeNull();
});

test('H17 the countdown is on the server clock, as it tells it and as the line corrects it', async () => {
  browser.answers.set(`${NUMBER}status/`, pending('7421', NOW + 3_600_000));
  const matching = await open();
  expect(matching.now() - NOW).toBe(3_600_000);
  // The device's clock is set while it waits; the line hears the time again.
  line.state.value = { ...line.state.value, clockOffMs: -60_000 };
  expect(matching.now() - NOW).toBe(-60_000);
});

test('whoever looks at the page goes to the room once the plates have turned', async () => {
  browser.answers.set(`${NUMBER}status/`, pending());
  await open();
  hear(found(5));
  await settled(800);
  expect(did).toEqual(['call match-1']);
  await settled(200);
  expect(did).toEqual(['call match-1', 'enter match-1']);
});

test('on another page it is told, and nobody is taken away from there', async () => {
  browser.answers.set(`${NUMBER}status/`, pending());
  onPage.value = false;
  await open();
  hear(found(5));
  await settled(5_000);
  expect(did).toEqual(['call match-1']);
});

test('H19 a tab that is not in front waits its turn, and does nothing when another one took it', async () => {
  browser.answers.set(`${NUMBER}status/`, pending());
  focus.value = false;
  const matching = await open();
  const other = new BroadcastChannel('heartlink');
  hear(found(5));
  await settled(100);
  expect(did).toEqual([]);
  other.postMessage({ person: 'alice', message: { what: 'match', did: 'claimed', room: 'match-1' } });
  await settled(3_000);
  expect(did).toEqual([]);
  other.postMessage({ person: 'alice', message: { what: 'match', did: 'entered', room: 'match-1' } });
  await settled();
  expect(matching.state.value.phase).toMatchObject({ at: 'entered', here: false });
});

test('H06 when no tab is in front, the one that waits goes in by itself', async () => {
  browser.answers.set(`${NUMBER}status/`, pending());
  focus.value = false;
  await open();
  hear(found(5));
  await settled(3_000);
  expect(did).toEqual(['call match-1', 'enter match-1']);
});

test('N12 a line that comes back at once was never away; one that stays away is told', async () => {
  const matching = await open();
  line.state.value = { ...line.state.value, phase: 'waiting' };
  await settled(1_500);
  line.state.value = { ...line.state.value, phase: 'open' };
  await settled(5_000);
  expect(matching.state.value.live).toBe(true);
  line.state.value = { ...line.state.value, phase: 'waiting' };
  await settled(2_500);
  expect(matching.state.value.live).toBe(false);
});

test('N08 when the time is over and nothing was heard, the server is asked, and not in a loop', async () => {
  browser.answers.set(`${NUMBER}status/`, pending());
  await open();
  browser.answers.set(`${NUMBER}status/`, null);
  browser.asked.length = 0;
  await settled(601_600);
  const asks = () => browser.asked.filter((path) => path === `${NUMBER}status/`).length;
  expect(asks()).toBe(1);
  await settled(10_000);
  expect(asks()).toBe(3);
});

test('old news, from before this page looked, are not taken for new ones', async () => {
  hear({ ...found(7), confirm_by: NOW - 1 });
  hear({
    type: 'match_withdrawn',
    kind: 'number',
    reason: 'partner_gone',
    back_in_pool: true,
    expires_at: new Date(NOW + 1_000).toISOString(),
    useq: 8,
  });
  const matching = await open();
  expect(matching.state.value.phase).toEqual({ at: 'idle' });
});

test('N05 the old wait is cancelled before the new one begins; a match that was quicker is asked about', async () => {
  browser.answers.set(`${NUMBER}status/`, pending('1111'));
  const matching = await open();
  browser.answers.set(`${NUMBER}cancel/`, [
    409,
    { success: false, code: 'already_matched', room_id: 'match-1' },
  ]);
  browser.answers.set(NUMBER, [400, { success: false, code: 'already_waiting', kind: 'number' }]);
  matching.dispatch({ on: 'wish', wish: { kind: 'number', number: '2222' } });
  await settled();
  expect(matching.state.value.question).toBe(true);
  matching.dispatch({ on: 'switch' });
  await settled();
  expect(matching.state.value.phase).toMatchObject({ at: 'found', room: 'match-1', asks: true });
});

test('who is signed out is told so', async () => {
  browser.answers.set(`${HEART}status/`, [401, { success: false, code: 'login_required' }]);
  await open();
  expect(did).toEqual(['signed out']);
});
