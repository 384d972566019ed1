// SPDX-License-Identifier: Apache-2.0
// What is known of one open room, and how each thing that the line tells changes it. room.ts shows it and acts.
import { batch, signal } from '@preact/signals';
import { type Frame, isRecord, text, whole } from '../../net/frames.ts';
import { dropKept, type Kept } from '../cache.ts';
import type { Me } from '../person.ts';
import { tellAll } from '../tabs.ts';
import { type Entry, keptEntry, type MessageEntry, time } from './entry.ts';
import { History } from './history.ts';
import type { RoomWatcher } from './line.ts';
import { Marks } from './marks.ts';
import { MyMarks } from './my_marks.ts';
import { Outgoing } from './outgoing.ts';
import { People } from './people.ts';
import { Typing } from './typing.ts';

// What a short break held up still counts as having just arrived.
const RECENT_MS = 60_000;
// Refusals after which nothing of mine gets into the room, and with which code my messages then fail.
export const OVER: Readonly<Record<string, string>> = {
  close_4410: 'room_ended',
  room_ended: 'room_ended',
  close_4403: 'not_a_member',
  not_a_member: 'not_a_member',
  room_not_found: 'room_not_found',
  room_id_invalid: 'room_id_invalid',
};

export class RoomState implements RoomWatcher {
  readonly past: History;
  readonly marks: Marks;
  readonly myMarks: MyMarks;
  readonly people: People;
  readonly typing: Typing;
  readonly outgoing: Outgoing;
  // Shown from what was kept; the server has not confirmed it.
  readonly stale = signal(false);
  // Messages of others from above the one id to the other were unread when the room was opened.
  readonly unread = signal({ above: Number.POSITIVE_INFINITY, upTo: 0 });
  readonly limits = signal({ graphemes: 4_000, recallMs: 5 * 60_000 });
  // Whoever wants to hear of live messages of others.
  readonly ears = new Set<(entry: MessageEntry) => void>();
  // Of the log that is shown; '' while that is not known.
  readonly epoch = signal('');
  // The screen is gone: nothing reaches a person any more.
  isLeft = false;
  private welcome: Frame = { type: '' };
  // Whether this is the first line of this visit.
  private isArriving = true;
  private refusal = '';
  // How I appear here: until two strangers have both revealed themselves, under an alias.
  name: string;

  constructor(
    private readonly me: Me,
    private readonly id: string,
    send: (frame: Frame) => boolean,
  ) {
    this.name = me.username;
    this.past = new History(id, (entry) => this.noteEntry(entry));
    this.marks = new Marks(me.username);
    this.myMarks = new MyMarks(send);
    this.typing = new Typing(me.username, send);
    this.people = new People(id, me.username, this.marks, () =>
      me.rooms.value?.list.value?.find((room) => room.id === id),
    );
    const isStored = (clientId: string) => this.past.log.hasOwn(clientId);
    this.outgoing = new Outgoing(me.outbox, id, { send, isStored });
  }

  // False when what was kept does not fit together.
  paint(kept: Kept): boolean {
    const entries = kept.frames.flatMap((frame) => keptEntry(frame) ?? []);
    if ((entries.at(-1)?.id ?? 0) !== kept.lastId) return false;
    this.epoch.value = kept.epoch;
    this.stale.value = true;
    this.people.paint(kept.about);
    this.myMarks.readElsewhere(kept.readUpTo);
    this.unread.value = { above: kept.readUpTo, upTo: kept.lastId };
    this.past.paint(entries);
    return true;
  }

  // --- what the line tells ---

  onWelcome(welcome: Frame): void {
    this.welcome = welcome;
    this.refusal = '';
    this.appearAs(text(welcome.user));
    this.past.prune(whole(welcome.pruned_before) ?? 0);
    this.myMarks.welcome(whole(welcome.read_up_to) ?? 0);
    const limits = isRecord(welcome.limits) ? welcome.limits : {};
    const { graphemes, recallMs } = this.limits.peek();
    this.limits.value = {
      graphemes: whole(limits.content_graphemes) ?? graphemes,
      recallMs: (whole(limits.recall_seconds) ?? recallMs / 1000) * 1000,
    };
    this.outgoing.frameBytes = whole(limits.frame_bytes) ?? this.outgoing.frameBytes;
    // Not my own mark: the screen may have shown, and so read, the newest page before the line was up.
    if (this.isArriving) this.noteUnread(whole(welcome.read_up_to) ?? 0);
  }

  onEntries(entries: readonly Entry[], missed: boolean): void {
    batch(() => {
      const fresh = this.past.add(entries);
      for (const entry of entries) this.noteEntry(entry);
      for (const { id } of fresh) {
        const entry = this.past.log.get(id);
        if (entry === undefined) continue;
        tellAll({ what: 'entry', room: this.id, entry });
        if (entry.kind === 'member') {
          if (entry.action === 'revealed' && entry.both) this.appearAs(this.me.username);
          this.people.loadSoon();
        }
        if (entry.kind === 'message' && !missed) this.typing.silent(entry.sender);
        if (entry.kind === 'message' && (!missed || this.isRecent(entry))) this.announce(entry);
      }
    });
  }

  onStartOver(): void {
    dropKept(this.me.username, this.id);
    this.stale.value = false;
    const readUpTo = whole(this.welcome.read_up_to) ?? 0;
    this.marks.clear();
    this.myMarks.startOver(readUpTo);
    this.noteUnread(readUpTo);
    this.past.startOver();
    void this.people.load();
  }

  onLive(head: number): void {
    // What was kept is confirmed by a line that resumed from it; another one only says where the log ends.
    if (this.stale.peek()) this.past.confirm();
    this.past.reachHead(head);
    this.stale.value = false;
    this.isArriving = false;
    if (!this.past.isLoaded.peek() && this.past.loading.peek() !== 'loading') void this.past.loadNewest();
    this.epoch.value = text(this.welcome.epoch);
    this.outgoing.live();
    this.myMarks.tell();
  }

  onDown(): void {
    this.outgoing.down();
    this.typing.clear();
  }

  onHole(): void {
    void this.past.fill();
  }

  onFrame(frame: Frame): void {
    switch (frame.type) {
      case 'ack':
        this.acknowledge(frame);
        return;
      case 'error':
        this.outgoing.takeError(frame);
        return;
      case 'user_typing':
        this.typing.take(frame);
        return;
      case 'user_left':
        this.typing.silent(text(frame.username));
        this.people.take(frame);
        return;
      case 'presence':
      case 'user_joined':
        this.people.take(frame);
        return;
      case 'read_status_update':
      case 'delivered_update':
      case 'resumed':
        this.marks.take(frame);
        if (text(frame.username) === this.name && frame.type === 'read_status_update') {
          this.myMarks.readElsewhere(whole(frame.up_to) ?? 0);
        }
        return;
    }
  }

  async onRefused(code: string): Promise<void> {
    const over = OVER[code];
    this.refusal = code;
    if (over === undefined) return;
    if (over === 'room_ended') {
      // What got in before the end is in the log, which can still be read.
      this.people.end();
      await this.past.catchUp();
    } else {
      dropKept(this.me.username, this.id);
    }
    if (this.refusal === code) this.outgoing.refuseAll(over);
  }

  // --- behind it ---

  private appearAs(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.marks.me = name;
    this.typing.me = name;
    this.people.me = name;
    void this.people.load();
  }

  private noteUnread(above: number): void {
    this.unread.value = { above, upTo: whole(this.welcome.last_id) ?? 0 };
  }

  // However it came, and however often.
  private noteEntry(entry: Entry): void {
    if (entry.kind === 'ended') this.people.end();
    if (entry.kind !== 'message') return;
    this.marks.takeEntry(entry);
    if (entry.clientId !== '') this.outgoing.settle(entry.clientId);
    if (!entry.own && !this.isLeft) this.myMarks.received(entry.id);
  }

  private isRecent(entry: MessageEntry): boolean {
    return !this.isArriving && (whole(this.welcome.server_time) ?? 0) - entry.at < RECENT_MS;
  }

  private announce(entry: MessageEntry): void {
    if (entry.own || entry.recalled) return;
    for (const ear of this.ears) ear(entry);
  }

  // It is stored: it goes into its place at once, whatever becomes of the echo.
  private acknowledge(frame: Frame): void {
    const clientId = text(frame.client_id);
    const item = this.outgoing.find(clientId);
    const id = whole(frame.id) ?? 0;
    batch(() => {
      if (item !== undefined && id > 0) {
        const { content, type, replyTo } = item;
        const of = { sender: this.name, own: true, content, type, replyTo, clientId };
        const at = time(frame.created_at);
        const rest = { recalled: false, recalledBy: '', read: false, caution: text(frame.caution) };
        const entry: Entry = { kind: 'message', id, ...of, at, ...rest };
        this.past.addProvisional(entry);
        tellAll({ what: 'entry', room: this.id, entry });
      }
      this.outgoing.settle(clientId);
    });
  }
}
