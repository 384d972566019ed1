// SPDX-License-Identifier: Apache-2.0
// A shelf for tests: what was asked first is done first, as in IndexedDB, and it can refuse or keep all waiting.
import type { Shelf } from '../shelf.ts';

export class MemoryShelf implements Shelf {
  readonly rows = new Map<string, unknown>();
  refuses = false;
  private line: Promise<unknown> = Promise.resolve();

  // Nothing is done until the answer is called.
  hold(): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    void this.ask(() => held);
    return release;
  }

  get(key: string): Promise<unknown> {
    return this.ask(() => structuredClone(this.rows.get(key)));
  }

  set(key: string, value: unknown): Promise<void> {
    const kept = structuredClone(value);
    return this.ask(() => void this.rows.set(key, kept));
  }

  del(key: string): Promise<void> {
    return this.ask(() => void this.rows.delete(key));
  }

  entries(prefix: string): Promise<[string, unknown][]> {
    return this.ask(() =>
      [...this.rows]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, value]) => [key, structuredClone(value)]),
    );
  }

  update(key: string, change: (old: unknown) => unknown): Promise<void> {
    return this.ask(() => {
      if (this.rows.has(key)) this.rows.set(key, structuredClone(change(this.rows.get(key))));
    });
  }

  clear(prefix: string): Promise<void> {
    return this.ask(() => {
      for (const key of [...this.rows.keys()]) if (key.startsWith(prefix)) this.rows.delete(key);
    });
  }

  private ask<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.line.then(() => {
      if (this.refuses) throw new Error('refused');
      return work();
    });
    this.line = done.catch(() => {});
    return done;
  }
}
