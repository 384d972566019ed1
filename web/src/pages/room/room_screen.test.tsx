// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import type { Signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { zhChat } from '../../i18n/zh_chat.ts';
import { zhChatMore } from '../../i18n/zh_chat_more.ts';
import type { Row } from '../../store/room/types.ts';
import { loadLate } from './later.ts';
import { RoomScreen } from './RoomView.tsx';
import { FakeRoom, fakeMe, messageRow, pendingRow, rowsOf } from './testing/fake_room.ts';
import { layOut } from './testing/layout.ts';

vi.mock('../../store/room/room.ts', () => ({ Room: class {} }));

const NOW = new Date(2026, 6, 3, 21, 10).getTime();
let room: FakeRoom;
let root: HTMLElement;
const back = vi.fn();

const find = <T extends Element = HTMLElement>(selector: string) => root.querySelector<T>(selector);
const said = () => root.textContent ?? '';
const articles = () => [...root.querySelectorAll<HTMLElement>('article')];
const dialog = () => find('dialog');
const set = <T,>(signal: Signal<T>, value: T) =>
  act(() => {
    signal.value = value;
  });
const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(20)));

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  layOut();
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  await showLanguage('zh');
  await needTexts('chat');
  await loadLate();
  room = new FakeRoom('direct-0123456789abcdef', 'alice');
  room.about.value = {
    kind: 'direct',
    name: '',
    status: 'active',
    role: 'member',
    memberCount: 2,
    other: 'bob',
  };
  room.rows.value = rowsOf(
    [
      { from: 'bob', text: 'one', at: NOW - 120_000 },
      { from: 'alice', text: 'two', at: NOW - 60_000, state: 'read' },
      { from: 'bob', text: 'three', at: NOW - 30_000, replyTo: 2 },
    ],
    'alice',
  );
  room.newest.value = 3;
  root = document.createElement('div');
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  back.mockReset();
});

async function open(): Promise<void> {
  await act(() => render(<RoomScreen room={room.room} me={fakeMe('alice')} onBack={back} />, root));
  await settle();
}

async function press(key: string, on: Element | null = document.activeElement): Promise<void> {
  await act(
    () => void on?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  );
  await settle();
}

async function click(element: Element | null | undefined): Promise<void> {
  await act(() => (element as HTMLElement).click());
  await settle();
}

const menuItem = (label: string) =>
  [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) => one.textContent?.includes(label));

test('a message is an article that says who, what, when and how far', async () => {
  await open();
  expect(articles().map((one) => one.getAttribute('aria-label'))).toEqual([
    'bob：one，21:08',
    '你：two，21:09, 已读',
    'bob：three，21:09',
  ]);
  expect(find('[role=feed]')?.getAttribute('aria-label')).toBe(zhChat['chat.list']);
  expect(articles().filter((one) => one.tabIndex === 0)).toHaveLength(1);
});

test('a message keeps its element from the sending to the acknowledgement', async () => {
  await open();
  const rows = room.rows.value;
  await set(room.rows, [...rows, pendingRow('c-4', 'four', 'sending')]);
  await settle();
  const element = articles().at(-1);
  expect(element?.textContent).toContain(zhChat['chat.state.sending']);
  const sent = messageRow({ from: 'alice', text: 'four', at: NOW, state: 'sent' }, 'alice', 4);
  await set(room.rows, [...rows, sent]);
  await settle();
  expect(articles().at(-1)).toBe(element);
  expect(element?.textContent).toContain(zhChat['chat.state.sent']);
});

test('what was not sent says why, and its disc offers to retry, to copy and to delete', async () => {
  room.rows.value = [...room.rows.value, pendingRow('c-9', 'late', 'failed', 'timed_out')];
  await open();
  expect(said()).toContain(zhChatMore['chat.failed.timed_out']);
  await click(find(`[aria-label="${zhChat['chat.state.failed']}"]`));
  expect(dialog()?.textContent).toBe('重试复制文字删除');
  await click(menuItem('重试'));
  expect(room.calls).toContain('retry c-9');
  expect(dialog()).toBeNull();
});

test('from two on there is a line for all that was not sent', async () => {
  room.rows.value = [...room.rows.value, pendingRow('c-8', 'x', 'failed', 'timed_out')];
  await open();
  expect(said()).not.toContain('全部重试');
  await act(() => {
    room.rows.value = [...room.rows.value, pendingRow('c-9', 'y', 'failed', 'muted')];
  });
  expect(said()).toContain('2 条没有发出');
  await click([...root.querySelectorAll('button')].find((one) => one.textContent === '全部删除'));
  expect(room.calls).toContain('discard all');
});

test('my message can be taken back for as long as the room allows, and the menu says how long', async () => {
  await open();
  const own = articles()[1] as HTMLElement;
  await act(() => own.focus());
  await press('Enter', own);
  expect(menuItem('撤回')?.textContent).toBe('撤回还剩 4 分');
  await click(menuItem('撤回'));
  expect(room.calls).toContain('recall 2');
  vi.setSystemTime(NOW + 300_000);
  await press('Enter', own);
  expect(menuItem('撤回')).toBeUndefined();
  expect(menuItem('回复')).toBeDefined();
});

test('the arrows walk the messages, R answers the one in focus, Esc gives the answer up', async () => {
  await open();
  const last = articles().at(-1) as HTMLElement;
  await act(() => last.focus());
  await press('ArrowUp');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('two');
  await press('Home');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('one');
  await press('r');
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
  expect(said()).toContain('回复 bobone');
  await press('Escape');
  expect(said()).not.toContain('回复 bob');
});

test('a quote leads to the message it is about, which is marked for a moment', async () => {
  await open();
  await click(find('[data-act=quote]'));
  const marked = () => articles().map((one) => /marked/.test(one.className));
  expect(marked()).toEqual([false, true, false]);
  await act(async () => void (await vi.advanceTimersByTimeAsync(1300)));
  expect(marked()).toEqual([false, false, false]);
});

test('what I took back can be written again', async () => {
  const row = room.rows.value.at(-1) as Extract<Row, { row: 'message' }>;
  const entry = {
    ...row.entry,
    own: true,
    sender: 'alice',
    recalled: true,
    recalledBy: 'alice',
    content: '',
  };
  room.rows.value = [{ row: 'recalled', key: 'c-1', entry, editable: 'once more' }];
  await open();
  await click(find('[data-act=edit]'));
  expect(find<HTMLTextAreaElement>('textarea')?.value).toBe('once more');
});

test('a broken line is told after two seconds, with the time to the next try, and its mending for two', async () => {
  await open();
  await act(() => {
    room.socket.value = { ...room.socket.value, phase: 'waiting', retryAt: NOW + 9_000 };
  });
  await act(async () => void (await vi.advanceTimersByTimeAsync(1900)));
  expect(said()).not.toContain('重试');
  await act(async () => void (await vi.advanceTimersByTimeAsync(200)));
  expect(said()).toContain('连接断开，7 秒后重试');
  expect(find('header')?.textContent).toContain(zhChat['chat.status.lost']);
  await click([...root.querySelectorAll('button')].find((one) => one.textContent === '立即重试'));
  expect(room.calls).toContain('retry now');
  await set(room.socket, { ...room.socket.value, phase: 'open' });
  expect(said()).toContain(zhChatMore['chat.banner.fixed']);
  await act(async () => void (await vi.advanceTimersByTimeAsync(2100)));
  expect(said()).not.toContain(zhChatMore['chat.banner.fixed']);
});

test('a short break is nobody’s business', async () => {
  await open();
  await set(room.socket, { ...room.socket.value, phase: 'connecting' });
  await act(async () => void (await vi.advanceTimersByTimeAsync(1500)));
  await set(room.socket, { ...room.socket.value, phase: 'open' });
  await act(async () => void (await vi.advanceTimersByTimeAsync(2500)));
  expect(find('section [role=status]')?.textContent).toBe('');
});

test('under the name stands who writes, else who is there', async () => {
  await open();
  const status = () => find('header p')?.textContent;
  expect(status()).toBe('离线');
  await set(room.online, { count: 2, names: new Set(['alice', 'bob']) });
  expect(status()).toBe('在线');
  await set(room.typing, ['bob']);
  expect(status()).toBe('对方正在输入');
  await act(() => {
    const about = room.about.value;
    if (about !== null) room.about.value = { ...about, kind: 'group', other: null, name: 'Den' };
  });
  expect(status()).toBe('bob 正在输入');
  await set(room.typing, ['bob', 'eve']);
  expect(status()).toBe('2 人正在输入');
  await set(room.typing, []);
  expect(status()).toBe('2 人在线');
});

test('what comes in is spoken once, what fails at once, and nothing else', async () => {
  await open();
  const log = () => document.querySelector('[role=log]')?.textContent;
  const failure = () => document.querySelector('body > [role=alert]')?.textContent;
  document.querySelector('body > [role=alert]')?.replaceChildren();
  expect(log()).toBe('');
  const row = messageRow({ from: 'bob', text: 'hello', at: NOW }, 'alice', 4);
  await act(() => {
    if (row.row === 'message') for (const on of room.spread) on(row.entry);
  });
  expect(log()).toBe('bob: hello');
  await act(() => {
    room.rows.value = [...room.rows.value, pendingRow('c-9', 'x', 'failed', 'timed_out')];
  });
  expect(failure()).toBe(zhChatMore['chat.failed_now']);
});

test('a room in which nobody has said anything asks for a greeting, or for company', async () => {
  room.rows.value = [{ row: 'start', key: 'start', at: NOW }];
  await open();
  expect(said()).toContain(zhChatMore['chat.empty']);
  expect(find('[role=feed]')).toBeNull();
  const about = room.about.value;
  if (about !== null) await set(room.about, { ...about, kind: 'group', other: null, memberCount: 1 });
  expect(said()).toContain(zhChatMore['chat.alone']);
});

test('ending takes two presses, the second within three seconds', async () => {
  await open();
  const fetched = vi.fn().mockResolvedValue(new Response('{"success":true}'));
  vi.stubGlobal('fetch', fetched);
  await click(find(`[aria-label="${zhChatMore['chat.menu']}"]`));
  await click(menuItem('结束对话'));
  expect(menuItem('确定结束')).toBeDefined();
  await act(async () => void (await vi.advanceTimersByTimeAsync(3100)));
  expect(menuItem('确定结束')).toBeUndefined();
  await click(menuItem('结束对话'));
  expect(fetched).not.toHaveBeenCalled();
  await click(menuItem('确定结束'));
  expect(fetched.mock.calls[0]?.[0]).toBe(`/tools/api/chat/${room.id}/end/`);
});

test('an ended room is read, not written to; one that may not be entered says why', async () => {
  room.ended.value = { kind: 'ended', id: 9, reason: 'left', at: NOW };
  await open();
  expect(articles()).toHaveLength(3);
  expect(find('textarea')).toBeNull();
  expect(find('footer')?.textContent).toBe('对话已结束返回聊天');
  // Without it the server would lead a reload to the page about ended rooms.
  expect(location.search).toBe('?history=1');
  await set(room.refused, 'not_a_member');
  expect(find('h1')?.textContent).toBe('你不是这个房间的成员');
  await click([...root.querySelectorAll('button')].find((one) => one.textContent === '返回聊天'));
  expect(back).toHaveBeenCalledOnce();
});
