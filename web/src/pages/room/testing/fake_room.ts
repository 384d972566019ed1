// SPDX-License-Identifier: Apache-2.0
// A room without a server, for tests of what shows one: the same signals, set by hand, and every call noted.
// Its rows are grouped as a real room groups them.
import { computed, type Signal, signal } from '@preact/signals';
import { START } from '../../../net/socket_state.ts';
import type { Me } from '../../../store/person.ts';
import type { EndedEntry, MessageEntry } from '../../../store/room/entry.ts';
import type { Room } from '../../../store/room/room.ts';
import type { MessageState, RoomAbout, Row } from '../../../store/room/types.ts';
import { dayNumber } from '../../../ui/time.ts';

const GROUP_MS = 300_000;

export interface Said {
  from: string;
  text: string;
  // Milliseconds since 1970.
  at: number;
  state?: MessageState;
  replyTo?: number;
  type?: string;
}

export class FakeRoom {
  readonly socket = signal({ ...START, phase: 'open' as (typeof START)['phase'] });
  readonly about = signal<RoomAbout | null>(null);
  readonly rows: Signal<readonly Row[]> = signal([]);
  readonly typing = signal<readonly string[]>([]);
  readonly online = signal<{ count: number; names: ReadonlySet<string> | null }>({ count: 0, names: null });
  readonly history = signal<'cached' | 'loading' | 'ready' | 'failed'>('ready');
  readonly hasEarlier = signal(false);
  readonly stale = signal(false);
  readonly ended = signal<EndedEntry | null>(null);
  readonly refused = signal('');
  readonly newest = signal(0);
  readonly readUpTo = signal(0);
  readonly unreadFrom = signal(0);
  readonly limits = signal({ graphemes: 4000, recallMs: 300_000 });
  readonly failedCount = computed(
    () => this.rows.value.filter((row) => row.row === 'pending' && row.state === 'failed').length,
  );
  // What the screen asked for, in order.
  readonly calls: string[] = [];
  readonly spread = new Set<(entry: MessageEntry) => void>();
  // How sendMessage, loadEarlier and reach answer.
  onSend: (content: string, replyTo: number | null) => void = () => {};
  onEarlier: () => void = () => {};
  onReach: (id: number) => boolean = () => false;

  constructor(
    readonly id: string,
    readonly me: string,
  ) {}

  // Mine, here.
  get name(): string {
    return this.me;
  }

  // As what the screens take.
  get room(): Room {
    return this as unknown as Room;
  }

  arrived = (on: (entry: MessageEntry) => void) => {
    this.spread.add(on);
    return () => void this.spread.delete(on);
  };

  async sendMessage(
    content: string,
    options: { type?: string; replyTo?: number | null } = {},
  ): Promise<void> {
    this.calls.push(`send ${options.type ?? 'text'} ${content}`);
    this.onSend(content, options.replyTo ?? null);
  }

  async loadEarlier(): Promise<void> {
    this.calls.push('earlier');
    this.onEarlier();
  }

  async reach(id: number): Promise<boolean> {
    this.calls.push(`reach ${id}`);
    return this.onReach(id);
  }

  async recall(id: number): Promise<null> {
    this.calls.push(`recall ${id}`);
    return null;
  }

  seen(upTo: number): void {
    this.readUpTo.value = upTo;
    this.calls.push(`seen ${upTo}`);
  }

  retry = (clientId: string) => void this.calls.push(`retry ${clientId}`);
  discard = (clientId: string) => void this.calls.push(`discard ${clientId}`);
  retryAll = () => void this.calls.push('retry all');
  discardAll = () => void this.calls.push('discard all');
  typed = () => void this.calls.push('typed');
  stoppedTyping = () => void this.calls.push('stopped');
  retryNow = () => void this.calls.push('retry now');
  dispose = () => void this.calls.push('dispose');
}

// Rows as a room makes them, numbered from `firstId`; the line stands before the first id above `unreadFrom`.
export function rowsOf(said: readonly Said[], me: string, firstId = 1, unreadFrom = 0): Row[] {
  const rows: Row[] = [];
  for (const [place, one] of said.entries()) {
    const id = firstId + place;
    const before = said[place - 1];
    const next = said[place + 1];
    if (before === undefined || dayNumber(before.at) !== dayNumber(one.at)) {
      rows.push({ row: 'day', key: `day ${dayNumber(one.at)}`, at: one.at });
    }
    if (unreadFrom > 0 && id === unreadFrom + 1) rows.push({ row: 'unread', key: 'unread' });
    rows.push(
      messageRow(one, me, id, joins(before, one), joins(one, next), said[(one.replyTo ?? 0) - firstId]),
    );
  }
  return rows;
}

export function messageRow(
  one: Said,
  me: string,
  id: number,
  joinsBefore = false,
  joinsNext = false,
  answered?: Said,
): Row {
  const own = one.from === me;
  return {
    row: 'message',
    key: own ? `c-${id}` : String(id),
    entry: {
      kind: 'message',
      id,
      sender: one.from,
      own,
      content: one.text,
      type: one.type ?? 'text',
      at: one.at,
      replyTo: one.replyTo ?? null,
      recalled: false,
      recalledBy: '',
      clientId: own ? `c-${id}` : '',
      read: false,
    },
    first: !joinsBefore,
    last: !joinsNext,
    showTime: !joinsNext,
    state: own ? (one.state ?? 'sent') : null,
    quote:
      one.replyTo === undefined
        ? null
        : {
            id: one.replyTo,
            sender: answered?.from ?? '',
            text: answered?.text ?? '',
            recalled: false,
            known: answered !== undefined,
          },
  };
}

export function pendingRow(
  clientId: string,
  content: string,
  state: 'queued' | 'sending' | 'failed',
  code = '',
  last = true,
): Row {
  return {
    row: 'pending',
    key: clientId,
    item: { clientId, room: '', content, type: 'text', replyTo: null, at: 0, tab: '', failed: code },
    state,
    code,
    retryAt: 0,
    first: true,
    last,
    quote: null,
  };
}

// Only what a room's screen reads of it.
export function fakeMe(username: string, drafts: Record<string, string> = {}): Me {
  const texts = new Map<string, Signal<string>>();
  const of = (room: string) => {
    const known = texts.get(room) ?? signal(drafts[room] ?? '');
    texts.set(room, known);
    return known;
  };
  const write = (room: string, text: string) => {
    of(room).value = text;
  };
  return {
    username,
    id: 1,
    outbox: { durable: signal(true) },
    drafts: { of, write, clear: (room: string) => write(room, '') },
  } as unknown as Me;
}

function joins(before: Said | undefined, next: Said | undefined): boolean {
  if (before === undefined || next === undefined || before.from !== next.from) return false;
  return next.at - before.at < GROUP_MS && dayNumber(before.at) === dayNumber(next.at);
}
