// SPDX-License-Identifier: Apache-2.0
// What a browser keeps, in memory, for the tests of store/room/: the unsent messages of all its tabs. A tab
// that dies leaves its own behind.
import { type Signal, signal } from '@preact/signals';
import type { Outbox, Unsent } from '../../outbox.ts';
import type { Me } from '../../person.ts';
import type { RoomSummary } from '../../rooms.ts';
import { ROOM } from './server.ts';

export class FakeDevice {
  private readonly stored = new Map<string, Unsent>();
  private readonly tabs = new Map<string, FakeOutbox>();
  private readonly dead = new Set<string>();
  // Milliseconds until something is on the disk.
  delay = 5;

  open(tab: string): FakeOutbox {
    const outbox = new FakeOutbox(this, tab);
    this.tabs.set(tab, outbox);
    outbox.read([...this.stored.values()]);
    return outbox;
  }

  // The tab is gone, with what it had not stored.
  kill(tab: string): void {
    this.tabs.delete(tab);
    this.dead.add(tab);
  }

  isDead(tab: string): boolean {
    return this.dead.has(tab);
  }

  get items(): readonly Unsent[] {
    return [...this.stored.values()];
  }

  async store(tab: string, clientId: string, item: Unsent | null): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (!this.tabs.has(tab)) return;
    if (item === null) this.stored.delete(clientId);
    else this.stored.set(clientId, item);
    for (const [other, outbox] of this.tabs) if (other !== tab) outbox.read([...this.stored.values()]);
  }
}

export class FakeOutbox implements Outbox {
  readonly durable = signal(true);
  private readonly list: Signal<readonly Unsent[]> = signal([]);
  private readonly writing = new Set<string>();

  constructor(
    private readonly device: FakeDevice,
    readonly tab: string,
  ) {}

  of(): Signal<readonly Unsent[]> {
    return this.list;
  }

  rooms(): string[] {
    return [...new Set(this.list.peek().map(({ room }) => room))];
  }

  add(item: Omit<Unsent, 'tab' | 'failed'>): Promise<void> {
    return this.put({ ...item, tab: this.tab, failed: '' });
  }

  settle(clientId: string): void {
    const left = this.list.peek().filter((one) => one.clientId !== clientId);
    if (left.length === this.list.peek().length) return;
    this.list.value = left;
    void this.write(clientId, null);
  }

  fail(clientId: string, failed: string): void {
    this.change(clientId, { failed });
  }

  revive(clientId: string): void {
    this.change(clientId, { failed: '', tab: this.tab });
  }

  async adopt(): Promise<void> {
    for (const item of this.list.peek()) {
      if (this.device.isDead(item.tab)) this.change(item.clientId, { tab: this.tab });
    }
  }

  mine(item: Unsent): boolean {
    return item.tab === this.tab;
  }

  dispose(): void {}

  // Another tab wrote; what this one is writing itself it knows better.
  read(stored: readonly Unsent[]): void {
    const others = stored.filter((item) => !this.writing.has(item.clientId));
    const ours = this.list.peek().filter((item) => this.writing.has(item.clientId));
    this.list.value = [...others, ...ours].sort(byClientId);
  }

  private change(clientId: string, change: Partial<Unsent>): void {
    const item = this.list.peek().find((one) => one.clientId === clientId);
    if (item !== undefined) void this.put({ ...item, ...change });
  }

  private put(item: Unsent): Promise<void> {
    const others = this.list.peek().filter((one) => one.clientId !== item.clientId);
    this.list.value = [...others, item].sort(byClientId);
    return this.write(item.clientId, item);
  }

  private async write(clientId: string, item: Unsent | null): Promise<void> {
    // Whoever was told of the change may have settled it already.
    if (item !== null && !this.list.peek().includes(item)) return;
    this.writing.add(clientId);
    await this.device.store(this.tab, clientId, item);
    this.writing.delete(clientId);
  }
}

// A person in one tab, with a list of rooms that a test fills.
export function person(outbox: Outbox, username = 'alice') {
  const list = signal<readonly RoomSummary[] | null>(null);
  const rooms = { list };
  const me = { username, id: 1, outbox, rooms: signal(rooms) } as unknown as Me;
  return { me, rooms };
}

export function summary(change: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id: ROOM,
    kind: 'direct',
    name: '',
    status: 'ended',
    role: 'member',
    unread: 0,
    lastId: 0,
    readUpTo: 0,
    other: { username: 'bob', online: false },
    preview: null,
    memberCount: 2,
    updatedAt: 0,
    ...change,
  };
}

function byClientId(one: Unsent, other: Unsent): number {
  return one.clientId < other.clientId ? -1 : 1;
}
