// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from 'vitest';
import type { Unsent } from '../outbox.ts';
import type { Entry } from './entry.ts';
import { RoomLog } from './log.ts';
import { buildRows, type RowSource } from './rows.ts';
import { member, message, messages, mine, NOON, recall } from './testing/entries.ts';
import type { Row } from './types.ts';

const MINUTE = 60_000;
const QUEUED = { state: 'queued', code: '', retryAt: 0 } as const;

let source: { -readonly [name in keyof RowSource]: RowSource[name] };

beforeEach(() => {
  source = {
    log: new RoomLog(),
    loaded: true,
    unread: { above: 0, upTo: 0 },
    state: () => 'sent',
    editable: new Map(),
    pending: [],
    progress: () => QUEUED,
  };
});

function rowsOf(...entries: Entry[]): readonly Row[] {
  source.log.add(entries);
  return buildRows(source, []);
}

function unsent(clientId: string, change: Partial<Unsent> = {}): Unsent {
  const rest = { room: 'r', content: 'hi', type: 'text', replyTo: null, tab: 't', failed: '' } as const;
  return { clientId, at: NOON + 60_000, ...rest, ...change };
}

const kinds = (rows: readonly Row[]) => rows.map(({ row }) => row);
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);
const row = (rows: readonly Row[], key: string) => rows.find((one) => one.key === key);

test('an empty room has a beginning once that is known', () => {
  expect(kinds(rowsOf())).toEqual(['start']);
  source.loaded = false;
  expect(rowsOf()).toEqual([]);
});

test('the beginning stands above the first entry of the log, and nowhere else', () => {
  expect(kinds(rowsOf(message(2)))).toEqual(['day', 'message']);
  expect(rowsOf(message(1))[0]).toEqual({ row: 'start', key: 'start', at: NOON + 1000 });
});

test('where retention took the beginning, the rows say so', () => {
  source.log.prune(7);
  expect(kinds(rowsOf(message(7)))).toEqual(['pruned', 'day', 'message']);
});

test('each day has one line above it', () => {
  const day = 24 * 60 * MINUTE;
  const rows = rowsOf(message(2), message(3), message(4, { at: NOON + day }), message(5, { at: NOON + day }));
  expect(kinds(rows)).toEqual(['day', 'message', 'message', 'day', 'message', 'message']);
  expect(rows.filter((one) => one.row === 'day').map(({ at }) => at)).toEqual([NOON + 2000, NOON + day]);
});

test('a day that comes twice keeps its keys apart', () => {
  const day = 24 * 60 * MINUTE;
  const rows = rowsOf(message(2), message(3, { at: NOON + day }), message(4));
  expect(new Set(keys(rows)).size).toBe(rows.length);
});

test('messages of one sender within five minutes are a group, and only its last shows the time', () => {
  const rows = rowsOf(
    message(2),
    message(3),
    message(4, { sender: 'carol' }),
    mine(5),
    mine(6),
    mine(7, { at: NOON + 5 * MINUTE + 6000 }),
  );
  const shape = rows.flatMap((one) => (one.row === 'message' ? [[one.first, one.last, one.showTime]] : []));
  expect(shape).toEqual([
    [true, false, false],
    [false, true, true],
    [true, true, true],
    [true, false, false],
    [false, true, true],
    [true, true, true],
  ]);
});

test('a notice or a recalled message parts a group, a recall does not', () => {
  const firsts = (rows: readonly Row[]) => rows.flatMap((one) => (one.row === 'message' ? [one.first] : []));
  expect(firsts(rowsOf(message(2), member(3), message(4), message(5), recall(6, 99), message(7)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  source.log.clear();
  expect(firsts(rowsOf(message(2), message(3), message(4), recall(5, 3)))).toEqual([true, true]);
});

test('my own message has the key under which it was sent and says how far it came', () => {
  source.state = (id) => (id === 3 ? 'read' : 'sent');
  const rows = rowsOf(message(2), mine(3));
  expect(row(rows, 'c3')).toMatchObject({ row: 'message', state: 'read' });
  expect(row(rows, '2')).toMatchObject({ row: 'message', state: null });
});

test('what waits stands below the log and joins my last group', () => {
  source.pending = [unsent('d1'), unsent('d2', { failed: 'muted' })];
  source.progress = (item) => ({
    ...QUEUED,
    state: item.failed === '' ? 'sending' : 'failed',
    code: item.failed,
  });
  const rows = rowsOf(mine(2));
  expect(keys(rows).slice(1)).toEqual(['c2', 'd1', 'd2']);
  expect(row(rows, 'c2')).toMatchObject({ first: true, last: false, showTime: false });
  expect(row(rows, 'd1')).toMatchObject({ row: 'pending', state: 'sending', first: false, last: false });
  expect(row(rows, 'd2')).toMatchObject({ state: 'failed', code: 'muted', first: false, last: true });
});

test('what waits does not join the words of another', () => {
  source.pending = [unsent('d1')];
  expect(row(rowsOf(message(2)), 'd1')).toMatchObject({ first: true });
});

test('a message that is in the log is not shown a second time as waiting', () => {
  source.pending = [unsent('c3'), unsent('d1')];
  const rows = rowsOf(message(2), mine(3));
  expect(keys(rows).slice(1)).toEqual(['2', 'c3', 'd1']);
  expect(row(rows, 'c3')).toMatchObject({ row: 'message' });
});

test('the unread line stands above the first unread message of another', () => {
  source.unread = { above: 2, upTo: 6 };
  const rows = rowsOf(...messages(1, 2), mine(3), member(4), message(5), message(6));
  expect(kinds(rows)).toEqual([
    'start',
    'day',
    'message',
    'message',
    'message',
    'notice',
    'unread',
    'message',
    'message',
  ]);
  expect(row(rows, '5')).toMatchObject({ first: true });
});

test('what came after the room was opened gets no line', () => {
  source.unread = { above: 2, upTo: 2 };
  expect(kinds(rowsOf(...messages(1, 4)))).not.toContain('unread');
});

test('there is no line while the first unread message may be in the part that is not loaded', () => {
  source.unread = { above: 2, upTo: 9 };
  expect(kinds(rowsOf(...messages(5, 9)))).not.toContain('unread');
  expect(kinds(rowsOf(...messages(3, 4)))).toContain('unread');
});

test('a message taken back leaves a row, with my words for as long as they may be edited', () => {
  source.editable = new Map([[3, 'my words']]);
  const rows = rowsOf(message(2), mine(3), recall(4, 2), recall(5, 3));
  expect(row(rows, '2')).toMatchObject({ row: 'recalled', editable: null });
  expect(row(rows, 'c3')).toMatchObject({ row: 'recalled', editable: 'my words' });
});

test('an answer quotes what it answers, as far as that is here', () => {
  const long = 'x'.repeat(4000);
  const rows = rowsOf(message(2, { content: long }), message(3, { replyTo: 2 }), message(4, { replyTo: 1 }));
  expect(row(rows, '3')).toMatchObject({
    quote: { id: 2, sender: 'bob', text: 'x'.repeat(200), recalled: false, known: true },
  });
  expect(row(rows, '4')).toMatchObject({ quote: { id: 1, known: false } });
  const later = rowsOf(recall(5, 2));
  expect(row(later, '3')).toMatchObject({ quote: { text: '', recalled: true } });
});

test('member changes, the end and what is not understood are notices', () => {
  const rows = rowsOf(
    message(2),
    member(3),
    { kind: 'unknown', id: 4 },
    { kind: 'ended', id: 5, reason: 'left', at: 0 },
  );
  expect(kinds(rows)).toEqual(['day', 'message', 'notice', 'notice', 'notice']);
});

test('rows that did not change are the same objects, and so is a list that did not', () => {
  const before = rowsOf(...messages(2, 5), message(6, { replyTo: 2 }));
  expect(buildRows(source, before)).toBe(before);
  source.log.add([message(7)]);
  const after = buildRows(source, before);
  const same = after.filter((one) => before.includes(one));
  // The last of the group is another now.
  expect(same).toHaveLength(before.length - 1);
  expect(after.at(-1)).toMatchObject({ key: '7' });
});

test('a row whose quote changed is drawn again', () => {
  const before = rowsOf(message(2), message(3, { sender: 'carol', replyTo: 2 }));
  source.log.add([recall(4, 2)]);
  const after = buildRows(source, before);
  expect(row(after, '3')).not.toBe(row(before, '3'));
});

test('from waiting to sent a row keeps its key', () => {
  source.pending = [unsent('c9')];
  const waiting = rowsOf(message(2)).at(-1);
  source.log.addProvisional(mine(9));
  expect(buildRows(source, []).at(-1)?.key).toBe(waiting?.key);
});
