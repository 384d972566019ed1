// SPDX-License-Identifier: Apache-2.0
// The end of the session, wherever in this tab it is noticed, and its return.
import { type ReadonlySignal, signal } from '@preact/signals';
import { tell } from './tabs.ts';

const over = signal(false);

// The session is over, or somebody else is signed in now: nothing of this person may be shown any longer.
export const ended: ReadonlySignal<boolean> = over;

// Somebody was answered `login_required`. The other tabs are told, once.
export function endSession(): void {
  if (over.peek()) return;
  over.value = true;
  tell({ what: 'session' });
}

// The same person is signed in, or signed in again.
export function resumeSession(): void {
  over.value = false;
}
