// SPDX-License-Identifier: Apache-2.0
// The part of a room's log that this device has: each entry once, ascending, recalls applied. Ids are dense, so
// what lies between two entries and is not here is a hole. An entry that only an answer to a command has named
// is provisional until it comes itself. No clock, no network; the caller says when something changed.
import type { EndedEntry, Entry, MessageEntry } from './entry.ts';

// Ids from `from` to `to`, both included.
export interface Span {
  readonly from: number;
  readonly to: number;
}

export class RoomLog {
  private readonly byId = new Map<number, Entry>();
  private readonly provisional = new Set<number>();
  // Who took back what; a recall may come before the page that has its message.
  private readonly recalls = new Map<number, string>();
  private readonly ownIds = new Set<string>();
  // The keys of byId, ascending, and what they stand for.
  private ids: number[] = [];
  private isShuffled = false;
  private sorted: readonly Entry[] = [];
  // Entries below are gone from the server.
  private gone = 1;

  // Ascending. Another array whenever something changed.
  get entries(): readonly Entry[] {
    return this.sorted;
  }

  // Entries below it nobody can fetch.
  get prunedBefore(): number {
    return this.gone;
  }

  // The lowest and the highest id here, 0 when it is empty.
  get first(): number {
    return this.ids[0] ?? 0;
  }

  get newest(): number {
    return this.ids.at(-1) ?? 0;
  }

  get hasEarlier(): boolean {
    return this.first > this.gone;
  }

  // The entry that ended the room: nothing comes after it.
  get end(): EndedEntry | null {
    const last = this.sorted.at(-1);
    return last?.kind === 'ended' ? last : null;
  }

  get(id: number): Entry | undefined {
    return this.byId.get(id);
  }

  message(id: number): MessageEntry | null {
    const entry = this.byId.get(id);
    return entry?.kind === 'message' ? entry : null;
  }

  // Whether a message of mine that was sent under this client_id is here.
  hasOwn(clientId: string): boolean {
    return this.ownIds.has(clientId);
  }

  // Takes entries in any order, also such as are here already. Answers those that were not here at all.
  add(batch: readonly Entry[]): Entry[] {
    const fresh: Entry[] = [];
    let changed = false;
    for (const entry of batch) {
      if (entry.id < this.gone) continue;
      const known = this.byId.get(entry.id);
      if (known !== undefined && !this.provisional.delete(entry.id) && !bringsRecall(known, entry)) continue;
      if (known === undefined) fresh.push(entry);
      this.put(entry);
      changed = true;
    }
    if (changed) this.sort();
    return fresh;
  }

  // What the server has acknowledged and this device knows without having been told. It takes no place that
  // is taken, and none below what is here: there it only waits to be paged in.
  addProvisional(entry: Entry): void {
    if (entry.id <= this.first || this.byId.has(entry.id)) return;
    this.provisional.add(entry.id);
    this.put(entry);
    this.sort();
  }

  // What is missing between what is here, up to `head`, lowest first. Below the first entry there is no hole
  // but the past.
  holes(head: number): Span[] {
    const holes: Span[] = [];
    let next = this.first;
    for (const id of this.ids) {
      if (id > next) holes.push({ from: next, to: id - 1 });
      next = id + 1;
    }
    if (next > 0 && head >= next) holes.push({ from: next, to: head });
    return holes;
  }

  // The server has removed what is below `before`.
  prune(before: number): void {
    if (before <= this.gone) return;
    this.gone = before;
    this.forgetBelow(before);
  }

  // Lets go of what is below `before`; it can be fetched again.
  forgetBelow(before: number): void {
    if (before <= this.first) return;
    for (const id of this.ids) {
      if (id < before) this.byId.delete(id);
    }
    this.ids = this.ids.filter((id) => id >= before);
    this.sort();
  }

  // Another log begins.
  clear(): void {
    for (const all of [this.byId, this.provisional, this.recalls, this.ownIds]) all.clear();
    this.gone = 1;
    this.ids = [];
    this.sort();
  }

  // The newest entries without a hole between them that the server itself has told, at most `max`.
  tail(max: number): Entry[] {
    let end = this.sorted.length;
    while (end > 0 && this.isProvisional(end - 1)) end -= 1;
    let start = Math.max(end - 1, 0);
    while (start > 0 && end - start < max && this.follows(start) && !this.isProvisional(start - 1))
      start -= 1;
    return this.sorted.slice(start, end);
  }

  private isProvisional(place: number): boolean {
    return this.provisional.has(this.ids[place] ?? 0);
  }

  private follows(place: number): boolean {
    return this.ids[place - 1] === (this.ids[place] ?? 0) - 1;
  }

  private put(entry: Entry): void {
    if (entry.kind === 'recall') {
      this.recalls.set(entry.target, entry.by);
      const target = this.message(entry.target);
      if (target !== null) this.byId.set(target.id, recalledCopy(target, entry.by));
    }
    if (!this.byId.has(entry.id)) {
      this.isShuffled ||= entry.id < this.newest;
      this.ids.push(entry.id);
    }
    const by = this.recalls.get(entry.id);
    const recalled = entry.kind === 'message' && by !== undefined;
    this.byId.set(entry.id, recalled ? recalledCopy(entry, by) : entry);
    if (entry.kind === 'message' && entry.clientId !== '') this.ownIds.add(entry.clientId);
  }

  private sort(): void {
    if (this.isShuffled) this.ids.sort((one, other) => one - other);
    this.isShuffled = false;
    this.sorted = this.ids.map((id) => this.byId.get(id) as Entry);
  }
}

function recalledCopy(message: MessageEntry, by: string): MessageEntry {
  return { ...message, content: '', recalled: true, recalledBy: by || message.recalledBy };
}

function bringsRecall(known: Entry, entry: Entry): boolean {
  return known.kind === 'message' && entry.kind === 'message' && entry.recalled && !known.recalled;
}
