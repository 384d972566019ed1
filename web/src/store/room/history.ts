// SPDX-License-Identifier: Apache-2.0
// Brings a room's log here over HTTP: its newest page, earlier ones, and whatever is missing in between. The
// socket brings the rest. An answer about a log that has started over meanwhile is thrown away.
import { batch, computed, signal } from '@preact/signals';
import { backOffMs } from '../../net/close_policy.ts';
import { historyPage, PAGE, PAGE_MAX } from '../../net/room_api.ts';
import { type Entry, pagedEntry } from './entry.ts';
import { RoomLog, type Span } from './log.ts';

export type Loading = 'cached' | 'loading' | 'ready' | 'failed';

// A longer hole is not filled: what is before it is let go of and is fetched again by whoever scrolls there.
const HOLE_MAX = 1_000;

export class History {
  readonly log = new RoomLog();
  readonly loading = signal<Loading>('loading');
  // The log, for whoever follows its changes.
  readonly view = signal({ log: this.log });
  // The log's newest part is here, or it is empty.
  readonly isLoaded = signal(false);
  readonly hasEarlier = computed(() => this.view.value.log.hasEarlier);
  // The highest id that the server has named.
  private head = 0;
  // A hole that the server does not fill; those below are given up.
  private hopeless = 0;
  // Counts the logs that were begun.
  private round = 0;
  private earlier: Promise<boolean> | null = null;
  private filling: Promise<void> | null = null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // `onEntry` hears of each that came by a page, in the moment it is added.
  constructor(
    private readonly room: string,
    private readonly onEntry: (entry: Entry) => void,
  ) {}

  // What was kept from an earlier visit; the server has not confirmed it yet.
  paint(entries: readonly Entry[]): void {
    this.change(() => this.log.add(entries));
    this.loading.value = 'cached';
  }

  // Answers those that are new.
  add(entries: readonly Entry[]): readonly Entry[] {
    return this.change(() => this.log.add(entries));
  }

  addProvisional(entry: Entry): void {
    this.change(() => this.log.addProvisional(entry));
  }

  prune(before: number): void {
    if (before > this.log.prunedBefore) this.change(() => this.log.prune(before));
  }

  // The server has confirmed what was kept.
  confirm(): void {
    this.isLoaded.value = true;
    if (this.loading.peek() === 'cached') this.loading.value = 'ready';
  }

  // The server's log goes up to `head`.
  reachHead(head: number): void {
    this.head = Math.max(this.head, head);
    void this.fill();
  }

  async loadNewest(): Promise<void> {
    this.loading.value = 'loading';
    const took = await this.page({ limit: PAGE });
    if (took === null) return;
    this.loading.value = took ? 'ready' : 'failed';
    void this.fill();
  }

  // One page above what is here. Answers whether something came.
  loadEarlier(limit = PAGE): Promise<boolean> {
    this.earlier ??= this.pageEarlier(limit).finally(() => {
      this.earlier = null;
    });
    return this.earlier;
  }

  // Loads until that entry is here; false when it cannot be had.
  async reach(id: number): Promise<boolean> {
    while (this.log.get(id) === undefined) {
      if (id >= this.log.first || id < this.log.prunedBefore) {
        await this.fill();
        break;
      }
      if (!(await this.loadEarlier(PAGE_MAX))) break;
    }
    return this.log.get(id) !== undefined;
  }

  // Whatever is not here yet, for a room that no socket may enter any more.
  async catchUp(): Promise<void> {
    await this.loadNewest();
    await this.fill();
  }

  // Fetches what is missing, and tries again later what could not be fetched.
  fill(): Promise<void> {
    this.filling ??= this.untilFilled();
    return this.filling;
  }

  // Another log begins.
  startOver(): void {
    this.round += 1;
    this.isLoaded.value = false;
    this.head = 0;
    this.hopeless = 0;
    this.change(() => this.log.clear());
    void this.loadNewest();
  }

  dispose(): void {
    this.round += 1;
    clearTimeout(this.timer);
  }

  private async pageEarlier(limit: number): Promise<boolean> {
    const { first } = this.log;
    if (first === 0) {
      await this.loadNewest();
      return this.log.first > 0;
    }
    if (!this.log.hasEarlier) return false;
    this.loading.value = 'loading';
    const took = await this.page({ before: first, limit });
    if (took !== null) this.loading.value = took ? 'ready' : 'failed';
    return took === true && this.log.first < first;
  }

  private async untilFilled(): Promise<void> {
    clearTimeout(this.timer);
    // From here on whoever asks shares this promise.
    await null;
    try {
      await this.fillHoles();
    } finally {
      this.filling = null;
    }
  }

  private async fillHoles(): Promise<void> {
    for (let hole = this.nextHole(); hole !== undefined; hole = this.nextHole()) {
      const took = await this.fillOne(hole);
      if (took === null) return;
      if (!took) {
        this.timer = setTimeout(() => void this.fill(), backOffMs(this.tries + 1, Math.random()));
        this.tries += 1;
        return;
      }
      this.tries = 0;
    }
  }

  private nextHole(): Span | undefined {
    return this.log.holes(this.head).find(({ to }) => to > this.hopeless);
  }

  private async fillOne(hole: Span): Promise<boolean | null> {
    const size = hole.to - hole.from + 1;
    if (size > HOLE_MAX && hole.to < this.log.newest) {
      this.change(() => this.log.forgetBelow(hole.to + 1));
      return true;
    }
    const took = await this.page({ after: hole.from - 1, limit: Math.min(size, PAGE_MAX) });
    const left = this.nextHole();
    if (took && left?.from === hole.from && left.to === hole.to) this.hopeless = hole.to;
    return took;
  }

  // Whether it came; null when nobody wants to know any more.
  private async page(query: { before?: number; after?: number; limit: number }): Promise<boolean | null> {
    const { round } = this;
    const page = await historyPage(this.room, query);
    if (round !== this.round) return null;
    if (!page.ok) return false;
    const entries = page.entries.flatMap((frame) => pagedEntry(frame) ?? []);
    batch(() => {
      this.prune(page.prunedBefore);
      this.change(() => this.log.add(entries));
      for (const entry of entries) this.onEntry(entry);
      this.isLoaded.value = true;
    });
    return true;
  }

  private change<T>(work: () => T): T {
    const { entries, prunedBefore } = this.log;
    const answer = work();
    if (this.log.entries !== entries || this.log.prunedBefore !== prunedBefore)
      this.view.value = { log: this.log };
    return answer;
  }
}
