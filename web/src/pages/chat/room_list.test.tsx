// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { muteRoom } from '../../store/muted_rooms.ts';
import { fakeMe, fakeRoom, REFUSAL } from '../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { RoomList } from './RoomList.tsx';

let stage: Stage;
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const rows = () => [...stage.root.querySelectorAll('a')];

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('home', 'errors');
});

beforeEach(() => {
  vi.useFakeTimers();
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.useRealTimers();
});

test('a list that comes quickly shows no skeleton before it', async () => {
  const fake = fakeMe(null);
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="" />);
  await pass(299);
  expect(stage.root.textContent).toBe('');
  await pass(1);
  expect(stage.root.textContent).toBe('Loading chats…');
  await act(async () => {
    fake.list.value = [];
  });
  expect(stage.root.textContent).toContain('No chats yet');
});

test('a list that did not come says why, and is asked for again', async () => {
  const fake = fakeMe(null);
  fake.failure.value = REFUSAL;
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="" />);
  expect(stage.root.querySelector('[role=alert]')?.textContent).toContain("Can't reach the server");
  await stage.press('Retry');
  expect(fake.reloads).toBe(1);
});

test('an old copy says that it is one, unless it is confirmed soon', async () => {
  const fake = fakeMe([fakeRoom({ id: 'den' })]);
  fake.stale.value = true;
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="" />);
  await pass(1900);
  expect(stage.root.textContent).not.toContain('Offline copy');
  await pass(100);
  expect(stage.root.textContent).toContain('Offline copy');
  await act(async () => {
    fake.stale.value = false;
  });
  expect(stage.root.textContent).not.toContain('Offline copy');
});

test('a row leads to its room, with what is unread there and what was begun to write', async () => {
  const fake = fakeMe([fakeRoom({ id: 'a/b', unread: 120 }), fakeRoom({ id: 'den' })]);
  fake.drafts.value = new Map([['a/b', 'half a']]);
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="den" />);
  expect(rows().map((row) => row.getAttribute('href'))).toEqual([
    '/tools/chat/room/a%2Fb/',
    '/tools/chat/room/den/',
  ]);
  expect(rows()[0]?.textContent).toContain('[Draft] half a');
  expect(rows()[0]?.textContent).toContain('99+120 unread');
  expect(rows().map((row) => row.getAttribute('aria-current'))).toEqual([null, 'page']);
});

test('of the room that is open the draft stands in its box, not in the list', async () => {
  const fake = fakeMe([fakeRoom({ id: 'den' })]);
  fake.drafts.value = new Map([['den', 'half a']]);
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="den" />);
  expect(rows()[0]?.textContent).toContain('bob: hello');
});

test('a muted room says so', async () => {
  const fake = fakeMe([fakeRoom({ id: 'den', unread: 1 })]);
  await stage.show(<RoomList me={fake.me} rooms={fake.rooms} room="" />);
  expect(rows()[0]?.textContent).not.toContain('Muted');
  await act(async () => muteRoom('den', true));
  expect(rows()[0]?.textContent).toContain('Muted');
  muteRoom('den', false);
});
