// SPDX-License-Identifier: Apache-2.0
// What the screen shows, in order: the log with its day lines, groups and quotes, then what is not in it yet.
// A row that did not change is the same object as before, so that only changed rows are drawn again. Pure.
import { isRecord } from '../../net/frames.ts';
import type { Unsent } from '../outbox.ts';
import type { EndedEntry, MemberEntry, MessageEntry, UnknownEntry } from './entry.ts';
import type { RoomLog } from './log.ts';
import type { MessageState, Quote, Row } from './types.ts';

export interface RowSource {
  readonly log: RoomLog;
  // False while nothing is known of the log's beginning.
  readonly loaded: boolean;
  // Unread when the room was opened: messages of others from above the one to the other, both as ids.
  readonly unread: { readonly above: number; readonly upTo: number };
  readonly state: (id: number) => MessageState;
  // My words that I took back in this tab a moment ago.
  readonly editable: ReadonlyMap<number, string>;
  readonly pending: readonly Unsent[];
  readonly progress: (item: Unsent) => Progress;
}

// How far an unsent message has come.
export interface Progress {
  readonly state: 'queued' | 'sending' | 'failed';
  readonly code: string;
  readonly retryAt: number;
}

type Grouped = Extract<Row, { row: 'message' | 'pending' }>;

// A longer silence begins a new group, also of the same sender.
const GROUP_MS = 5 * 60_000;
// As much of a quoted message as can be seen.
const QUOTE_CHARS = 200;

export function buildRows(source: RowSource, before: readonly Row[]): readonly Row[] {
  const rows = new Builder(source).build();
  return keepOld(rows, before);
}

class Builder {
  private readonly rows: Row[] = [];
  private readonly days = new Set<number>();
  // The day of the last row, as a span of time.
  private dayFrom = 0;
  private dayTo = 0;
  private lineDrawn = false;
  // The row that the next may join, and when it was said.
  private open: Grouped | null = null;
  private openAt = 0;

  constructor(private readonly source: RowSource) {}

  build(): Row[] {
    const { log, loaded, pending } = this.source;
    if (loaded && !log.hasEarlier) this.putBeginning();
    for (const entry of log.entries) {
      if (entry.kind === 'message') this.putMessage(entry);
      else if (entry.kind !== 'recall') this.putNotice(entry);
    }
    for (const item of pending) if (!log.hasOwn(item.clientId)) this.putPending(item);
    return this.rows;
  }

  private putBeginning(): void {
    const { log } = this.source;
    const first = log.entries[0];
    if (log.prunedBefore > 1) this.rows.push({ row: 'pruned', key: 'pruned' });
    else
      this.rows.push({ row: 'start', key: 'start', at: first !== undefined && 'at' in first ? first.at : 0 });
  }

  private putMessage(entry: MessageEntry): void {
    this.putDay(entry.at);
    this.putUnreadLine(entry);
    const key = entry.own && entry.clientId !== '' ? entry.clientId : String(entry.id);
    if (entry.recalled) {
      this.open = null;
      this.rows.push({ row: 'recalled', key, entry, editable: this.source.editable.get(entry.id) ?? null });
      return;
    }
    const { sender, at } = entry;
    const quote = this.quote(entry.replyTo);
    const state = entry.own ? this.source.state(entry.id) : null;
    const first = !this.joins(sender, entry.own, at);
    const row: Grouped = { row: 'message', key, entry, first, last: true, showTime: true, state, quote };
    this.putGrouped(row, at);
  }

  private putPending(item: Unsent): void {
    const quote = this.quote(item.replyTo);
    const first = !this.joins('', true, item.at);
    const progress = this.source.progress(item);
    this.putGrouped(
      { row: 'pending', key: item.clientId, item, ...progress, first, last: true, quote },
      item.at,
    );
  }

  private putNotice(entry: MemberEntry | EndedEntry | UnknownEntry): void {
    this.open = null;
    if ('at' in entry && entry.at > 0) this.putDay(entry.at);
    this.rows.push({ row: 'notice', key: String(entry.id), entry });
  }

  private putGrouped(row: Grouped, at: number): void {
    if (!row.first && this.open !== null) {
      this.open.last = false;
      if (this.open.row === 'message') this.open.showTime = false;
    }
    this.rows.push(row);
    this.open = row;
    this.openAt = at;
  }

  // Pending times are this device's, so a clock that runs behind does not part them from what is above.
  private joins(sender: string, own: boolean, at: number): boolean {
    if (this.open === null || at - this.openAt >= GROUP_MS) return false;
    if (this.open.row === 'pending') return own;
    return own ? this.open.entry.own : this.open.entry.sender === sender;
  }

  private putDay(at: number): void {
    if (at >= this.dayFrom && at < this.dayTo) return;
    const date = new Date(at);
    this.dayFrom = date.setHours(0, 0, 0, 0);
    this.dayTo = date.setDate(date.getDate() + 1);
    this.open = null;
    // Should the server's clock have been set back, a day comes twice.
    const again = this.days.has(this.dayFrom) ? ` ${this.rows.length}` : '';
    const key = `day ${this.dayFrom}${again}`;
    this.days.add(this.dayFrom);
    this.rows.push({ row: 'day', key, at });
  }

  private putUnreadLine({ id, own }: MessageEntry): void {
    const { above, upTo } = this.source.unread;
    if (this.lineDrawn || own || id <= above || id > upTo) return;
    this.lineDrawn = true;
    // Where the unread ones begin is known when what is before them is here, or when nothing is.
    if (this.source.log.first > above + 1 && this.source.log.hasEarlier) return;
    this.open = null;
    this.rows.push({ row: 'unread', key: 'unread' });
  }

  private quote(id: number | null): Quote | null {
    if (id === null) return null;
    const message = this.source.log.message(id);
    if (message === null) return { id, sender: '', text: '', recalled: false, known: false };
    const { sender, content, recalled } = message;
    return { id, sender, text: content.slice(0, QUOTE_CHARS), recalled, known: true };
  }
}

// Most of the list is as it was, seen from its beginning, or from its end when earlier entries came. Only what
// lies between is searched by key.
function keepOld(rows: Row[], before: readonly Row[]): readonly Row[] {
  const shorter = Math.min(rows.length, before.length);
  let head = 0;
  while (head < shorter && swap(rows, head, before[head])) head += 1;
  if (head === rows.length && head === before.length) return before;
  let tail = 1;
  while (tail <= shorter - head && swap(rows, rows.length - tail, before.at(-tail))) tail += 1;
  const old = new Map(before.slice(head, before.length - tail + 1).map((row) => [row.key, row]));
  for (let i = head; i <= rows.length - tail; i += 1) swap(rows, i, old.get(rows[i]?.key ?? ''));
  return rows;
}

// Puts the old row in the place of the new one when they say the same.
function swap(rows: Row[], place: number, old: Row | undefined): boolean {
  const row = rows[place];
  if (row === undefined || old === undefined || !alike(old, row)) return false;
  rows[place] = old;
  return true;
}

// Equal in every part; entries and items are compared by what they are, quotes by what they say.
function alike(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  for (const name in other) {
    const [was, is] = [one[name], other[name]];
    if (was !== is && !(name === 'quote' && isRecord(was) && isRecord(is) && alike(was, is))) return false;
  }
  return true;
}
