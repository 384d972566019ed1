// SPDX-License-Identifier: Apache-2.0
// Where somebody is in a room's messages, and what follows from it: whether new ones come into view, what
// counts as read, and when earlier ones are fetched. MessageList tells it what happened; it moves the list
// only for somebody at the end of it, who sends something, or who asked.
import { signal } from '@preact/signals';
import type { Room } from '../../store/room/room.ts';
import type { Row } from '../../store/room/types.ts';
import type { ListHandle } from '../../ui/VirtualList.tsx';

// Nearer to the end than this, a new message comes into view by itself.
export const NEAR_PX = 120;
// At the end, but for a pixel lost in rounding: then it stays at the end when heights change.
const END_PX = 4;
// Earlier messages are fetched this far before their place is reached.
const AHEAD_PX = 800;
// The middle of the line that tells the day, when it stands at the upper edge.
const DAY_PX = 16;

// The first and the last row in view, the one where the day is told, the pixels below them, and the highest id
// that was ever seen.
export interface Spot {
  first: number;
  day: number;
  last: number;
  left: number;
  seen: number;
}

export class Reading {
  readonly spot = signal<Spot>({ first: 0, day: 0, last: 0, left: 0, seen: 0 });
  // The row that a jump leads to, for as long as it is marked.
  readonly marked = signal('');
  // The row that has the focus or had it last.
  readonly current = signal('');

  private list: ListHandle | null = null;
  private rows: readonly Row[] = [];
  private isNear = true;
  private isAtEnd = true;
  private placed: 'no' | 'end' | 'line' = 'no';
  private isTouched = false;
  private offset = 0;
  private viewport = 0;
  // The edge at which earlier messages were last asked for: an empty answer must not be asked for again.
  private edge = '';

  constructor(private readonly room: Room) {}

  attach(list: ListHandle): void {
    this.list = list;
  }

  // A hand is on the list: from now on its place is not corrected by itself.
  readonly touch = () => {
    this.isTouched = true;
  };

  // Something of one's own is about to come: it is scrolled to from anywhere.
  follow(): void {
    this.toEnd();
  }

  // Away from the end, to stay there. `lower`: so many thirds of the height below the upper edge.
  go(place: number, align: 'start' | 'center' | 'nearest', lower = 0): void {
    this.isNear = this.isAtEnd = false;
    this.list?.scrollTo(place, align, -lower / 3);
  }

  // After every drawing with new rows.
  onRows(rows: readonly Row[]): void {
    const grew = this.rows.at(-1)?.key !== rows.at(-1)?.key;
    this.rows = rows;
    if (rows.length === 0) return;
    const line = lineOf(rows);
    // The line may come later than what was kept of the room.
    const late = this.placed === 'end' && !this.isTouched && line >= 0;
    if (this.placed === 'no' || late) this.place(line);
    else if (this.isNear && grew) this.toEnd();
    this.look();
  }

  readonly onScroll = () => {
    const offset = this.list?.offset() ?? 0;
    const left = this.left();
    if (left <= END_PX) this.isNear = this.isAtEnd = true;
    else if (this.isTouched || offset < this.offset) {
      this.isNear = left <= NEAR_PX;
      this.isAtEnd = false;
    }
    this.offset = offset;
    this.look();
  };

  readonly onResize = () => {
    // A keyboard takes its place from above, also where all there was fitted in.
    const isSqueezed = (this.list?.viewport() ?? 0) < this.viewport && this.spot.peek().left <= END_PX;
    if (this.isAtEnd || isSqueezed) this.toEnd();
    this.look();
  };

  // What somebody who looks at this screen has now seen. Also called when the window gets the focus.
  readonly look = () => {
    const { list, room, rows } = this;
    if (list === null || list.viewport() === 0) return;
    this.viewport = list.viewport();
    const offset = list.offset();
    const last = list.indexAt(offset + this.viewport - 1);
    let { seen } = this.spot.peek();
    if (document.visibilityState === 'visible' && document.hasFocus()) {
      seen = Math.max(seen, this.isAtEnd ? room.newest.peek() : idUpTo(rows, last));
      if (seen > room.readUpTo.peek()) room.seen(seen);
    }
    const day = list.indexAt(offset + DAY_PX);
    this.spot.value = { first: list.indexAt(offset), day, last, left: this.left(), seen };
    // On the way to the end the list may still stand at its beginning.
    const place = this.isAtEnd ? list.total() - this.viewport : offset;
    if (place < AHEAD_PX) this.fetchEarlier();
  };

  // The first unread line at a third of the height, else the end.
  private place(line: number): void {
    this.placed = line < 0 ? 'end' : 'line';
    if (line < 0) this.toEnd();
    else this.go(line, 'start', 1);
  }

  // And to stay there while rows are measured, until a hand is on the list.
  private toEnd(): void {
    this.isNear = this.isAtEnd = true;
    this.isTouched = false;
    this.list?.toEnd();
  }

  private left(): number {
    const { list } = this;
    return list === null ? 0 : list.total() - list.offset() - list.viewport();
  }

  private fetchEarlier(): void {
    const edge = `${this.rows.length} ${this.rows[0]?.key}`;
    if (edge === this.edge || !this.room.hasEarlier.peek() || this.room.history.peek() !== 'ready') return;
    this.edge = edge;
    void this.room.loadEarlier();
  }
}

// The place of the unread line; -1: there is none.
export function lineOf(rows: readonly Row[]): number {
  return rows.findIndex((row) => row.row === 'unread');
}

// 0 for rows that are no entries.
export function idOf(row: Row | undefined): number {
  return row !== undefined && 'entry' in row ? row.entry.id : 0;
}

// They say something that nobody needs to go to.
const QUIET = ['day', 'start', 'pruned', 'unread'];

// From a place on, in a direction: the first row that can have the focus; -1: there is none.
export function nextArticle(rows: readonly Row[], from: number, step: 1 | -1): number {
  let place = from;
  while (rows[place] !== undefined && QUIET.includes(rows[place]?.row ?? '')) place += step;
  return rows[place] === undefined ? -1 : place;
}

// The highest id among the rows up to that place.
function idUpTo(rows: readonly Row[], place: number): number {
  let at = place;
  while (at >= 0 && idOf(rows[at]) === 0) at -= 1;
  return idOf(rows[at]);
}
