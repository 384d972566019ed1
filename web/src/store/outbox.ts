// SPDX-License-Identifier: Apache-2.0
// What a person has written and the server has not acknowledged. It is stored before anything goes to a socket,
// so it outlives the tab; the server knows a clientId for ever, so sending an item twice, from two tabs even,
// never doubles a message. Each item belongs to one tab; what a dead tab leaves, an open room takes over.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isRecord } from '../net/frames.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { listen, liveTabs, tabGone, tabId, tell } from './tabs.ts';

export interface Unsent {
  clientId: string;
  room: string;
  content: string;
  type: 'text' | 'emoji';
  replyTo: number | null;
  // Milliseconds since 1970, by this device's clock.
  at: number;
  // The tab that sends it.
  tab: string;
  // Why it failed, `<code>` or `<code>.<detail>`; empty while it is on its way.
  failed: string;
}

export interface Outbox {
  // False once something could not be stored: what is unsent then lasts as long as this tab.
  readonly durable: ReadonlySignal<boolean>;
  // All tabs' unsent of that room, oldest first (order of clientId).
  of(room: string): ReadonlySignal<readonly Unsent[]>;
  // Where something still waits to be sent, by whichever tab.
  rooms(): string[];
  // Shown at once; resolves when stored, or when storing was refused. Never rejects.
  add(item: Omit<Unsent, 'tab' | 'failed'>): Promise<void>;
  // Acknowledged or deleted: gone.
  settle(clientId: string): void;
  fail(clientId: string, code: string): void;
  // Retry: this tab's from now on and not failed, under the same clientId.
  revive(clientId: string): void;
  // Takes over what tabs left behind that no longer live; also later, while somebody looks at `of(room)`. What
  // is older than 24 hours is not sent by itself any more but fails as `expired`.
  adopt(room: string): Promise<void>;
  // Whether this tab sends it.
  mine(item: Unsent): boolean;
  dispose(): void;
}

const EXPIRES_MS = 24 * 3_600_000;
// Without Web Locks: what lies longer than this counts as left behind.
const ABANDONED_MS = 60_000;

// The shelf is another one only in tests.
export async function openOutbox(person: string, shelf = openShelf('heartlink.outbox')): Promise<Outbox> {
  const outbox = new StoredOutbox(person, shelf);
  await outbox.open();
  return outbox;
}

class StoredOutbox implements Outbox {
  readonly durable = signal(true);
  private readonly lists = new Map<string, Signal<readonly Unsent[]>>();
  // The rooms that somebody looks at.
  private readonly watched = new Set<string>();
  // Items of which the shelf refused to hear: what it has of them is not true.
  private readonly unstored = new Set<string>();
  // Rooms and tabs whose time to be adopted is awaited.
  private readonly awaited = new Set<string>();
  // Whose items were taken over.
  private readonly taken = new Set<string>();
  private changes = 0;
  private disposed = false;
  private readonly unlisten: () => void;

  constructor(
    private readonly person: string,
    private readonly shelf: Shelf,
  ) {
    this.unlisten = listen((message) => message.what === 'outbox' && void this.read(message.room));
  }

  async open(): Promise<void> {
    try {
      for (const item of await this.stored('')) this.place(item);
    } catch {
      this.durable.value = false;
    }
  }

  of(room: string): Signal<readonly Unsent[]> {
    let list = this.lists.get(room);
    if (list === undefined) {
      list = signal<readonly Unsent[]>([], {
        watched: () => this.watched.add(room),
        unwatched: () => this.watched.delete(room),
      });
      this.lists.set(room, list);
    }
    return list;
  }

  rooms(): string[] {
    return [...this.lists].flatMap(([room, list]) => (list.peek().some(waits) ? room : []));
  }

  async add(item: Omit<Unsent, 'tab' | 'failed'>): Promise<void> {
    const unsent: Unsent = { ...item, tab: tabId, failed: '' };
    this.place(unsent);
    await this.store(unsent, (key) => this.shelf.set(key, unsent));
  }

  settle(clientId: string): void {
    const item = this.find(clientId);
    if (item === undefined) return;
    const list = this.of(item.room);
    list.value = list.peek().filter((one) => one !== item);
    void this.store(item, (key) => this.shelf.del(key));
  }

  fail(clientId: string, code: string): void {
    this.change(clientId, { failed: code });
  }

  revive(clientId: string): void {
    this.change(clientId, { failed: '', tab: tabId });
  }

  async adopt(room: string): Promise<void> {
    const live = await liveTabs();
    if (this.disposed) return;
    for (const item of this.of(room).peek()) {
      if (this.mine(item)) continue;
      const age = Date.now() - item.at;
      if (live?.has(item.tab)) this.whenDue(room, `${room}/${item.tab}`, () => tabGone(item.tab));
      else if (live === null && age < ABANDONED_MS)
        this.whenDue(room, room, () => passed(ABANDONED_MS - age));
      else this.takeOver(item, age);
    }
  }

  mine(item: Unsent): boolean {
    return item.tab === tabId;
  }

  dispose(): void {
    this.disposed = true;
    this.unlisten();
  }

  // Of two tabs that try at once the shelf lets one have it; the other learns that when it is told. Two that
  // take each other for dead stop at once, for nothing is taken twice from the same.
  private takeOver(item: Unsent, age: number): void {
    const deed = `${item.tab}/${item.clientId}`;
    if (this.taken.has(deed)) return;
    this.taken.add(deed);
    const failed = waits(item) && age > EXPIRES_MS ? 'expired' : item.failed;
    this.change(item.clientId, { tab: tabId, failed }, item.tab);
  }

  private whenDue(room: string, name: string, due: () => Promise<void>): void {
    if (this.awaited.has(name)) return;
    this.awaited.add(name);
    void due().then(
      () => {
        this.awaited.delete(name);
        if (this.watched.has(room)) void this.adopt(room);
      },
      () => {},
    );
  }

  // With `owner`, only while it is still that tab's.
  private change(clientId: string, change: Partial<Unsent>, owner?: string): void {
    const item = this.find(clientId);
    if (item === undefined) return;
    this.place({ ...item, ...change });
    void this.store(item, (key) =>
      this.shelf.update(key, (old) =>
        isUnsent(old) && (owner === undefined || old.tab === owner) ? { ...old, ...change } : old,
      ),
    );
  }

  // The shelf is asked in the same moment as the list changed; read() relies on that.
  private async store(item: Unsent, ask: (key: string) => Promise<void>): Promise<void> {
    this.changes += 1;
    try {
      await ask(`${this.person}/${item.room}/${item.clientId}`);
    } catch {
      this.durable.value = false;
      this.unstored.add(item.clientId);
    }
    tell({ what: 'outbox', room: item.room });
  }

  // Another tab changed something in this room. The shelf knows best, if nothing of ours happened while it
  // was asked.
  private async read(room: string): Promise<void> {
    try {
      let seen: number;
      let stored: Unsent[];
      do {
        seen = this.changes;
        stored = await this.stored(`${room}/`);
      } while (seen !== this.changes);
      if (this.disposed) return;
      const list = this.of(room);
      const ours = list.peek().filter((item) => this.unstored.has(item.clientId));
      const next = [...stored.filter((item) => !this.unstored.has(item.clientId)), ...ours];
      if (next.length + list.peek().length > 0) list.value = next.sort(byClientId);
    } catch {
      this.durable.value = false;
    }
    if (this.watched.has(room)) void this.adopt(room);
  }

  private async stored(place: string): Promise<Unsent[]> {
    const rows = await this.shelf.entries(`${this.person}/${place}`);
    return rows.map(([, value]) => value).filter(isUnsent);
  }

  private place(item: Unsent): void {
    const list = this.of(item.room);
    const others = list.peek().filter((one) => one.clientId !== item.clientId);
    list.value = [...others, item].sort(byClientId);
  }

  private find(clientId: string): Unsent | undefined {
    for (const list of this.lists.values()) {
      const item = list.peek().find((one) => one.clientId === clientId);
      if (item !== undefined) return item;
    }
    return undefined;
  }
}

// On its way, or thought lost on it; other failures wait for a person.
export function waits({ failed }: Unsent): boolean {
  return failed === '' || failed === 'timed_out';
}

function byClientId(one: Unsent, other: Unsent): number {
  return one.clientId < other.clientId ? -1 : 1;
}

function isUnsent(value: unknown): value is Unsent {
  return isRecord(value) && typeof value.clientId === 'string';
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
