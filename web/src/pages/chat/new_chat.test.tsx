// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { createRef } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { REFUSAL } from '../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { NewChat } from './NewChat.tsx';

const api = vi.hoisted(() => ({
  admission: vi.fn(),
  createRoom: vi.fn(),
  openDirect: vi.fn(),
  unblockPerson: vi.fn(),
}));
vi.mock('../../net/chat_api.ts', () => api);
vi.mock('../../net/room_api.ts', () => api);

const onOpen = vi.fn();
const onDebug = vi.fn();
let stage: Stage;
const said = () => stage.root.querySelector('[role=tabpanel] p')?.textContent;
const field = () => stage.root.querySelector('input') as HTMLInputElement;

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('home', 'errors');
});

beforeEach(async () => {
  vi.useFakeTimers();
  for (const call of [...Object.values(api), onOpen, onDebug]) call.mockReset();
  stage = newStage();
  await stage.show(<NewChat onOpen={onOpen} onDebug={onDebug} field={createRef()} />);
});

afterEach(() => {
  stage.clear();
  vi.useRealTimers();
});

test('nothing is asked while somebody types, and the blanks around a name do not count', async () => {
  api.openDirect.mockResolvedValue({ ok: true, room: 'direct-1', isNew: true });
  await stage.type(' bob ');
  expect(api.openDirect).not.toHaveBeenCalled();
  await stage.submit();
  expect(api.openDirect).toHaveBeenCalledWith('bob');
  expect(onOpen).toHaveBeenCalledWith('direct-1', false);
  expect(field().value).toBe('');
});

test('an empty field says what belongs into it', async () => {
  await stage.submit();
  expect(said()).toBe('Enter your username');
  expect(document.activeElement).toBe(field());
  expect(api.openDirect).not.toHaveBeenCalled();
});

test('two quick presses ask once', async () => {
  api.openDirect.mockReturnValue(new Promise(() => {}));
  await stage.type('bob');
  await stage.submit();
  await stage.submit();
  expect(api.openDirect).toHaveBeenCalledTimes(1);
});

test('a wait counts down, keeps the field from asking, and goes', async () => {
  api.openDirect.mockResolvedValue({ ...REFUSAL, code: 'throttled', status: 429, retryMs: 2000 });
  await stage.type('bob');
  await stage.submit();
  expect(said()).toBe('Too many searches. Wait 2 s');
  await stage.submit();
  expect(api.openDirect).toHaveBeenCalledTimes(1);
  await act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
  expect(said()).toBe('Too many searches. Wait 1 s');
  await act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
  expect(said()).toBeUndefined();
});

test('somebody I blocked is unblocked only on a press, which leads into the chat', async () => {
  api.openDirect.mockResolvedValueOnce({ ...REFUSAL, code: 'person_blocked', status: 403 });
  api.openDirect.mockResolvedValueOnce({ ok: true, room: 'direct-1', isNew: true });
  api.unblockPerson.mockResolvedValue({ ok: true });
  await stage.type('bob');
  await stage.submit();
  expect(said()).toBe('You blocked bob. Unblock to chat');
  expect(api.unblockPerson).not.toHaveBeenCalled();
  await stage.press('Unblock');
  expect(onOpen).toHaveBeenCalledWith('direct-1', false);
});

test('a letter that no room id has is said while it is typed, but not of half a word', async () => {
  await stage.press('Room id');
  await stage.type("ni'hao", true);
  expect(said()).toBeUndefined();
  await stage.type('den!');
  expect(said()).toContain('Use letters, digits');
  await stage.type('den');
  expect(said()).toBeUndefined();
});

test('a room that is not there is made on a press, or another is chosen', async () => {
  api.admission.mockResolvedValue({ ...REFUSAL, code: 'room_not_found', status: 404 });
  api.createRoom.mockResolvedValue({ ok: true, room: 'den', isNew: true });
  await stage.press('Room id');
  await stage.type('den');
  await stage.submit();
  expect(said()).toBe("Room den doesn't exist. Create it?");
  await stage.press('Choose another');
  expect(said()).toBeUndefined();
  expect(document.activeElement).toBe(field());
  await stage.submit();
  await stage.press('Create and enter');
  expect(api.createRoom).toHaveBeenCalledWith('den');
  expect(onOpen).toHaveBeenCalledWith('den', false);
});

test('a room that lets me in is opened, and nothing is made', async () => {
  api.admission.mockResolvedValue({ ok: true });
  await stage.press('Room id');
  await stage.type('test-room-1');
  await stage.submit();
  expect(onOpen).toHaveBeenCalledWith('test-room-1', false);
  expect(api.createRoom).not.toHaveBeenCalled();
});

test('the debug page needs a room id too', async () => {
  await stage.press('Room id');
  await stage.press('Open debug page');
  expect(said()).toBe('Enter a room id');
  await stage.type('den');
  await stage.press('Open debug page');
  expect(onDebug).toHaveBeenCalledWith('den');
});

test('the arrows change between the tabs, of which one is in the order of Tab', async () => {
  const tabs = () => [...stage.root.querySelectorAll<HTMLElement>('[role=tab]')];
  await act(async () => {
    tabs()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  });
  expect(tabs().map((tab) => tab.getAttribute('aria-selected'))).toEqual(['false', 'true']);
  expect(tabs().map((tab) => tab.tabIndex)).toEqual([-1, 0]);
  expect(document.activeElement).toBe(tabs()[1]);
});
