// SPDX-License-Identifier: Apache-2.0
// One open room: its log, its people, what I send and how far everybody has read, as signals for the screen,
// with one method per action. The screen makes one per visit and must call dispose() when it leaves.
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { errorNote, type Note } from '../../i18n/i18n.ts';
import { type Frame, whole } from '../../net/frames.ts';
import { recallMessage } from '../../net/room_api.ts';
import { type SocketState, START } from '../../net/socket_state.ts';
import { keep, readKept } from '../cache.ts';
import type { Me } from '../person.ts';
import { ended as sessionEnded } from '../session_end.ts';
import { listen, tellAll } from '../tabs.ts';
import { type EndedEntry, keptFrame, type MessageEntry } from './entry.ts';
import type { Loading } from './history.ts';
import { RoomLine, SIGNED_OUT } from './line.ts';
import type { Presence } from './people.ts';
import { OVER, RoomState } from './room_state.ts';
import { buildRows } from './rows.ts';
import type { RoomAbout, Row } from './types.ts';

export type { Presence } from './people.ts';
export type { MessageState, Quote, RoomAbout, Row } from './types.ts';

const KEPT_MAX = 50;
const EDITABLE_MS = 2 * 60_000;

export class Room {
  readonly socket: ReadonlySignal<SocketState> = computed(() => this.line.value?.state.value ?? START);
  // Why nobody gets in: a refusal's code, or `close_<number>`; '' otherwise.
  readonly refused: ReadonlySignal<string> = computed(() => this.line.value?.refused.value ?? '');
  readonly about: ReadonlySignal<RoomAbout | null>;
  readonly rows: ReadonlySignal<readonly Row[]> = computed(() => this.drawRows());
  // Others, for at most five seconds after they typed.
  readonly typing: ReadonlySignal<readonly string[]>;
  readonly online: ReadonlySignal<Presence>;
  // Of the newest page first, then of earlier ones.
  readonly history: ReadonlySignal<Loading>;
  readonly hasEarlier: ReadonlySignal<boolean>;
  // Shown from what was kept; the server has not confirmed it.
  readonly stale: ReadonlySignal<boolean>;
  readonly failedCount: ReadonlySignal<number> = computed(() => this.failed.value.length);
  readonly ended: ReadonlySignal<EndedEntry | null> = computed(() => this.state.past.view.value.log.end);
  readonly newest: ReadonlySignal<number> = computed(() => this.state.past.view.value.log.newest);
  readonly readUpTo: ReadonlySignal<number>;
  // Up to here everything was read when the room was opened; Infinity until that is known.
  readonly unreadFrom: ReadonlySignal<number> = computed(() => this.state.unread.value.above);
  readonly limits: ReadonlySignal<{ graphemes: number; recallMs: number }>;

  private readonly line = signal<RoomLine | null>(null);
  private readonly state: RoomState;
  // My words that I took back in this tab a moment ago.
  private readonly editable = signal<ReadonlyMap<number, string>>(new Map());
  private readonly failed = computed(() => {
    const { log } = this.state.past.view.value;
    const items = this.state.outgoing.items.value;
    return items.filter((item) => item.failed !== '' && !log.hasOwn(item.clientId));
  });
  private readonly undo: (() => void)[] = [];
  private drawn: readonly Row[] = [];
  private isClosed = false;

  constructor(
    private readonly me: Me,
    readonly id: string,
  ) {
    this.state = new RoomState(me, id, (frame: Frame) => this.line.peek()?.send(frame) ?? false);
    const { past, people, typing, myMarks, stale, limits } = this.state;
    this.about = people.about;
    this.typing = typing.names;
    this.online = people.online;
    this.history = past.loading;
    this.hasEarlier = past.hasEarlier;
    this.stale = stale;
    this.readUpTo = myMarks.readUpTo;
    this.limits = limits;
    void this.open();
  }

  // Mine, as it appears here.
  get name(): string {
    return this.state.name;
  }

  // --- what a person does ---

  // Resolves when it is stored on this device; it is shown at once. Blank text is not sent.
  async sendMessage(
    content: string,
    options: { type?: 'text' | 'emoji'; replyTo?: number | null } = {},
  ): Promise<void> {
    const words = content.trim();
    if (words === '') return;
    this.stoppedTyping();
    await this.state.outgoing.add(words, options.type ?? 'text', options.replyTo ?? null);
  }

  retry(clientId: string): void {
    this.state.outgoing.retry(clientId);
  }

  discard(clientId: string): void {
    this.me.outbox.settle(clientId);
  }

  retryAll(): void {
    for (const { clientId } of this.failed.peek()) this.retry(clientId);
  }

  discardAll(): void {
    for (const { clientId } of this.failed.peek()) this.discard(clientId);
  }

  // null when it is done, else why not.
  async recall(id: number): Promise<Note | null> {
    const message = this.state.past.log.message(id);
    const answer = await recallMessage(this.id, id);
    if (!answer.ok) return errorNote(answer.code);
    const by = this.state.name;
    batch(() => {
      if (message?.own && message.type === 'text' && !message.recalled) this.letEdit(id, message.content);
      const place = whole(answer.body.id) ?? 0;
      this.state.past.addProvisional({ kind: 'recall', id: place, target: id, by, at: Date.now() });
    });
    return null;
  }

  async loadEarlier(): Promise<void> {
    await this.state.past.loadEarlier();
  }

  // Loads until that entry is here; false when it cannot be had.
  reach(id: number): Promise<boolean> {
    return this.state.past.reach(id);
  }

  // The screen showed everything up to here to a person who looked.
  seen(upTo: number): void {
    const read = Math.min(upTo, this.state.past.log.newest);
    if (read <= this.readUpTo.peek()) return;
    this.state.myMarks.read(read);
    tellAll({ what: 'read', room: this.id, upTo: read });
  }

  typed(): void {
    this.state.typing.typed();
  }

  stoppedTyping(): void {
    this.state.typing.stopped();
  }

  // Also after a refusal: something may have changed.
  retryNow(): void {
    this.line.peek()?.connect();
  }

  // Live messages of others, once each. Answers how to stop listening.
  readonly arrived = (on: (entry: MessageEntry) => void): (() => void) => {
    this.state.ears.add(on);
    return () => this.state.ears.delete(on);
  };

  // What this tab still has to send goes out first, unseen.
  dispose(): void {
    if (this.state.isLeft) return;
    this.state.isLeft = true;
    this.stoppedTyping();
    this.state.myMarks.tell();
    this.state.ears.clear();
    this.undo.push(
      effect(() => {
        if (!this.state.outgoing.isBusy || this.refused.value !== '') queueMicrotask(() => this.close());
      }),
    );
  }

  // --- behind it ---

  private async open(): Promise<void> {
    const kept = await readKept(this.me.username, this.id);
    if (this.isClosed) return;
    const from = kept !== null && this.state.paint(kept) ? kept : undefined;
    const line = new RoomLine(this.id, this.me.username, this.state, from);
    this.line.value = line;
    if (from === undefined) void this.state.past.loadNewest();
    void this.state.people.load();
    void this.me.outbox.adopt(this.id);
    line.connect();
    const unlisten = listen((message) => {
      // What this room says itself comes back here, too.
      if (message.what !== 'read' || message.room !== this.id || message.upTo <= this.readUpTo.peek()) return;
      this.state.myMarks.readElsewhere(message.upTo);
    });
    const keeping = effect(() => this.keep());
    // Signed in again, perhaps by another tab.
    const returning = effect(() => {
      if (!sessionEnded.value && SIGNED_OUT.includes(this.refused.peek())) untracked(() => this.retryNow());
    });
    this.undo.push(unlisten, keeping, returning);
  }

  // The newest entries, for the next visit; only what the server has told in this one, and has told us.
  private keep(): void {
    const { past, stale, people } = this.state;
    const epoch = this.state.epoch.value;
    const { log } = past.view.value;
    const readUpTo = this.readUpTo.value;
    const isReadable = this.refused.value === '' || OVER[this.refused.value] === 'room_ended';
    if (epoch === '' || stale.value || !past.isLoaded.value || !isReadable) return;
    const entries = log.tail(KEPT_MAX);
    const lastId = entries.at(-1)?.id ?? 0;
    const about = people.about.value;
    keep(this.me.username, this.id, { epoch, lastId, readUpTo, frames: entries.map(keptFrame), about });
  }

  private drawRows(): readonly Row[] {
    const { past, unread, marks, outgoing } = this.state;
    this.drawn = buildRows(
      {
        log: past.view.value.log,
        loaded: past.isLoaded.value,
        unread: unread.value,
        state: (id) => marks.state(id),
        editable: this.editable.value,
        pending: outgoing.items.value,
        progress: (item) => outgoing.progress(item),
      },
      this.drawn,
    );
    return this.drawn;
  }

  private letEdit(id: number, words: string): void {
    this.editable.value = new Map(this.editable.peek()).set(id, words);
    const timer = setTimeout(() => {
      this.editable.value = new Map([...this.editable.peek()].filter(([other]) => other !== id));
    }, EDITABLE_MS);
    this.undo.push(() => clearTimeout(timer));
  }

  private close(): void {
    this.isClosed = true;
    for (const undo of this.undo.splice(0)) undo();
    this.line.peek()?.dispose();
    this.state.past.dispose();
    this.state.people.dispose();
    this.state.typing.clear();
    this.state.outgoing.dispose();
  }
}
