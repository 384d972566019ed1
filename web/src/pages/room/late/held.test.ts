// SPDX-License-Identifier: Apache-2.0
// What the site or an operator refuses: the words for it, and what can be done with such a message.
import { beforeAll, expect, test, vi } from 'vitest';
import { needTexts } from '../../../i18n/i18n.ts';
import type { Wishes } from '../desk.ts';
import { FakeRoom, messageRow, pendingRow } from '../testing/fake_room.ts';
import { rowItems } from './row_actions.ts';
import { reasonText } from './words.ts';

vi.mock('../../../ui/Toast.tsx', () => ({ toast: vi.fn() }));

const wishes: Wishes = { reply: vi.fn(), edit: vi.fn(), retry: vi.fn() };
const keys = (code: string) =>
  rowItems(pendingRow('c-1', 'add me', 'failed', code), new FakeRoom('heart-1', 'Cone').room, wishes).map(
    ({ key }) => key,
  );

beforeAll(() => needTexts('chat', 'chat_more', 'errors', 'stranger'));

test.each([
  ['message_held.contact', '没有发出。和陌生人聊天不能发联系方式'],
  ['message_held.weather', '没有发出。本站不允许这样的内容'],
  ['message_held', '没有发出。本站不允许这样的内容'],
  ['timed_out', '没有发出去，点按重试'],
  ['muted', '你已被禁言。等禁言结束，或联系群主'],
])('%s is said in words', (code, words) => {
  expect(reasonText(code, 4000)).toBe(words);
});

test('a mute says until when', () => {
  const noon = new Date();
  noon.setHours(12, 0, 0, 0);
  expect(reasonText(`muted.${noon.getTime()}`, 4000)).toBe('你被禁言到 12:00');
});

test('what was held is written anew instead of sent again', () => {
  expect(keys('timed_out')).toEqual(['retry', 'copy', 'discard']);
  expect(keys('message_held.contact')).toEqual(['edit', 'copy', 'discard']);
  const room = new FakeRoom('heart-1', 'Cone');
  rowItems(pendingRow('c-1', 'add me', 'failed', 'message_held.contact'), room.room, wishes)[0]?.onSelect();
  expect(room.calls).toEqual(['discard c-1']);
  expect(wishes.edit).toHaveBeenCalledWith('add me');
});

test('the message of another can be reported, in a room of two he can be blocked, and nobody in a notice', () => {
  const room = new FakeRoom('den', 'alice');
  const of = (kind: string, other: string | null, from = 'bob') => {
    room.about.value = { kind, name: '', status: 'active', role: 'member', memberCount: 2, other };
    const items = rowItems(messageRow({ from, text: 'hello', at: 0 }, 'alice', 1), room.room, wishes);
    return items.map(({ key }) => key).filter((key) => ['report', 'block'].includes(key));
  };
  expect(of('heart', 'bob')).toEqual(['report', 'block']);
  expect(of('group', null)).toEqual(['report']);
  expect(of('heart', 'bob', 'alice')).toEqual([]);
  expect(of('system', null)).toEqual([]);
});
