// SPDX-License-Identifier: Apache-2.0
// The keys of an open room that mean something wherever the focus is: a letter typed nowhere goes into the box,
// End leads to the newest message, and Ctrl or Command with Shift and M mutes, also while somebody writes. The
// keys of the whole page are in pages/chat/shortcuts.ts, those of a message in ListExtras.
import { useEffect } from 'preact/hooks';
import type { Room } from '../../../store/room/room.ts';
import { isComposing } from '../../../ui/ime.ts';
import type { Desk } from '../desk.ts';
import type { Reading } from '../reading.ts';
import { toggleMute } from './muting.ts';

// Where the focus is when nobody has put it anywhere that takes keys. A message keeps those of its own.
const NOWHERE = 'body, main, h1, article';

export function useKeys(room: Room, reading: Reading, desk: Desk): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      if (isMute(event)) {
        event.preventDefault();
        toggleMute(room.id);
        return;
      }
      const chord = event.ctrlKey || event.metaKey || event.altKey;
      if (chord || !document.activeElement?.matches(NOWHERE)) return;
      if (event.key === 'End' && !event.shiftKey) {
        event.preventDefault();
        reading.follow();
      } else if (isWriting(event.key)) {
        // Before the letter is put anywhere, so that it comes into the box by itself.
        desk.box?.focus();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [room, reading, desk]);
}

function isMute(event: KeyboardEvent): boolean {
  const command = event.ctrlKey || event.metaKey;
  const chord = command && event.shiftKey && !event.altKey && !isComposing(event);
  return chord && event.key.toLowerCase() === 'm';
}

// The blank scrolls, and ? asks for the shortcuts.
function isWriting(key: string): boolean {
  return key.length === 1 && key !== ' ' && key !== '?';
}
