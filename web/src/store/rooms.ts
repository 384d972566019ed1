// SPDX-License-Identifier: Apache-2.0
// The list of a person's rooms. It is loaded over HTTP and then kept up to date by what the user line says, what
// open rooms see and what other tabs tell; where those say too little it is loaded again.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../net/api.ts';
import { listRooms } from '../net/chat_api.ts';
import { type Frame, text } from '../net/frames.ts';
import { dropKept, keepRooms, readKeptRooms } from './cache.ts';
import { takeNews } from './moderation.ts';
import type { Entry } from './room/entry.ts';
import {
  type Change,
  countOf,
  type RoomSummary,
  summaryOf,
  withActivity,
  withCounts,
  withEntry,
  withOneMore,
  withRead,
} from './room_summaries.ts';
import { endSession } from './session_end.ts';
import { listen } from './tabs.ts';
import { type LineWatcher, lineState, UserLine } from './user_line.ts';

export type { RoomSummary } from './room_summaries.ts';
export { lineState, news } from './user_line.ts';

export interface Rooms {
  // The last activity first; null: not loaded yet.
  readonly list: ReadonlySignal<readonly RoomSummary[] | null>;
  // Why the last load failed.
  readonly failure: ReadonlySignal<Refusal | null>;
  // What is shown may be old: it comes from this device, the server cannot be asked, or there is no network.
  readonly stale: ReadonlySignal<boolean>;
  readonly total: ReadonlySignal<number>;
  reload(): Promise<void>;
  // Left or gone: out of the list and out of what this device keeps.
  forget(room: string): void;
  dispose(): void;
}

// Loads that nobody waits for keep this distance.
const RELOAD_PAUSE_MS = 5_000;
// A message that is read within this time was never unread: no badge flashes beside a room one looks at.
const UNREAD_AFTER_MS = 500;
// For so long after reading here an `unread` may be the answer to it.
const READ_ECHO_MS = 5_000;

// `away`: why the server could not say that this person is signed in. Nothing is loaded before it does: the list
// might be somebody else's.
export function openRooms(person: string, away: Refusal | null = null): Rooms {
  return new RoomList(person, away);
}

class RoomList implements Rooms, LineWatcher {
  readonly list = signal<readonly RoomSummary[] | null>(null);
  readonly failure = signal<Refusal | null>(null);
  readonly stale = computed(() => this.old.value || lineState.value.phase === 'offline');
  readonly total = computed(() => (this.list.value ?? []).reduce((sum, room) => sum + room.unread, 0));

  // The last load failed, or there was none yet.
  private readonly old = signal(true);
  private loading: Promise<void> | null = null;
  private loadAgain = false;
  // What happened while the list was loading; it may be older or newer than the answer.
  private meanwhile: Change[] = [];
  private loadedAt = 0;
  private reloadTimer: ReturnType<typeof setTimeout> | undefined;
  // Rooms that are open here and not in the list: it was loaded again for each of them, once.
  private readonly strangers = new Set<string>();
  // How often the server has said what is unread.
  private counted = 0;
  private readAt = 0;
  private sure: boolean;
  private readonly line: UserLine;
  private readonly unlisten: () => void;
  private disposed = false;

  constructor(
    private readonly person: string,
    away: Refusal | null,
  ) {
    this.failure.value = away;
    this.sure = away === null;
    this.unlisten = listen((message) => {
      if (message.what === 'read') this.takeRead(message.room, message.upTo);
      if (message.what === 'entry') this.takeEntry(message.room, message.entry);
    });
    this.line = new UserLine(person, this.sure, this);
    void this.showKept();
    if (this.sure) void this.reload();
  }

  async reload(): Promise<void> {
    if (!this.sure) return this.line.retry();
    this.loadAgain = this.loading !== null;
    this.loading ??= this.load();
    await this.loading;
  }

  forget(room: string): void {
    this.change((rooms) => rooms.filter((one) => one.id !== room));
    dropKept(this.person, room);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.reloadTimer);
    this.unlisten();
    this.line.dispose();
  }

  // --- what the user line says ---

  onOpen(again: boolean): void {
    this.sure = true;
    if (again || this.failure.peek() !== null) void this.reload();
  }

  onFrame(frame: Frame): void {
    if (frame.type === 'unread') this.takeCounts(frame);
    takeNews(this.person, frame);
    if (frame.type !== 'room_activity') return;
    const { room, unread } = countOf(frame);
    const told = { room, from: text(frame.from), preview: text(frame.preview), unread };
    if (this.find(room) === undefined) this.reloadSoon();
    this.change(withActivity(told, Date.now()));
  }

  // The whole list comes when something was read or recalled, and when a membership changed. Which of them, it
  // does not say: one that tells nothing new and is no echo of reading here means that the rooms did.
  private takeCounts(frame: Frame): void {
    const counts = Array.isArray(frame.rooms) ? frame.rooms.map(countOf) : [];
    const behind = counts.some(({ room, lastId }) => (this.find(room)?.lastId ?? -1) < lastId);
    this.counted += 1;
    const changed = this.change(withCounts(counts));
    if (behind || !(changed || Date.now() - this.readAt < READ_ECHO_MS)) this.reloadSoon();
  }

  // --- what open rooms see, in this tab or another ---

  private takeRead(room: string, upTo: number): void {
    if (this.change(withRead(room, upTo))) this.readAt = Date.now();
  }

  // Old or new.
  private takeEntry(room: string, entry: Entry): void {
    if (this.list.peek() !== null && this.find(room) === undefined) {
      if (!this.strangers.has(room)) this.reloadSoon();
      this.strangers.add(room);
    }
    const changed = this.change(withEntry(this.person, room, entry));
    if (changed && entry.kind === 'message' && !entry.own) this.countSoon(room, entry.id);
  }

  // Unless the server has counted meanwhile.
  private countSoon(room: string, id: number): void {
    const { counted } = this;
    setTimeout(() => counted === this.counted && this.change(withOneMore(room, id)), UNREAD_AFTER_MS);
  }

  // --- the list ---

  private async showKept(): Promise<void> {
    const kept = await readKeptRooms(this.person);
    if (!this.disposed && kept.length > 0 && this.list.peek() === null) this.list.value = kept;
  }

  private async load(): Promise<void> {
    do {
      clearTimeout(this.reloadTimer);
      this.reloadTimer = undefined;
      this.loadAgain = false;
      this.loadedAt = Date.now();
      this.meanwhile = [];
      const answer = await listRooms();
      if (this.disposed) return;
      if (answer.ok) this.show(answer.rooms.map((item) => summaryOf(item, this.person)));
      else this.fail(answer);
    } while (this.loadAgain);
    this.loading = null;
  }

  private show(loaded: readonly RoomSummary[]): void {
    const before = new Map((this.list.peek() ?? []).map((room) => [room.id, room]));
    // Where the last entry is no message, the last one we know is still the one to show.
    const rooms = loaded.map((room) => ({
      ...room,
      preview: room.preview ?? before.get(room.id)?.preview ?? null,
    }));
    const next = this.meanwhile.reduce((list: readonly RoomSummary[], change) => change(list), rooms);
    this.list.value = [...next].sort((one, other) => other.updatedAt - one.updatedAt);
    this.failure.value = null;
    this.old.value = false;
    this.counted += 1;
    keepRooms(this.person, this.list.peek() ?? []);
  }

  private fail(refusal: Refusal): void {
    this.failure.value = refusal;
    this.old.value = true;
    if (refusal.status === 401) endSession();
    else if (lineState.peek().phase === 'open') this.reloadSoon(refusal.retryMs);
  }

  // Several wishes are one load.
  private reloadSoon(atLeastMs = 0): void {
    const ms = Math.max(atLeastMs, this.loadedAt + RELOAD_PAUSE_MS - Date.now());
    this.reloadTimer ??= setTimeout(() => void this.reload(), ms);
  }

  // True when something changed.
  private change(change: Change): boolean {
    if (this.disposed) return false;
    if (this.loading !== null) this.meanwhile.push(change);
    const before = this.list.peek();
    const after = before === null ? null : change(before);
    if (after === null || after === before) return false;
    this.list.value = after;
    keepRooms(this.person, after);
    return true;
  }

  private find(room: string): RoomSummary | undefined {
    return this.list.peek()?.find((one) => one.id === room);
  }
}
