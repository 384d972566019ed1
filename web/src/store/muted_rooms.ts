// SPDX-License-Identifier: Apache-2.0
// The rooms that this person does not want to be called to on this device. They count as unread in the list,
// but nothing rings, and the tab's title does not count them. All tabs follow.
import { type ReadonlySignal, signal } from '@preact/signals';
import { readLocal, writeLocal } from './local.ts';

const STORED_AS = 'heartlink.muted';

const muted = signal<ReadonlySet<string>>(read());

export const mutedRooms: ReadonlySignal<ReadonlySet<string>> = muted;

export function muteRoom(room: string, on: boolean): void {
  // What this tab knows counts too, where storage is blocked.
  const next = new Set([...muted.peek(), ...read()]);
  if (on) next.add(room);
  else next.delete(room);
  muted.value = next;
  writeLocal(STORED_AS, next.size === 0 ? null : [...next]);
}

// The browser tells all tabs but the one that wrote.
globalThis.addEventListener?.('storage', (event: StorageEvent) => {
  if (event.key === STORED_AS || event.key === null) muted.value = read();
});

function read(): Set<string> {
  const kept = readLocal(STORED_AS);
  return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []);
}
