// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { RoomItem } from '../net/chat_api.ts';
import type { Entry, MessageEntry } from './room/entry.ts';
import {
  countOf,
  type RoomSummary,
  summaryOf,
  withActivity,
  withCounts,
  withEntry,
  withOneMore,
  withRead,
} from './room_summaries.ts';

function room(id: string, more: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id,
    kind: 'group',
    name: id,
    status: 'active',
    role: 'member',
    unread: 0,
    lastId: 10,
    readUpTo: 10,
    other: null,
    preview: null,
    memberCount: 3,
    updatedAt: 1000,
    ...more,
  };
}

function message(id: number, more: Partial<MessageEntry> = {}): MessageEntry {
  return {
    kind: 'message',
    id,
    sender: 'bob',
    own: false,
    content: `says ${id}`,
    type: 'text',
    at: 5000,
    replyTo: null,
    recalled: false,
    recalledBy: '',
    clientId: '',
    read: false,
    ...more,
  };
}

const ids = (rooms: readonly RoomSummary[]) => rooms.map((one) => one.id);
const two = [room('a', { updatedAt: 3000 }), room('b', { updatedAt: 2000 })];

test('an item of the server becomes a summary, with its last message as preview', () => {
  const item: RoomItem = {
    id: 'direct-1',
    kind: 'direct',
    name: '',
    status: 'active',
    role: 'member',
    unread: 2,
    lastId: 4,
    readUpTo: 2,
    lastEntry: {
      type: 'chat_message',
      message: { id: 4, sender: 'bob', content: 'hi', created_at: '2026-01-31T08:00:00.123456+00:00' },
    },
    other: { id: 2, username: 'bob', online: true },
    memberCount: 2,
    updatedAt: '2026-01-31T08:00:00.123456+00:00',
  };
  const at = Date.parse('2026-01-31T08:00:00.123Z');
  expect(summaryOf(item, 'alice')).toMatchObject({
    id: 'direct-1',
    unread: 2,
    other: { username: 'bob', online: true },
    preview: { sender: 'bob', own: false, content: 'hi', type: 'text', recalled: false, at },
    updatedAt: at,
  });
  const recall = { type: 'message_recalled', id: 5, target: 4, username: 'alice', created_at: '' };
  expect(summaryOf({ ...item, lastEntry: recall }, 'alice').preview).toMatchObject({
    sender: 'alice',
    own: true,
    content: '',
    recalled: true,
  });
  const joined = { type: 'member_changed', id: 5, action: 'joined', username: 'bob', created_at: '' };
  expect(summaryOf({ ...item, lastEntry: joined }, 'alice').preview).toBeNull();
  expect(summaryOf({ ...item, lastEntry: null }, 'alice').preview).toBeNull();
});

test('counts are the whole truth: what is not among them has nothing unread', () => {
  const before = [room('a', { unread: 3 }), room('b', { readUpTo: 7 }), room('c')];
  const after = withCounts([{ room: 'b', unread: 3, lastId: 10 }])(before);
  expect(after.map((one) => one.unread)).toEqual([0, 3, 0]);
  expect(after[2]).toBe(before[2]);
});

test('counts that say what is known change nothing', () => {
  const before = [room('a', { unread: 3, readUpTo: 7 }), room('b')];
  expect(withCounts([{ room: 'a', unread: 3, lastId: 10 }])(before)).toBe(before);
});

test('a count from before the server knew what was read here brings no badge back', () => {
  const before = [room('a', { readUpTo: 10 })];
  expect(withCounts([{ room: 'a', unread: 2, lastId: 10 }])(before)).toBe(before);
  expect(withCounts([{ room: 'a', unread: 3, lastId: 11 }])(before)[0]?.unread).toBe(3);
});

test('activity puts a room first, with its count and its words', () => {
  const said = { room: 'b', from: 'bob', preview: 'hi', unread: 4 };
  const after = withActivity(said, 9000)(two);
  expect(ids(after)).toEqual(['b', 'a']);
  expect(after[0]).toMatchObject({
    unread: 4,
    updatedAt: 9000,
    preview: { sender: 'bob', own: false, content: 'hi', recalled: false, at: 9000 },
  });
  expect(withActivity({ ...said, room: 'unknown' }, 9000)(two)).toBe(two);
});

test('what activity counted is not counted again when the room is opened', () => {
  const told = withActivity({ room: 'b', from: 'bob', preview: 'hi', unread: 2 }, 9000)(two);
  expect(told[0]?.lastId).toBe(12);
  expect(withEntry('alice', 'b', message(11))(told)).toBe(told);
  expect(withEntry('alice', 'b', message(12))(told)).toBe(told);
  expect(withEntry('alice', 'b', message(13))(told)[0]?.lastId).toBe(13);
});

test('a room with news is first even when the clock of this device is slow', () => {
  const after = withActivity({ room: 'b', from: 'bob', preview: 'hi', unread: 1 }, 5)(two);
  expect(ids(after)).toEqual(['b', 'a']);
  expect(after[0]?.updatedAt).toBe(3001);
  expect(ids([...after].sort((one, other) => other.updatedAt - one.updatedAt))).toEqual(['b', 'a']);
});

test('an entry that an open room sees is the preview and the order, once', () => {
  const seen = withEntry('alice', 'b', message(11));
  const after = seen(two);
  expect(after[0]).toMatchObject({
    id: 'b',
    lastId: 11,
    unread: 0,
    updatedAt: 5000,
    preview: { sender: 'bob', content: 'says 11' },
  });
  expect(seen(after)).toBe(after);
  expect(withEntry('alice', 'b', message(9))(after)).toBe(after);
});

test('the room that is first already keeps its time when older entries come in', () => {
  expect(withEntry('alice', 'a', message(11, { at: 10 }))(two)[0]?.updatedAt).toBe(3000);
});

test('a recall is a preview without words; a change of members leaves the words there are', () => {
  const talked = withEntry('alice', 'a', message(11))(two);
  const recall: Entry = { kind: 'recall', id: 12, target: 11, by: 'alice', at: 6000 };
  expect(withEntry('alice', 'a', recall)(talked)[0]).toMatchObject({
    lastId: 12,
    preview: { sender: 'alice', own: true, content: '', recalled: true },
  });
  const member: Entry = {
    kind: 'member',
    id: 12,
    action: 'joined',
    username: 'carol',
    by: 'carol',
    role: 'member',
    mutedUntil: null,
    at: 6000,
  };
  expect(withEntry('alice', 'a', member)(talked)[0]).toMatchObject({
    lastId: 12,
    preview: { content: 'says 11' },
  });
  expect(withEntry('alice', 'a', { kind: 'unknown', id: 12 })(talked)[0]?.lastId).toBe(12);
});

test('an ended room has nothing unread any more', () => {
  const before = [room('a', { unread: 3 })];
  const ended = withEntry('alice', 'a', { kind: 'ended', id: 11, reason: 'left', at: 0 })(before);
  expect(ended[0]).toMatchObject({ status: 'ended', unread: 0 });
  expect(withOneMore('a', 11)(ended)).toBe(ended);
});

test('one more is unread unless it was read', () => {
  expect(withOneMore('a', 11)(two)[0]?.unread).toBe(1);
  expect(withOneMore('a', 10)(two)).toBe(two);
  expect(withOneMore('unknown', 11)(two)).toBe(two);
});

test('reading moves the mark forward and leaves at most as many unread as there are entries above it', () => {
  const before = [room('a', { unread: 4, lastId: 20, readUpTo: 10 })];
  expect(withRead('a', 18)(before)[0]).toMatchObject({ readUpTo: 18, unread: 2 });
  expect(withRead('a', 20)(before)[0]).toMatchObject({ readUpTo: 20, unread: 0 });
  expect(withRead('a', 25)(before)[0]).toMatchObject({ unread: 0 });
  expect(withRead('a', 12)(before)[0]).toMatchObject({ unread: 4 });
  expect(withRead('a', 10)(before)).toBe(before);
  expect(withRead('b', 99)(before)).toBe(before);
});

test('a count of odd shape is a count of nothing', () => {
  expect(countOf({ room_id: 'a', unread: 2, last_id: 9 })).toEqual({ room: 'a', unread: 2, lastId: 9 });
  expect(countOf(null)).toEqual({ room: '', unread: 0, lastId: 0 });
  expect(countOf({ room_id: 7, unread: '2' })).toEqual({ room: '', unread: 0, lastId: 0 });
});
