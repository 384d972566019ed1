// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from 'vitest';
import { RoomLog } from './log.ts';
import { member, message, messages, mine, recall } from './testing/entries.ts';

let log: RoomLog;
const ids = () => log.entries.map(({ id }) => id);

beforeEach(() => {
  log = new RoomLog();
});

test('entries stand in the order of their ids, however they come, each once', () => {
  expect(log.add([message(3), message(1)]).map(({ id }) => id)).toEqual([3, 1]);
  expect(log.add([message(2), message(3)]).map(({ id }) => id)).toEqual([2]);
  expect(ids()).toEqual([1, 2, 3]);
  expect([log.first, log.newest]).toEqual([1, 3]);
});

test('what is here already changes nothing', () => {
  log.add(messages(1, 3));
  const before = log.entries;
  expect(log.add(messages(1, 3))).toEqual([]);
  expect(log.entries).toBe(before);
});

test('a recall takes the words away and keeps the place', () => {
  log.add([message(1), recall(2, 1, 'carol')]);
  expect(log.message(1)).toMatchObject({ content: '', recalled: true, recalledBy: 'carol' });
  expect(ids()).toEqual([1, 2]);
});

test('a recall that comes before its message is not forgotten', () => {
  log.add([recall(9, 4)]);
  log.add([message(4)]);
  expect(log.message(4)).toMatchObject({ content: '', recalled: true });
});

test('an older copy never brings recalled words back, a newer one takes them away', () => {
  log.add([message(1), message(2)]);
  log.add([message(1, { recalled: true, content: '' })]);
  expect(log.message(1)?.recalled).toBe(true);
  log.add([message(1)]);
  expect(log.message(1)?.recalled).toBe(true);
});

test('the names under which I sent are known, those of others are not', () => {
  log.add([mine(1), message(2)]);
  expect(log.hasOwn('c1')).toBe(true);
  expect(log.hasOwn('')).toBe(false);
});

test('an acknowledged message stands in its place until its echo takes it', () => {
  log.add(messages(1, 3));
  log.addProvisional(mine(5, { content: 'mine' }));
  expect(ids()).toEqual([1, 2, 3, 5]);
  log.add([message(4)]);
  expect(log.add([mine(5, { content: 'as stored' })])).toEqual([]);
  expect(ids()).toEqual([1, 2, 3, 4, 5]);
  expect(log.message(5)?.content).toBe('as stored');
  log.add([mine(5, { content: 'again' })]);
  expect(log.message(5)?.content).toBe('as stored');
});

test('an acknowledgement after the echo adds nothing, one of the unloaded past waits for its page', () => {
  log.add(messages(10, 12));
  log.addProvisional(mine(11));
  log.addProvisional(mine(4));
  expect(ids()).toEqual([10, 11, 12]);
  expect(log.message(11)?.own).toBe(false);
});

test('holes are what is missing between entries and up to the head', () => {
  expect(log.holes(9)).toEqual([]);
  log.add([message(5), message(6), message(9)]);
  expect(log.holes(0)).toEqual([{ from: 7, to: 8 }]);
  expect(log.holes(9)).toEqual([{ from: 7, to: 8 }]);
  expect(log.holes(12)).toEqual([
    { from: 7, to: 8 },
    { from: 10, to: 12 },
  ]);
});

test('what the server removed is let go of and not taken again', () => {
  log.add(messages(1, 6));
  log.prune(4);
  log.add(messages(2, 3));
  log.prune(2);
  expect(ids()).toEqual([4, 5, 6]);
  expect(log.hasEarlier).toBe(false);
  expect(log.holes(6)).toEqual([]);
});

test('what is only forgotten can come back', () => {
  log.add(messages(1, 6));
  log.forgetBelow(5);
  expect(ids()).toEqual([5, 6]);
  expect(log.hasEarlier).toBe(true);
  log.add(messages(3, 4));
  expect(ids()).toEqual([3, 4, 5, 6]);
});

test('the beginning of the log is the first id or the first that is left', () => {
  log.add([message(2)]);
  expect(log.hasEarlier).toBe(true);
  log.add([message(1)]);
  expect(log.hasEarlier).toBe(false);
});

test('another log begins empty', () => {
  log.add([mine(1), recall(2, 1)]);
  log.prune(2);
  log.clear();
  expect(log.entries).toEqual([]);
  log.add([mine(1)]);
  expect(log.message(1)).toMatchObject({ recalled: false, content: 'words 1' });
});

test('only what the server told without a hole is worth keeping', () => {
  expect(log.tail(50)).toEqual([]);
  log.add([message(1), ...messages(3, 8), member(9)]);
  log.addProvisional(mine(10));
  expect(log.tail(50).map(({ id }) => id)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(log.tail(2).map(({ id }) => id)).toEqual([8, 9]);
});
