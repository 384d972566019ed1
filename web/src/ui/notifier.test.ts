// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { type Signal, signal } from '@preact/signals';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../i18n/i18n.ts';
import { muteRoom } from '../store/muted_rooms.ts';
import { setPreference } from '../store/preferences.ts';
import { type FakeMe, fakeMe, fakeRoom } from '../store/testing/fake_me.ts';
import { countUnread, newsIn, startNotifier } from './notifier.ts';
import { titleMark } from './use_page.ts';

const tabs = vi.hoisted(() => ({ isNotifier: null as unknown as Signal<boolean> }));
vi.mock('../store/tabs.ts', async () => {
  const { signal: make } = await import('@preact/signals');
  tabs.isNotifier = make(true);
  return { isNotifier: tabs.isNotifier, listen: () => () => {}, tell: () => {} };
});
const sound = vi.hoisted(() => ({ allowChime: vi.fn(), chime: vi.fn() }));
vi.mock('./chime.ts', () => sound);

const shown: { title: string; body: string; tag: string; onclick?: () => void }[] = [];
class FakeNotification {
  static permission = 'granted';
  close = () => {};
  constructor(title: string, options: { body: string; tag: string }) {
    shown.push(Object.assign(this, { title, ...options }));
  }
}

const stage = { room: '', route: vi.fn() };
const hidden = signal(false);
let fake: FakeMe;
let stop: () => void;

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('home');
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden.value);
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Notification', FakeNotification);
  shown.length = 0;
  sound.chime.mockReset();
  stage.room = '';
  stage.route.mockReset();
  hidden.value = false;
  tabs.isNotifier.value = true;
  FakeNotification.permission = 'granted';
  setPreference('notify', true);
  setPreference('sound', true);
  setPreference('showContent', true);
  fake = fakeMe([fakeRoom({ id: 'den' }), fakeRoom({ id: 'attic' })]);
  stop = startNotifier(fake.me, stage);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// One message more in that room.
function message(id: string, content = 'hello', own = false): void {
  const list = fake.list.value ?? [];
  fake.list.value = list.map((room) =>
    room.id !== id || room.preview === null
      ? room
      : { ...room, unread: room.unread + 1, preview: { ...room.preview, content, own } },
  );
}

test('a message in another room is shown once, with a sound, and leads there', () => {
  message('den', 'come');
  expect(shown).toMatchObject([{ title: 'den', body: 'bob: come', tag: 'den' }]);
  expect(sound.chime).toHaveBeenCalledTimes(1);
  shown[0]?.onclick?.();
  expect(stage.route).toHaveBeenCalledWith('/tools/chat/room/den/');
});

test('the room one looks at calls nobody, unless the page is hidden', () => {
  stage.room = 'den';
  message('den');
  expect(shown).toEqual([]);
  hidden.value = true;
  message('den');
  expect(shown).toHaveLength(1);
});

test('only one tab calls, and all count', () => {
  tabs.isNotifier.value = false;
  message('den');
  expect(shown).toEqual([]);
  expect(sound.chime).not.toHaveBeenCalled();
  expect(titleMark.value).toBe('(1) ');
});

test('a muted room neither calls nor counts', () => {
  muteRoom('den', true);
  message('den');
  expect(shown).toEqual([]);
  expect(titleMark.value).toBe('');
  muteRoom('den', false);
  expect(titleMark.value).toBe('(1) ');
});

test('sounds keep a distance of two seconds, notifications do not', () => {
  message('den');
  message('attic');
  expect(shown).toHaveLength(2);
  expect(sound.chime).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(2000);
  message('den');
  expect(sound.chime).toHaveBeenCalledTimes(2);
});

test('what came while nobody could be told is news for nobody', () => {
  fake.stale.value = true;
  message('den');
  fake.stale.value = false;
  expect(shown).toEqual([]);
  message('den');
  expect(shown).toHaveLength(1);
});

test('reading, and my own words, are no news', () => {
  message('den', 'mine', true);
  fake.list.value = (fake.list.value ?? []).map((room) => ({ ...room, unread: 0 }));
  expect(shown).toEqual([]);
  expect(titleMark.value).toBe('');
});

test('without permission, or when switched off, nothing is shown; the sound has a switch of its own', () => {
  FakeNotification.permission = 'denied';
  message('den');
  FakeNotification.permission = 'granted';
  setPreference('notify', false);
  message('den');
  expect(shown).toEqual([]);
  expect(sound.chime).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(2000);
  setPreference('sound', false);
  message('den');
  expect(sound.chime).toHaveBeenCalledTimes(1);
});

test('where only a worker may show it, the worker does, and its press leads to the room', async () => {
  const showNotification = vi.fn();
  const worker = Object.assign(new EventTarget(), { ready: Promise.resolve({ showNotification }) });
  vi.stubGlobal('navigator', { serviceWorker: worker });
  stop();
  stop = startNotifier(fake.me, stage);
  vi.stubGlobal('Notification', function refuse(this: unknown) {
    throw new TypeError('Illegal constructor');
  });
  Object.assign(Notification, { permission: 'granted' });
  message('den', 'come');
  await vi.advanceTimersByTimeAsync(0);
  const address = '/tools/chat/room/den/';
  expect(showNotification).toHaveBeenCalledWith(
    'den',
    expect.objectContaining({ body: 'bob: come', data: { address } }),
  );
  worker.dispatchEvent(new MessageEvent('message', { data: { open: address } }));
  expect(stage.route).toHaveBeenCalledWith(address);
});

test('words are shown only where somebody wants them, and never those of a stranger', () => {
  setPreference('showContent', false);
  message('den', 'secret');
  setPreference('showContent', true);
  fake.list.value = (fake.list.value ?? []).map((room) => ({ ...room, kind: 'heart' }));
  message('attic', 'secret');
  expect(shown.map((one) => one.body)).toEqual(['sent a new message', 'sent a new message']);
});

test('after a break at most three rooms call at once', () => {
  const list = ['a', 'b', 'c', 'd'].map((id) => fakeRoom({ id, unread: 1 }));
  expect(newsIn(list, new Map())).toHaveLength(3);
  expect(newsIn(list, new Map(list.map((room) => [room.id, 1])))).toEqual([]);
  expect(countUnread(list, new Set(['a']))).toBe(3);
});

test('the icon of the tab has a dot while something is unread', () => {
  const icon = document.createElement('link');
  icon.rel = 'icon';
  document.head.append(icon);
  message('den');
  expect(icon.getAttribute('href')).toContain('favicon_dot');
  stop();
  expect(icon.getAttribute('href')).toBe('/favicon.svg');
  icon.remove();
});
