// SPDX-License-Identifier: Apache-2.0
// What an operator's page knows: how the server is doing, with the last five minutes of every figure, and which
// report this tab has open.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Overview, readOverview } from '../net/ops_api.ts';
import { Poll } from './poll.ts';

// Of each figure; with one every five seconds the last five minutes.
export const POINTS = 60;

const OPENED = 'heartlink.ops_report';

export class Desk {
  private readonly kept = signal<readonly Overview[]>([]);
  // The newest at the end.
  readonly points: ReadonlySignal<readonly Overview[]> = this.kept;
  readonly overview = new Poll(readOverview, (next) => {
    this.kept.value = [...this.kept.value, next].slice(-POINTS);
  });
}

// Opening a report is written down, so a link alone does not do it: somebody has pressed a button in this tab.
// A reload may open it again.
export function wasOpened(id: string): boolean {
  try {
    return sessionStorage.getItem(OPENED) === id;
  } catch {
    return false;
  }
}

export function rememberOpened(id: string): void {
  try {
    sessionStorage.setItem(OPENED, id);
  } catch {
    // After a reload the button has to be pressed again.
  }
}
