// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { EventLog, ROWS_MAX } from './event_log.ts';

function filled(rows: number): EventLog {
  const log = new EventLog();
  for (let i = 1; i <= rows; i += 1) log.add('sent', { text: String(i) });
  return log;
}

test('the log keeps the newest five hundred rows', () => {
  const log = filled(ROWS_MAX + 20);
  expect(log.shown.value).toHaveLength(500);
  expect(log.shown.value[0]?.text).toBe('21');
  expect(log.shown.value.at(-1)?.text).toBe('520');
});

test('a paused log stands still, counts what comes and shows it afterwards', () => {
  const log = filled(3);
  log.togglePause();
  log.add('received', { text: 'new' });
  expect(log.shown.value).toHaveLength(3);
  expect(log.behind.value).toBe(1);
  expect(log.all()).toHaveLength(4);
  log.togglePause();
  expect(log.shown.value).toHaveLength(4);
  expect(log.behind.value).toBe(0);
});

test('clearing empties it, also while paused', () => {
  const log = filled(3);
  log.togglePause();
  log.clear();
  expect(log.shown.value).toEqual([]);
  log.add('sent', { text: 'x' });
  expect(log.behind.value).toBe(1);
});
