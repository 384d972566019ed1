// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../../i18n/i18n.ts';
import { member, message } from '../../../store/room/testing/entries.ts';
import { REFUSAL } from '../../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../../ui/testing/stage.ts';
import { FakeRoom, fakeMe } from '../testing/fake_room.ts';
import { Caution, EndButton, EndFooter, Strip } from './stranger.ts';

const api = vi.hoisted(() => ({
  endByMe: vi.fn(),
  isEndedByMe: vi.fn(() => false),
  revealSelf: vi.fn(),
  keepRoom: vi.fn(),
  readSite: vi.fn(),
  route: vi.fn(),
}));
vi.mock('../../../store/ended_by_me.ts', () => api);
vi.mock('../../../net/safety_api.ts', () => api);
vi.mock('../../../net/site_api.ts', () => api);
vi.mock('../../../ui/router.tsx', () => api);

const NOW = new Date(2026, 6, 3, 21, 10).getTime();
const HOUR_MS = 3_600_000;
let room: FakeRoom;
let stage: Stage;

const said = () => stage.root.textContent ?? '';
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const esc = (change: KeyboardEventInit = {}) =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, ...change });
    dispatchEvent(event);
    await vi.advanceTimersByTimeAsync(1);
  });
const tells = (id: number, username: string, action: string, both = false) =>
  act(() => {
    const entry = member(id, { username, action, both });
    room.rows.value = [...room.rows.value, { row: 'notice', key: String(id), entry }];
  });

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  vi.clearAllMocks();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  await showLanguage('zh');
  await needTexts('chat', 'chat_more', 'errors', 'stranger');
  room = new FakeRoom('heart-1', 'Cone');
  room.socket.value = { ...room.socket.value, establishedAt: NOW };
  room.about.value = {
    kind: 'heart',
    name: '',
    status: 'active',
    role: 'member',
    memberCount: 2,
    other: 'Moon',
  };
  api.endByMe.mockResolvedValue({ ok: true });
  api.readSite.mockResolvedValue({ contact: '', help: '', historyMs: 0 });
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const showEnd = () => stage.show(<EndButton room={room.room} />);

test('ending asks first, and only a second press within three seconds does it', async () => {
  await showEnd();
  await stage.press('结束对话');
  await pass(3_000);
  await stage.press('结束对话');
  expect(api.endByMe).not.toHaveBeenCalled();
  await stage.press('确定结束？');
  expect(api.endByMe).toHaveBeenCalledWith('heart-1');
});

test('Esc twice does the same', async () => {
  await showEnd();
  await esc();
  expect(said()).toBe('确定结束？');
  expect(api.endByMe).not.toHaveBeenCalled();
  await esc();
  expect(api.endByMe).toHaveBeenCalledTimes(1);
});

test('an Esc that something else takes, a held one and one of an input method count for nothing', async () => {
  await showEnd();
  // It hears the key later than the button does, as what opens later would.
  addEventListener('keydown', (event) => event.preventDefault(), { once: true });
  await esc();
  await esc({ repeat: true });
  await esc({ isComposing: true });
  const sheet = document.createElement('dialog');
  sheet.setAttribute('open', '');
  document.body.append(sheet);
  await esc();
  sheet.remove();
  expect(said()).toBe('结束对话');
});

test('where fingers point, Esc means nothing', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  await showEnd();
  await esc();
  expect(said()).toBe('结束对话');
});

const showStrip = () => stage.show(<Strip room={room.room} me={fakeMe('alice')} />);

test('the strip says my alias, and waits until the server has said it', async () => {
  room.socket.value = { ...room.socket.value, establishedAt: 0 };
  await showStrip();
  expect(said()).toBe('');
  await act(() => {
    room.socket.value = { ...room.socket.value, establishedAt: NOW };
  });
  expect(said()).toContain('这里你叫 Cone');
});

test('revealing is asked for twice, keeping once, and each then waits for the other one', async () => {
  api.revealSelf.mockResolvedValue({ ok: true, theirs: false });
  api.keepRoom.mockResolvedValue({ ok: true, theirs: false });
  await showStrip();
  await stage.press('公开身份');
  expect(api.revealSelf).not.toHaveBeenCalled();
  await stage.press('确定公开？不能收回');
  expect(api.revealSelf).toHaveBeenCalledWith('heart-1');
  await stage.press('保留联系');
  expect(said()).toContain('你已公开，等对方');
  expect(said()).toContain('你已保留，等对方');
});

test('what the other one says shows at once', async () => {
  await showStrip();
  await tells(3, 'Moon', 'revealed');
  expect(said()).toContain('公开身份（对方已愿意）');
  await tells(4, 'Moon', 'kept');
  expect(said()).toContain('保留联系（对方已愿意）');
});

test('a wish that is refused can be said again', async () => {
  api.keepRoom.mockResolvedValue({ ...REFUSAL, code: 'busy' });
  await showStrip();
  await stage.press('保留联系');
  await stage.press('保留联系');
  expect(api.keepRoom).toHaveBeenCalledTimes(2);
});

test('a kept room only asks for what is left, and with names for nothing', async () => {
  if (room.about.value) room.about.value = { ...room.about.value, kind: 'direct' };
  await showStrip();
  expect(said()).toContain('公开身份');
  expect(said()).not.toContain('保留联系');
  await stage.show(<Strip room={room.room} me={fakeMe('Cone')} />);
  expect(said()).toBe('');
});

async function showOver(reason: string): Promise<void> {
  room.rows.value = [
    { row: 'recalled', key: '1', entry: message(1, { at: NOW - HOUR_MS }), editable: null },
    { row: 'notice', key: '2', entry: { kind: 'ended', id: 2, reason, at: 0 } },
  ];
  room.ended.value = { kind: 'ended', id: 2, reason, at: 0 };
  await stage.show(<EndFooter room={room.room} onBack={() => {}} />);
}

test.each([
  ['left', false, '对方结束了对话'],
  ['ended', false, '对方结束了对话'],
  ['ended', true, '对话已结束'],
  ['no_show', false, '对话已结束'],
])('an end by %s, mine: %s, is said as %s', async (reason, mine, words) => {
  api.isEndedByMe.mockReturnValue(mine);
  await showOver(reason);
  expect(said()).toContain(words);
});

test('when the last message goes is said where the site tells how long it is kept', async () => {
  await showOver('left');
  expect(said()).not.toContain('删除');
  stage.clear();
  stage = newStage();
  api.readSite.mockResolvedValue({ contact: '', help: '', historyMs: 2 * HOUR_MS });
  await showOver('left');
  expect(said()).toContain('记录将在 22:10 删除');
});

test.each([
  ['heart', '/tools/heart_link/'],
  ['number', '/tools/number-match/'],
])('matching again after %s leads to its page', async (kind, page) => {
  if (room.about.value) room.about.value = { ...room.about.value, kind };
  await showOver('left');
  await stage.press('再匹配一次');
  expect(api.route).toHaveBeenCalledWith(page);
});

test('a caution speaks to whoever wrote it and to whoever reads it, of reasons it does not know too', async () => {
  await stage.show(<Caution entry={message(1, { own: true, caution: 'contact' })} />);
  expect(said()).toBe('别急着交换联系方式，多聊聊再决定');
  await stage.show(<Caution entry={message(1, { caution: 'money' })} />);
  expect(said()).toBe('对方提到了转账，小心受骗');
  await stage.show(<Caution entry={message(1, { caution: 'weather' })} />);
  expect(said()).toBe('这句话里有本站提醒留意的词，小心受骗');
});
