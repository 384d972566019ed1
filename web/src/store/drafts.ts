// SPDX-License-Identifier: Apache-2.0
// What a person has begun to write, per room: the same in all tabs, and still there tomorrow.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isRecord, text } from '../net/frames.ts';
import { isKnown, readLocal, writeLocal } from './local.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { listen, tell } from './tabs.ts';

export interface Drafts {
  // Changed by write() and by other tabs.
  of(room: string): Signal<string>;
  // Those that are not blank, for the list; as old as what is stored.
  readonly rooms: ReadonlySignal<ReadonlyMap<string, string>>;
  // Stored and told to the other tabs 300 ms later.
  write(room: string, text: string): void;
  clear(room: string): void;
  // Stores at once what waits: the tab may be about to close.
  flush(): void;
  dispose(): void;
}

const STORED_AFTER_MS = 300;
// In localStorage: what a page was about to store when it went.
const LEFT = 'heartlink.drafts';

// The shelf is another one only in tests.
export async function openDrafts(person: string, shelf = openShelf('heartlink.drafts')): Promise<Drafts> {
  const drafts = new StoredDrafts(person, shelf);
  await drafts.open();
  return drafts;
}

class StoredDrafts implements Drafts {
  readonly rooms = signal<ReadonlyMap<string, string>>(new Map());
  private readonly texts = new Map<string, Signal<string>>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  // What is being stored, or could not be, by room; a page that goes now takes it along.
  private readonly storing = new Map<string, Promise<void>>();
  private readonly unlisten: () => void;

  constructor(
    private readonly person: string,
    private readonly shelf: Shelf,
  ) {
    this.unlisten = listen((message) => {
      // Whoever types here is not interrupted.
      if (message.what !== 'draft' || this.waiting.has(message.room)) return;
      this.of(message.room).value = message.text;
      this.show();
    });
  }

  async open(): Promise<void> {
    const rows = await this.shelf.entries(`${this.person}/`).catch(() => []);
    for (const [key, value] of rows) {
      this.of(key.slice(this.person.length + 1)).value = text(value);
    }
    for (const [room, draft] of Object.entries(readLeft(this.person))) {
      this.of(room).value = draft;
      this.store(room);
    }
    this.show();
  }

  of(room: string): Signal<string> {
    let draft = this.texts.get(room);
    if (draft === undefined) {
      draft = signal('');
      this.texts.set(room, draft);
    }
    return draft;
  }

  write(room: string, draft: string): void {
    this.of(room).value = draft;
    if (this.waiting.has(room)) return;
    this.waiting.set(
      room,
      setTimeout(() => this.store(room), STORED_AFTER_MS),
    );
  }

  clear(room: string): void {
    this.of(room).value = '';
    this.store(room);
  }

  // The page may be gone before IndexedDB is done, so what is not stored yet goes first to where nobody waits.
  flush(): void {
    const unsure = [...this.waiting.keys(), ...this.storing.keys()];
    if (unsure.length > 0 && isKnown(this.person)) {
      const rooms = Object.fromEntries(unsure.map((room) => [room, this.of(room).peek()]));
      writeLocal(LEFT, { person: this.person, rooms });
    }
    for (const room of [...this.waiting.keys()]) this.store(room);
  }

  dispose(): void {
    this.flush();
    this.unlisten();
  }

  private store(room: string): void {
    clearTimeout(this.waiting.get(room));
    this.waiting.delete(room);
    const draft = this.of(room).peek();
    this.show();
    tell({ what: 'draft', room, text: draft });
    const key = `${this.person}/${room}`;
    const kept = draft === '' || !isKnown(this.person) ? this.shelf.del(key) : this.shelf.set(key, draft);
    this.storing.set(room, kept);
    const stored = () => {
      if (this.storing.get(room) === kept) this.storing.delete(room);
      if (this.waiting.size + this.storing.size === 0) forgetLeft();
    };
    // A draft that cannot be stored lasts as long as the tab.
    kept.then(stored, () => {});
  }

  private show(): void {
    const drafts = [...this.texts].map(([room, draft]) => [room, draft.peek()] as const);
    this.rooms.value = new Map(drafts.filter(([, draft]) => draft.trim() !== ''));
  }
}

export function forgetLeft(): void {
  writeLocal(LEFT, null);
}

// What a page of this person left behind that went too fast.
function readLeft(person: string): Record<string, string> {
  const left = readLocal(LEFT);
  if (!isRecord(left) || left.person !== person || !isRecord(left.rooms)) return {};
  return Object.fromEntries(Object.entries(left.rooms).map(([room, draft]) => [room, text(draft)]));
}
