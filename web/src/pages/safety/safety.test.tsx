// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { readDecision, takeNews } from '../../store/moderation.ts';
import { REFUSAL } from '../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { FakeRoom, rowsOf } from '../room/testing/fake_room.ts';
import { BlockSheet } from './BlockSheet.tsx';
import { DecisionSheet } from './DecisionSheet.tsx';
import { ReportSheet } from './ReportSheet.tsx';

const api = vi.hoisted(() => ({
  blockByMe: vi.fn(),
  blockPerson: vi.fn(),
  sendReport: vi.fn(),
  readSite: vi.fn(),
  toast: vi.fn(),
}));
vi.mock('../../store/ended_by_me.ts', () => api);
vi.mock('../../net/chat_api.ts', () => api);
vi.mock('../../net/safety_api.ts', () => api);
vi.mock('../../net/site_api.ts', () => api);
vi.mock('../../ui/Toast.tsx', () => api);

let room: FakeRoom;
let stage: Stage;
const close = vi.fn();
const done = vi.fn();

const said = () => stage.root.textContent ?? '';
const input = (words: string) =>
  [...stage.root.querySelectorAll('label')].find((label) => label.textContent?.trim() === words)
    ?.firstElementChild as HTMLInputElement;
const pick = (words: string) => stage.click(input(words));
const write = (value: string) =>
  act(() => {
    const box = stage.root.querySelector('textarea') as HTMLTextAreaElement;
    box.value = value;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });

beforeEach(async () => {
  vi.clearAllMocks();
  localStorage.clear();
  await showLanguage('zh');
  await needTexts('safety', 'errors', 'page');
  room = new FakeRoom('heart-1', 'Cone');
  room.about.value = {
    kind: 'heart',
    name: '',
    status: 'active',
    role: 'member',
    memberCount: 2,
    other: 'Moon',
  };
  room.rows.value = rowsOf(
    Array.from({ length: 24 }, (_, i) => ({
      from: i % 2 ? 'Cone' : 'Moon',
      text: `words ${i}`,
      at: i * 1000,
    })),
    'Cone',
  );
  api.readSite.mockResolvedValue({ contact: 'mail@example.org', help: '12356', historyMs: 0 });
  api.sendReport.mockResolvedValue({ ok: true, id: 12 });
  for (const one of [api.blockByMe, api.blockPerson]) one.mockResolvedValue({ ok: true });
  stage = newStage();
});

afterEach(() => stage.clear());

const showReport = (username = '') =>
  stage.show(<ReportSheet room={room.room} username={username} onClose={close} />);
const submit = () => stage.submit();

test('a report without a reason is not sent', async () => {
  await showReport();
  await submit();
  expect(said()).toContain('请选一个举报原因');
  expect(api.sendReport).not.toHaveBeenCalled();
});

test('a report goes with its note, blocks too, and says its number', async () => {
  await showReport();
  await pick('诈骗广告');
  await write('  要钱  ');
  expect(said()).toContain('2 / 500');
  await submit();
  expect(api.sendReport).toHaveBeenCalledWith({
    room: 'heart-1',
    reason: 'fraud',
    note: '要钱',
    username: '',
  });
  expect(api.blockByMe).toHaveBeenCalledWith('heart-1');
  expect(said()).toContain('已收到。我们会在 24 小时内查看，编号 12。');
  expect(said()).toContain('已拉黑 Moon');
  expect(close).not.toHaveBeenCalled();
});

test('the last twenty messages are shown, my own as mine', async () => {
  await showReport();
  const lines = [...stage.root.querySelectorAll('li')].map((line) => line.textContent);
  expect(lines).toHaveLength(20);
  expect([lines[0], lines[1]]).toEqual(['Moonwords 4', '你words 5']);
});

test('who was reported already is said to be, and is blocked all the same', async () => {
  api.sendReport.mockResolvedValue({ ...REFUSAL, code: 'already_reported' });
  await showReport();
  await pick('色情');
  await submit();
  expect(said()).toContain('你已经举报过这段对话');
  expect(api.blockByMe).toHaveBeenCalled();
});

test('a refused report can be sent again, and blocks nobody', async () => {
  api.sendReport.mockResolvedValue({ ...REFUSAL, code: 'throttled' });
  await showReport();
  await pick('色情');
  await submit();
  expect(said()).toContain('尝试次数太多，稍后再试');
  expect(api.blockByMe).not.toHaveBeenCalled();
  await submit();
  expect(api.sendReport).toHaveBeenCalledTimes(2);
});

test('a block that fails does not hide the number', async () => {
  api.blockByMe.mockResolvedValue({ ...REFUSAL, code: 'busy' });
  await showReport();
  await pick('色情');
  await submit();
  expect(said()).toContain('编号 12。');
  expect(said()).toContain('没有拉黑成功：');
});

test('of five hundred characters and one nothing is sent', async () => {
  await showReport();
  await pick('色情');
  await write('字'.repeat(501));
  await submit();
  expect(said()).toContain('说明太长，最多 500 字');
  expect(api.sendReport).not.toHaveBeenCalled();
});

test('in a room of many a person is named, and blocking is a wish of its own', async () => {
  room.about.value = {
    kind: 'group',
    name: 'g',
    status: 'active',
    role: 'member',
    memberCount: 3,
    other: null,
  };
  await showReport('bob');
  expect(input('同时拉黑').checked).toBe(false);
  await pick('同时拉黑');
  await pick('骚扰辱骂');
  await submit();
  expect(api.sendReport).toHaveBeenCalledWith(expect.objectContaining({ username: 'bob' }));
  expect(api.blockPerson).toHaveBeenCalledWith('bob');
});

test('help is shown to whoever names self-harm, also after it was sent; the contact always', async () => {
  await showReport();
  expect(said()).toContain('联系站点：mail@example.org');
  expect(said()).not.toContain('12356');
  await pick('自我伤害');
  expect(said()).toContain('12356');
  await submit();
  expect(said()).toContain('12356');
});

test('a site that says nothing of itself is not spoken of', async () => {
  api.readSite.mockResolvedValue({ contact: '', help: '', historyMs: 0 });
  await showReport();
  await pick('自我伤害');
  expect(said()).not.toContain('联系站点');
  expect(said()).not.toContain('危险');
});

const block = { room: 'heart-1', name: 'Moon', kind: 'heart' };
const showBlock = (kind = 'heart') =>
  stage.show(<BlockSheet block={{ ...block, kind }} onDone={done} onClose={close} />);

test('blocking a stranger says what comes of it, and is told when it is done', async () => {
  await showBlock();
  expect(said()).toContain('你们不会再配对，对方不能给你发消息，也不会收到通知。');
  await stage.press('拉黑');
  expect(api.blockByMe).toHaveBeenCalledWith('heart-1');
  expect(api.toast).toHaveBeenCalledWith('已拉黑 Moon');
  expect([close.mock.calls.length, done.mock.calls.length]).toEqual([1, 1]);
});

test('a block that is refused says why and stays', async () => {
  api.blockByMe.mockResolvedValue({ ...REFUSAL, code: 'busy' });
  await showBlock('direct');
  await stage.press('拉黑');
  expect(said()).toContain('服务器忙，稍等再试');
  expect(close).not.toHaveBeenCalled();
});

const decide = (useq: number, action: string, reason: string, until: string | null = null) =>
  act(() => takeNews('bob', { type: 'moderation', useq, action, reason, until }));
const showDecision = () => stage.show(<DecisionSheet person="bob" onClose={close} />);

test('decisions are read one after the other, and then the sheet goes', async () => {
  await decide(1, 'warn', 'harassment');
  await decide(2, 'mute', 'in their own words', '2030-01-31T12:00:00+00:00');
  await showDecision();
  expect(said()).toContain('你收到了一次警告');
  expect(said()).toContain('原因：骚扰辱骂');
  expect(said()).toContain('联系站点：mail@example.org');
  await stage.press('知道了');
  expect(said()).toMatch(/你被禁言到 2030/);
  expect(said()).toContain('原因：in their own words');
  expect(close).not.toHaveBeenCalled();
  await stage.press('知道了');
  expect(close).toHaveBeenCalledTimes(1);
});

test('the end of a mute has no reason, and an unknown decision is a warning at least', async () => {
  await decide(3, 'unmute', '');
  await showDecision();
  expect(said()).toContain('你的禁言已解除');
  expect(said()).not.toContain('原因');
  await act(() => readDecision('bob', 3));
  await decide(4, 'banish', 'fraud');
  await showDecision();
  expect(said()).toContain('你收到了一次警告');
});
