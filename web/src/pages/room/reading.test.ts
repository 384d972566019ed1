// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import type { ListHandle } from '../../ui/VirtualList.tsx';
import { nextArticle, Reading } from './reading.ts';
import { FakeRoom, messageRow, pendingRow, rowsOf, type Said } from './testing/fake_room.ts';

const ROW_PX = 50;
const WINDOW_PX = 500;
const START = new Date(2026, 6, 3, 21, 0).getTime();

let room: FakeRoom;
let reading: Reading;
let offset: number;
let asked: string[];

const said = (count: number): Said[] =>
  Array.from({ length: count }, (_, at) => ({ from: 'bob', text: String(at + 1), at: START + at * 1000 }));
const total = () => room.rows.peek().length * ROW_PX;
const end = () => Math.max(0, total() - WINDOW_PX);

const list: ListHandle = {
  offset: () => offset,
  viewport: () => WINDOW_PX,
  total,
  indexAt: (pixels) => Math.max(0, Math.min(room.rows.peek().length - 1, Math.floor(pixels / ROW_PX))),
  scrollTo: (index, align, further = 0) => {
    asked.push(`${align} ${index}`);
    scrollTo(index * ROW_PX + further * WINDOW_PX);
  },
  toEnd: () => {
    asked.push('end');
    scrollTo(end());
  },
};

function scrollTo(top: number): void {
  offset = Math.max(0, Math.min(top, end()));
  reading.onScroll();
}

function show(count: number, unreadFrom = 0): void {
  room.newest.value = count;
  room.rows.value = rowsOf(said(count), 'alice', 1, unreadFrom);
  reading.onRows(room.rows.peek());
}

beforeEach(() => {
  room = new FakeRoom('den', 'alice');
  reading = new Reading(room.room);
  offset = 0;
  asked = [];
  reading.attach(list);
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});

test('a room without unread messages opens at its end', () => {
  show(40);
  expect(offset).toBe(end());
  expect(reading.spot.value.left).toBe(0);
});

test('a room with unread messages opens with the line at a third of the height', () => {
  show(60, 30);
  const line = room.rows.value.findIndex((row) => row.row === 'unread');
  expect(offset).toBeCloseTo(line * ROW_PX - WINDOW_PX / 3);
});

test('a line that comes after what was kept of the room is gone to, unless somebody has scrolled', () => {
  show(60);
  show(61, 30);
  expect(asked.at(-1)).toMatch(/^start/);

  reading = new Reading(room.room);
  reading.attach(list);
  show(60);
  reading.touch();
  scrollTo(700);
  show(61, 30);
  expect(offset).toBe(700);
});

test('at the end and near it new messages come into view; further away nothing moves', () => {
  show(40);
  show(41);
  expect(offset).toBe(end());
  reading.touch();
  scrollTo(end() - 100);
  show(42);
  expect(offset).toBe(end());
  scrollTo(end() - 130);
  const before = offset;
  show(43);
  expect(offset).toBe(before);
});

test('the day is told of the row in whose place its line would stand', () => {
  show(60);
  scrollTo(10 * ROW_PX + 30);
  expect(reading.spot.value).toMatchObject({ first: 10, day: 10 });
  scrollTo(10 * ROW_PX + 40);
  expect(reading.spot.value).toMatchObject({ first: 10, day: 11 });
});

test('what I send is scrolled to from anywhere', () => {
  show(60);
  reading.touch();
  scrollTo(100);
  reading.follow();
  room.rows.value = [...room.rows.value, pendingRow('c1', 'hi', 'sending')];
  reading.onRows(room.rows.value);
  expect(offset).toBe(end());
});

test('at the end it stays at the end when heights change; elsewhere it does not', () => {
  show(60);
  asked = [];
  reading.onResize();
  expect(asked).toEqual(['end']);
  reading.touch();
  scrollTo(end() - 60);
  asked = [];
  reading.onResize();
  expect(asked).toEqual([]);
});

test('who follows what he sends stays with it while rows are measured, though his hand was on the list', () => {
  show(60);
  reading.touch();
  scrollTo(100);
  reading.follow();
  // The rows turn out to be higher: there is more below, and nobody has scrolled.
  room.rows.value = rowsOf(said(70), 'alice');
  reading.onScroll();
  asked = [];
  reading.onResize();
  expect(asked).toEqual(['end']);
});

test('only what was in view of somebody who looks is read', () => {
  vi.mocked(document.hasFocus).mockReturnValue(false);
  show(60, 30);
  expect(room.calls).toEqual([]);
  vi.mocked(document.hasFocus).mockReturnValue(true);
  reading.look();
  const seen = room.readUpTo.value;
  expect(seen).toBeGreaterThan(30);
  expect(seen).toBeLessThan(40);
  reading.touch();
  scrollTo(100);
  expect(room.readUpTo.value).toBe(seen);
  scrollTo(end());
  expect(room.readUpTo.value).toBe(60);
});

test('earlier messages are fetched near the upper edge, once for each edge', () => {
  room.hasEarlier.value = true;
  show(60);
  expect(room.calls).not.toContain('earlier');
  reading.touch();
  scrollTo(700);
  scrollTo(300);
  scrollTo(0);
  expect(room.calls.filter((call) => call === 'earlier')).toHaveLength(1);
  room.rows.value = rowsOf(said(110), 'alice', -49);
  reading.onRows(room.rows.value);
  scrollTo(0);
  expect(room.calls.filter((call) => call === 'earlier')).toHaveLength(2);
});

test('nothing is fetched while something is being fetched, nor after it failed', () => {
  room.hasEarlier.value = true;
  for (const history of ['loading', 'failed', 'cached'] as const) {
    room.history.value = history;
    show(60);
    scrollTo(0);
  }
  expect(room.calls).not.toContain('earlier');
});

test('the keys pass over the lines that say nothing', () => {
  const rows = [...rowsOf(said(2), 'alice'), messageRow({ from: 'bob', text: 'x', at: START }, 'alice', 9)];
  expect(rows.map((row) => row.row)).toEqual(['day', 'message', 'message', 'message']);
  expect(nextArticle(rows, 0, 1)).toBe(1);
  expect(nextArticle(rows, 0, -1)).toBe(-1);
  expect(nextArticle(rows, 4, 1)).toBe(-1);
});
