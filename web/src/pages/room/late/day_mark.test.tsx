// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { showLanguage } from '../../../i18n/i18n.ts';
import type { Row } from '../../../store/room/types.ts';
import { newStage, type Stage } from '../../../ui/testing/stage.ts';
import { dayName } from '../../../ui/time.ts';
import type { Reading, Spot } from '../reading.ts';
import { pendingRow, rowsOf } from '../testing/fake_room.ts';
import { DayMark, dayAt } from './DayMark.tsx';

const DAY_MS = 86_400_000;
const NOW = new Date(2026, 6, 3, 21, 10).getTime();
const YESTERDAY = NOW - DAY_MS;

// 0 the beginning, 1 a day, 2 and 3 messages, 4 the next day, 5 a message.
const ROWS: readonly Row[] = [
  { row: 'start', key: 'start', at: YESTERDAY },
  ...rowsOf(
    [
      { from: 'bob', text: 'one', at: YESTERDAY },
      { from: 'bob', text: 'two', at: YESTERDAY + 1000 },
      { from: 'bob', text: 'three', at: NOW },
    ],
    'alice',
  ),
];

let stage: Stage;

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  await showLanguage('en');
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  vi.useRealTimers();
});

test('over a message its day is told, and a line that tells a day itself is left alone', () => {
  const days = ROWS.map((_, place) => dayAt(ROWS, place));
  expect(days).toEqual([0, 0, YESTERDAY, YESTERDAY + 1000, 0, NOW]);
  expect(dayAt(ROWS, 9)).toBe(0);
});

test('a row without a moment of its own is of the day of the one before', () => {
  const rows: readonly Row[] = [...ROWS, { row: 'unread', key: 'unread' }, pendingRow('c', 'x', 'queued')];
  expect(dayAt(rows, 6)).toBe(NOW);
  expect(dayAt(rows, 7)).toBe(NOW);
  expect(dayAt([{ row: 'unread', key: 'unread' }], 0)).toBe(0);
});

test('the day follows whoever reads earlier messages, for the eyes only, and is gone at the end', async () => {
  const spot = signal<Spot>({ first: 2, day: 2, last: 4, left: 900, seen: 3 });
  await stage.show(<DayMark rows={ROWS} reading={{ spot } as unknown as Reading} />);
  const mark = () => stage.root.querySelector('p');
  const move = (to: Partial<Spot>) =>
    act(() => {
      spot.value = { ...spot.value, ...to };
    });
  expect(mark()?.textContent).toBe('Yesterday');
  expect(mark()?.getAttribute('aria-hidden')).toBe('true');
  await move({ day: 4 });
  expect(mark()).toBeNull();
  await move({ day: 5 });
  expect(mark()?.textContent).toBe('Today');
  // Midnight passes while it is read.
  vi.setSystemTime(NOW + DAY_MS);
  await move({ left: 800 });
  expect(mark()?.textContent).toBe(dayName(NOW));
  expect(mark()?.textContent).toBe('Yesterday');
  await move({ left: 100 });
  expect(mark()).toBeNull();
});

test('it fades once the list is at rest, and is back with the next step', async () => {
  const spot = signal<Spot>({ first: 2, day: 2, last: 4, left: 900, seen: 3 });
  await stage.show(<DayMark rows={ROWS} reading={{ spot } as unknown as Reading} />);
  const mark = () => stage.root.querySelector('p');
  const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
  const solid = mark()?.className;
  await pass(1_900);
  expect(mark()?.className).toBe(solid);
  await pass(200);
  expect(mark()?.className).not.toBe(solid);
  await act(() => {
    spot.value = { ...spot.value, left: 880 };
  });
  expect(mark()?.className).toBe(solid);
});
