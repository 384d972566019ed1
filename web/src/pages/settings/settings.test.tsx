// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { preferences, setPreference } from '../../store/preferences.ts';
import { REFUSAL } from '../../store/testing/fake_me.ts';
import { permissionIn } from '../../ui/notify_permission.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { BlockedPeople } from './BlockedPeople.tsx';
import { EnterChoice } from './EnterChoice.tsx';
import { NotificationChoices } from './NotificationChoices.tsx';
import { ReceiptsChoice } from './ReceiptsChoice.tsx';

const api = vi.hoisted(() => ({
  blockedPeople: vi.fn(),
  readPreferences: vi.fn(),
  unblockPerson: vi.fn(),
  unblockRoom: vi.fn(),
  writePreferences: vi.fn(),
}));
vi.mock('../../net/chat_api.ts', () => api);

let stage: Stage;
const words = () => stage.root.textContent ?? '';
const boxes = () => [...stage.root.querySelectorAll('input')];
const click = (box: HTMLElement | undefined) => stage.click(box);

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('account', 'settings');
});

beforeEach(() => {
  for (const call of Object.values(api)) call.mockReset();
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.unstubAllGlobals();
});

function stubNotification(permission: NotificationPermission, answer = permission) {
  const asked = vi.fn(async () => {
    stub.permission = answer;
    return answer;
  });
  const stub = { permission, requestPermission: asked };
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('Notification', stub);
  return asked;
}

test('the browser is asked on a press only, and the words say what came of it', async () => {
  const asked = stubNotification('default', 'granted');
  setPreference('notify', false);
  await stage.show(<NotificationChoices />);
  expect(asked).not.toHaveBeenCalled();
  expect(words()).toContain('Your browser asks for permission');
  await click(boxes()[0]);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(preferences.value.notify).toBe(true);
  expect(words()).toContain('Works while a page of this site is open');
  await click(boxes()[0]);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(preferences.value.notify).toBe(false);
});

test('whoever says no to the browser has no notifications, and reads why', async () => {
  stubNotification('default', 'denied');
  setPreference('notify', false);
  await stage.show(<NotificationChoices />);
  await click(boxes()[0]);
  expect(preferences.value.notify).toBe(false);
  expect(boxes()[0]?.checked).toBe(false);
  expect(boxes()[0]?.disabled).toBe(true);
  expect(words()).toContain("Your browser blocks this site's notifications");
});

test('what a browser cannot do is not blamed on a permission', () => {
  const browser = { secure: true, stated: null, phone: false };
  expect(permissionIn(browser)).toBe('unsupported');
  expect(permissionIn({ ...browser, phone: true })).toBe('add_to_home');
  expect(permissionIn({ ...browser, secure: false, stated: 'denied' })).toBe('insecure');
  expect(permissionIn({ ...browser, stated: 'denied' })).toBe('denied');
});

test('receipts show what the server has, and change when it has agreed', async () => {
  api.readPreferences.mockResolvedValue({ ok: true, readReceipts: true });
  await stage.show(<ReceiptsChoice />);
  expect(boxes()[0]?.checked).toBe(true);
  api.writePreferences.mockResolvedValueOnce({ ...REFUSAL });
  await click(boxes()[0]);
  expect(boxes()[0]?.checked).toBe(true);
  expect(words()).toContain("Can't reach the server");
  api.writePreferences.mockResolvedValueOnce({ ok: true, readReceipts: false });
  await click(boxes()[0]);
  expect(boxes()[0]?.checked).toBe(false);
});

test('somebody is unblocked by his button, and the heading takes the focus', async () => {
  api.blockedPeople.mockResolvedValueOnce({
    ok: true,
    people: [{ username: 'dave', at: '2026-01-31T08:00:00Z', room: '' }],
  });
  await stage.show(<BlockedPeople />);
  expect(words()).toContain('dave');
  api.unblockPerson.mockResolvedValue({ ok: true });
  api.blockedPeople.mockResolvedValueOnce({ ok: true, people: [] });
  await stage.press('Unblock dave');
  expect(api.unblockPerson).toHaveBeenCalledWith('dave');
  expect(words()).toContain('Unblocked: dave');
  expect(words()).toContain("You haven't blocked anybody");
  expect(document.activeElement?.id).toBe('blocked-title');
});

test('who was blocked under an alias is named so, and unblocked by the room', async () => {
  const at = '2026-01-31T08:00:00Z';
  const people = [
    { username: 'Night Cone', at, room: 'heart-1' },
    { username: 'Night Cone', at, room: 'heart-2' },
  ];
  api.blockedPeople.mockResolvedValueOnce({ ok: true, people });
  await stage.show(<BlockedPeople />);
  expect(words()).toContain('Alias in heart link');
  api.unblockRoom.mockResolvedValue({ ok: true });
  api.blockedPeople.mockResolvedValueOnce({ ok: true, people: people.slice(0, 1) });
  await stage.click([...stage.root.querySelectorAll('button')].at(-1));
  expect(api.unblockRoom).toHaveBeenCalledWith('heart-2');
  expect(stage.root.querySelectorAll('li')).toHaveLength(1);
});

test('what Enter does is kept when it is chosen', async () => {
  await stage.show(<EnterChoice />);
  expect(boxes().map((box) => box.checked)).toEqual([true, false, false]);
  await click(boxes()[2]);
  expect(preferences.value.enterSends).toBe('ctrl');
  setPreference('enterSends', 'auto');
});
