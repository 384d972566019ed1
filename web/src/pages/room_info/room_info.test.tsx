// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { type FakeMe, fakeMe, fakeRoom, REFUSAL } from '../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { RoomInfo } from './RoomInfo.tsx';

const api = vi.hoisted(() => ({
  blockRoom: vi.fn(),
  changeMember: vi.fn(),
  endRoom: vi.fn(),
  joinRoom: vi.fn(),
  leaveRoom: vi.fn(),
  makeInvite: vi.fn(),
  participants: vi.fn(),
}));
vi.mock('../../net/chat_api.ts', () => api);
vi.mock('../../net/room_api.ts', () => api);

const person = (username: string, role: string) => ({
  id: 1,
  username,
  role,
  online: false,
  mutedUntil: '',
  read: 0,
  delivered: 0,
});
const people = (own: string, kind = 'group') => ({
  ok: true,
  kind,
  name: 'The Den',
  memberCount: 2,
  people: [person('alice', own), person('bob', 'member')],
});

let stage: Stage;
let fake: FakeMe;
const onClose = vi.fn();

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('home', 'errors', 'chat', 'chat_more');
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  for (const call of [...Object.values(api), onClose]) call.mockReset();
  fake = fakeMe([fakeRoom({ id: 'den' })]);
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

async function open(answer: unknown): Promise<void> {
  api.participants.mockResolvedValue(answer);
  await stage.show(<RoomInfo me={fake.me} id="den" about={null} onClose={onClose} />);
  await pass(0);
}

const words = () => stage.root.textContent ?? '';
async function menuOf(name: string): Promise<void> {
  const button = stage.root.querySelector<HTMLElement>(`[aria-label="Manage ${name}"]`);
  await act(async () => button?.click());
}

test('an owner may mute, raise, hand over and remove, but not himself', async () => {
  await open(people('owner'));
  expect(stage.root.querySelectorAll('[aria-haspopup]')).toHaveLength(1);
  await menuOf('bob');
  const items = [...stage.root.querySelectorAll('[role=menuitem]')].map((item) => item.textContent);
  expect(items).toEqual([
    'Mute 10 minutes',
    'Mute 1 hour',
    'Mute 24 hours',
    'Make admin',
    'Hand over ownership',
    'Remove from room',
  ]);
});

test('a member sees the people and can only leave', async () => {
  await open(people('member'));
  expect(words()).toContain('alice (you)');
  expect(stage.root.querySelectorAll('[aria-haspopup]')).toHaveLength(0);
  expect(words()).not.toContain('Invite link');
  expect(words()).not.toContain('End room');
});

test('a mute is asked for by its minutes, and the list is read again', async () => {
  api.changeMember.mockResolvedValue({ ok: true });
  await open(people('admin'));
  await menuOf('bob');
  await stage.press('Mute 1 hour');
  expect(api.changeMember).toHaveBeenCalledWith('den', 'bob', 'mute', { minutes: 60 });
  expect(api.participants).toHaveBeenCalledTimes(2);
  expect(stage.root.querySelector('section [role=status]')?.textContent).toBe('bob muted');
});

test('removing takes two presses', async () => {
  api.changeMember.mockResolvedValue({ ok: true });
  await open(people('admin'));
  await menuOf('bob');
  await stage.press('Remove from room');
  expect(api.changeMember).not.toHaveBeenCalled();
  await stage.press('Remove bob?');
  expect(api.changeMember).toHaveBeenCalledWith('den', 'bob', 'remove', {});
});

test('somebody is added by name, and why not stands under the field', async () => {
  await open(people('admin'));
  api.changeMember.mockResolvedValueOnce({ ...REFUSAL, code: 'user_not_found', status: 404 });
  await stage.press('Add');
  expect(api.changeMember).not.toHaveBeenCalled();
  const field = stage.root.querySelector<HTMLInputElement>('[name=member]');
  if (field) field.value = ' carol ';
  await stage.press('Add');
  expect(api.changeMember).toHaveBeenCalledWith('den', 'carol', 'add', {});
  expect(words()).toContain('No user called “carol”');
});

test('leaving takes two presses within three seconds, and takes the room out of the list', async () => {
  api.leaveRoom.mockResolvedValue({ ok: true });
  await open(people('member'));
  await stage.press('Leave room');
  await pass(3000);
  await stage.press('Leave room');
  expect(api.leaveRoom).not.toHaveBeenCalled();
  await stage.press('Really leave?');
  expect(api.leaveRoom).toHaveBeenCalledWith('den');
  expect(fake.forgotten).toEqual(['den']);
  expect(onClose).toHaveBeenCalled();
});

test('an invite says its link and its end', async () => {
  api.makeInvite.mockResolvedValue({
    ok: true,
    code: 'c',
    url: '/tools/chat/?join=c',
    uses: null,
    expiresAt: '2026-12-05T00:00:00.000000+00:00',
  });
  await open(people('owner'));
  await stage.press('Make an invite link');
  expect(api.makeInvite).toHaveBeenCalledWith('den', { hours: 168 });
  expect(stage.root.querySelector<HTMLInputElement>('[readonly]')?.value).toContain('/tools/chat/?join=c');
  expect(words()).toContain('any number of uses');
});

test('in a room of two the other is blocked only after a question', async () => {
  fake.list.value = [fakeRoom({ id: 'den', kind: 'direct', other: { username: 'bob', online: true } })];
  api.blockRoom.mockResolvedValue({ ok: true });
  await open(people('member', 'direct'));
  expect(words()).not.toContain('Invite link');
  await stage.press('Block');
  expect(api.blockRoom).not.toHaveBeenCalled();
  // It comes when it is first asked for.
  const sheet = () => document.querySelector('dialog');
  await vi.waitFor(() => expect(sheet()).not.toBeNull());
  expect(api.blockRoom).not.toHaveBeenCalled();
  await act(async () => sheet()?.querySelector('button')?.click());
  expect(api.blockRoom).toHaveBeenCalledWith('den');
});

test('people who did not come can be asked for again', async () => {
  await open(REFUSAL);
  expect(words()).toContain("Couldn't load the people");
  api.participants.mockResolvedValue(people('member'));
  await stage.press('Retry');
  expect(words()).toContain('bob');
});

test('what happens in the room is looked after at a distance of five seconds', async () => {
  await open(people('member'));
  fake.list.value = [fakeRoom({ id: 'den', lastId: 2 })];
  await pass(4900);
  expect(api.participants).toHaveBeenCalledTimes(1);
  await pass(100);
  expect(api.participants).toHaveBeenCalledTimes(2);
});
