// SPDX-License-Identifier: Apache-2.0
// A long list that is read part by part, the newest rows first.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../net/api.ts';
import type { Part } from '../net/ops_api.ts';

export class Parts<Row> {
  private readonly all = signal<readonly Row[] | null>(null);
  private readonly refused = signal<Refusal | null>(null);
  // null: not known yet.
  readonly rows: ReadonlySignal<readonly Row[] | null> = this.all;
  readonly failure: ReadonlySignal<Refusal | null> = this.refused;
  private readonly next = signal('');
  // A list that is read anew forgets what was asked before.
  private asked = 0;

  constructor(private readonly read: (before: string) => Promise<Part<Row> | Refusal>) {}

  get hasMore(): boolean {
    return this.next.value !== '';
  }

  // From the newest row on. What is shown stays until the answer is there.
  reload(): Promise<void> {
    return this.take('', () => []);
  }

  readMore(): Promise<void> {
    return this.take(this.next.peek(), () => this.all.peek() ?? []);
  }

  private async take(before: string, earlier: () => readonly Row[]): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    const answer = await this.read(before);
    if (mine !== this.asked) return;
    this.refused.value = answer.ok ? null : answer;
    if (!answer.ok) return;
    this.all.value = [...earlier(), ...answer.rows];
    this.next.value = answer.next;
  }
}
