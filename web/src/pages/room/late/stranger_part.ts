// SPDX-License-Identifier: Apache-2.0
// What only a room of two who were matched has on its screen (../stranger/). It comes, with its words, when the
// first such room is open.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { needTexts } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';

type Stranger = typeof import('../stranger/stranger.ts');

const AGAIN_MS = 3_000;
const MATCHED = /^(match|heart)-/;
const KINDS = ['number', 'heart'];

export const strangerPart = signal<Stranger | null>(null);

// Of a room that both keep the kind is `direct`, and then it is like any other of two.
export function isStrange(room: Room): boolean {
  return KINDS.includes(room.about.value?.kind ?? '');
}

// null in any room that was not made by a match, and until it is there.
export function useStranger(room: Room): Stranger | null {
  const wanted = MATCHED.test(room.id);
  useEffect(() => {
    if (wanted) void load();
  }, [wanted]);
  return wanted ? strangerPart.value : null;
}

async function load(): Promise<void> {
  if (strangerPart.peek() !== null) return;
  try {
    const [part] = await Promise.all([import('../stranger/stranger.ts'), needTexts('stranger')]);
    strangerPart.value = part;
  } catch {
    // No network, or updated under an open tab, which is told so by others.
    setTimeout(load, AGAIN_MS);
  }
}
