// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Frame } from '../../net/frames.ts';
import { type Entry, entryOf, keptEntry, keptFrame, pagedEntry, time } from './entry.ts';
import { member, message, mine, NOON, recall } from './testing/entries.ts';

const wire = (keys: object): Frame => ({
  type: 'chat_message',
  id: 42,
  message: {
    id: 42,
    sender: 'bob',
    sender_id: 2,
    content: 'hello',
    message_type: 'text',
    created_at: '2026-01-31T12:00:00.123456+00:00',
    is_own: false,
    is_read: false,
    reply_to: null,
    ...keys,
  },
});

test('a message is read from inside its frame', () => {
  expect(entryOf(wire({ reply_to: 7 }))).toEqual(
    message(42, { content: 'hello', at: NOON + 123, replyTo: 7 }),
  );
});

test('only of my own message the client_id counts', () => {
  expect(entryOf(wire({ is_own: true, client_id: 'c-1' }))).toMatchObject({ own: true, clientId: 'c-1' });
  expect(entryOf(wire({ client_id: 'c-1' }))).toMatchObject({ own: false, clientId: '' });
});

test('a message that was taken back has no words, whatever the frame says', () => {
  expect(entryOf(wire({ content: 'secret', message_type: 'system', recalled: true }))).toMatchObject({
    content: '',
    recalled: true,
  });
});

test('recalls, member changes and the end are read from the top of their frames', () => {
  const at = '2026-01-31T12:00:05.5+00:00';
  expect(entryOf({ type: 'message_recalled', id: 5, target: 3, username: 'bob', created_at: at })).toEqual({
    kind: 'recall',
    id: 5,
    target: 3,
    by: 'bob',
    at: NOON + 5500,
  });
  const muted = {
    type: 'member_changed',
    id: 6,
    action: 'muted',
    username: 'carol',
    by: 'bob',
    created_at: at,
  };
  expect(entryOf({ ...muted, muted_until: '2026-01-31T13:00:00+00:00' })).toEqual({
    kind: 'member',
    id: 6,
    action: 'muted',
    username: 'carol',
    by: 'bob',
    role: '',
    mutedUntil: NOON + 3_600_000,
    both: false,
    at: NOON + 5500,
  });
  expect(entryOf({ type: 'room_ended', id: 7, room_id: 'r', reason: 'left' })).toEqual({
    kind: 'ended',
    id: 7,
    reason: 'left',
    at: 0,
  });
});

test('frames without a place in the log are no entries', () => {
  const frames: Frame[] = [
    { type: 'ack', id: 4, client_id: 'c' },
    { type: 'pong' },
    { type: 'chat_message' },
    { type: 'chat_message', message: { id: '4' } },
    { type: 'message_recalled', id: 0, target: 1 },
    { type: 'poll_opened', id: 9 },
  ];
  for (const frame of frames) expect(entryOf(frame)).toBeNull();
});

test('in a page of the log an unknown type has its place', () => {
  expect(pagedEntry({ type: 'poll_opened', id: 9 })).toEqual({ kind: 'unknown', id: 9 });
  expect(pagedEntry({ type: 'chat_message', id: 9 })).toEqual({ kind: 'unknown', id: 9 });
  expect(pagedEntry({ type: 'message_recalled', id: 9 })).toEqual({ kind: 'unknown', id: 9 });
  expect(pagedEntry({ type: 'poll_opened' })).toBeNull();
});

test('every entry comes back from what is kept of it, and nothing else does', () => {
  const entries: Entry[] = [
    mine(1, { replyTo: 1, read: true }),
    message(2, { content: '', recalled: true, recalledBy: 'carol' }),
    recall(3, 2),
    member(4, { action: 'muted', mutedUntil: NOON + 60_000 }),
    { kind: 'ended', id: 5, reason: 'left', at: 0 },
    { kind: 'unknown', id: 6 },
  ];
  for (const entry of entries) expect(keptEntry(structuredClone(keptFrame(entry)))).toEqual(entry);
  expect(keptEntry(wire({}))).toBeNull();
});

test('a time that cannot be read is zero', () => {
  for (const value of [undefined, null, 17, '', 'yesterday']) expect(time(value)).toBe(0);
});
