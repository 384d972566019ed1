// SPDX-License-Identifier: Apache-2.0
// What a person chose on this device, the same in all tabs.
import { type ReadonlySignal, signal } from '@preact/signals';
import { isRecord } from '../net/frames.ts';
import { readLocal, writeLocal } from './local.ts';
import { listen, tell } from './tabs.ts';

export interface Preferences {
  readonly notify: boolean;
  readonly sound: boolean;
  // Whether a notification shows what was written.
  readonly showContent: boolean;
  // auto: Enter sends where there is a mouse. ctrl: Ctrl or Command and Enter.
  readonly enterSends: 'auto' | 'enter' | 'ctrl';
}

const STORED_AS = 'heartlink.preferences';
const DEFAULTS: Preferences = { notify: false, sound: true, showContent: true, enterSends: 'auto' };

const chosen = signal(completed(readLocal(STORED_AS)));

export const preferences: ReadonlySignal<Preferences> = chosen;

// What was chosen travels along: another tab may not yet find it in its storage.
listen((message) => {
  if (message.what === 'preferences') chosen.value = completed(message.chosen);
});

export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  chosen.value = { ...chosen.peek(), [name]: value };
  writeLocal(STORED_AS, chosen.peek());
  tell({ what: 'preferences', chosen: { ...chosen.peek() } });
}

// What an older client did not know is as it is by default.
function completed(some: unknown): Preferences {
  return isRecord(some) ? { ...DEFAULTS, ...some } : DEFAULTS;
}
