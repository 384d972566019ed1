// SPDX-License-Identifier: Apache-2.0
// A question that is asked again every few seconds while a person can see the tab, and never while he cannot. One
// is on its way at a time. The last good answer stays when a later one fails.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../net/api.ts';
import { watchVisible } from '../net/visibility.ts';

export const POLL_MS = 5_000;

export class Poll<Good extends { ok: true }> {
  private readonly got = signal<Good | null>(null);
  private readonly refused = signal<Refusal | null>(null);
  readonly good: ReadonlySignal<Good | null> = this.got;
  // Of the last question; null when it was answered.
  readonly failure: ReadonlySignal<Refusal | null> = this.refused;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private visible = false;
  // Answers to earlier questions come too late.
  private asked = 0;

  constructor(
    private readonly read: () => Promise<Good | Refusal>,
    private readonly onGood: (good: Good) => void = () => {},
  ) {}

  // Answers how to stop.
  start(): () => void {
    const unwatch = watchVisible((visible) => {
      this.visible = visible;
      if (visible) void this.again();
      else this.rest();
    });
    return () => {
      this.visible = false;
      unwatch();
      this.rest();
    };
  }

  // At once, and every few seconds from then on.
  async again(): Promise<void> {
    this.rest();
    const mine = this.asked;
    const answer = await this.read();
    if (mine !== this.asked) return;
    this.refused.value = answer.ok ? null : answer;
    if (answer.ok) {
      this.got.value = answer;
      this.onGood(answer);
    }
    // Nobody signs in, or becomes staff, by waiting.
    const over = !answer.ok && (answer.status === 401 || answer.status === 403);
    if (this.visible && !over) this.timer = setTimeout(() => void this.again(), POLL_MS);
  }

  private rest(): void {
    this.asked += 1;
    clearTimeout(this.timer);
  }
}
