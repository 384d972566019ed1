// SPDX-License-Identifier: Apache-2.0
// What happened on a connection, newest last: a ring of 500 rows that can be paused. While paused the shown
// rows stand still and new ones are counted behind them. Rows hold notes, not sentences, so they follow the
// language.
import { computed, signal } from '@preact/signals';
import type { Note } from '../i18n/i18n.ts';
import type { Frame } from '../net/frames.ts';

export type LogKind = 'connect' | 'open' | 'received' | 'sent' | 'closed' | 'error' | 'timeout';

export interface LogRow {
  readonly id: number;
  // Milliseconds since 1970, by this device's clock.
  readonly at: number;
  readonly kind: LogKind;
  readonly note?: Note;
  readonly text?: string;
  readonly frame?: Frame;
}

export const ROWS_MAX = 500;

export class EventLog {
  private nextId = 1;
  private readonly rows = signal<readonly LogRow[]>([]);
  private readonly standing = signal<readonly LogRow[] | null>(null);

  readonly shown = computed(() => this.standing.value ?? this.rows.value);
  readonly paused = computed(() => this.standing.value !== null);
  // How many rows came since the pause began.
  readonly behind = computed(() => {
    const standing = this.standing.value;
    if (standing === null) return 0;
    const last = standing.at(-1)?.id ?? 0;
    return this.rows.value.filter((row) => row.id > last).length;
  });

  add(kind: LogKind, what: { note?: Note; text?: string; frame?: Frame }): void {
    const row: LogRow = { id: this.nextId, at: Date.now(), kind, ...what };
    this.nextId += 1;
    this.rows.value = [...this.rows.value.slice(1 - ROWS_MAX), row];
  }

  clear(): void {
    this.rows.value = [];
    if (this.standing.value !== null) this.standing.value = [];
  }

  togglePause(): void {
    this.standing.value = this.standing.value === null ? this.rows.value : null;
  }

  // All rows, also those behind a pause: for the report.
  all(): readonly LogRow[] {
    return this.rows.value;
  }
}
