// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, test } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { fakeRoom } from '../../store/testing/fake_me.ts';
import { roomName } from '../../ui/room_name.ts';
import { badgeText, plateText, previewOf } from './room_row.ts';

beforeAll(async () => {
  globalThis.document ??= { documentElement: {} } as Document;
  await showLanguage('en');
  await needTexts('home');
});

test('a small plate shows a short name, the number at its end, or its beginning', () => {
  expect(plateText('den')).toBe('den');
  expect(plateText('test-room-123')).toBe('123');
  expect(plateText('weekend-hikers')).toBe('wee');
  expect(plateText('周末')).toBe('周末');
  expect(plateText('周末徒步')).toBe('周');
});

test('more than 99 unread are 99+', () => {
  expect(badgeText(99)).toBe('99');
  expect(badgeText(100)).toBe('99+');
});

test('in a group the last line says who spoke, in a room of two only when it was me', () => {
  const preview = { sender: 'bob', own: false, content: 'hi', type: 'text', recalled: false, at: 1 };
  const other = { username: 'bob', online: false };
  expect(previewOf(fakeRoom({ id: 'den', preview }))).toEqual({ lead: 'bob: ', text: 'hi' });
  expect(previewOf(fakeRoom({ id: 'd', other, preview }))).toEqual({ lead: '', text: 'hi' });
  const own = { ...preview, own: true, sender: 'alice' };
  expect(previewOf(fakeRoom({ id: 'd', other, preview: own }))).toEqual({ lead: 'You: ', text: 'hi' });
});

test('what was taken back is not shown, and a room without a message is not called empty', () => {
  const recalled = { sender: 'bob', own: false, content: 'oops', type: 'text', recalled: true, at: 1 };
  expect(previewOf(fakeRoom({ id: 'den', preview: recalled })).text).toBe('bob took a message back');
  expect(previewOf(fakeRoom({ id: 'den', preview: null, lastId: 3 })).text).toBe('Group · 2 people');
  expect(previewOf(fakeRoom({ id: 'den', preview: null, lastId: 0 })).text).toBe('No messages yet');
});

test('a room is called by the other person, its own name, or its id', () => {
  expect(roomName(fakeRoom({ id: 'd', name: 'x', other: { username: 'bob', online: true } }))).toBe('bob');
  expect(roomName(fakeRoom({ id: 'den', name: 'The Den' }))).toBe('The Den');
  expect(roomName(fakeRoom({ id: 'den' }))).toBe('den');
});
