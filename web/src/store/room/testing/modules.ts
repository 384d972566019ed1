// SPDX-License-Identifier: Apache-2.0
// Stands in for cache.ts, tabs.ts and session_end.ts in the tests of store/room/:
// vi.mock('../../cache.ts', () => import('./modules.ts')).
import { signal } from '@preact/signals';
import type { Kept } from '../../cache.ts';
import type { Broadcast } from '../../tabs.ts';

// --- cache.ts ---

export const kept = new Map<string, Kept>();
export const readKept = async (_: string, room: string) => kept.get(room) ?? null;
export const keep = (_: string, room: string, what: Kept) => kept.set(room, structuredClone(what));
export const dropKept = (_: string, room: string) => kept.delete(room);

// --- tabs.ts ---

export const told: Broadcast[] = [];
export const ears = new Set<(message: Broadcast) => void>();
export const tell = (message: Broadcast) => told.push(message);
export const tellAll = (message: Broadcast) => {
  told.push(message);
  for (const ear of [...ears]) ear(message);
};
export const listen = (on: (message: Broadcast) => void) => {
  ears.add(on);
  return () => ears.delete(on);
};

// --- session_end.ts ---

export const ended = signal(false);
export const endSession = () => {
  ended.value = true;
};

export function resetModules(): void {
  kept.clear();
  told.length = 0;
  ears.clear();
  ended.value = false;
}
