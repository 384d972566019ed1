// SPDX-License-Identifier: Apache-2.0
// The keys that work everywhere on the page of conversations, also while somebody writes; only ? is then a letter
// like others. Those of an open room are in pages/room/late/use_keys.ts. All of them stand in ShortcutSheet.tsx.
import { useEffect } from 'preact/hooks';
import type { RoomSummary } from '../../store/rooms.ts';
import { isComposing } from '../../ui/ime.ts';

export type Walk = 'previous' | 'next' | 'next_unread';
export type Shortcut = Walk | 'find' | 'region' | 'region_back' | 'help';

export function shortcutOf(press: KeyboardEvent): Shortcut | null {
  if (isComposing(press)) return null;
  const command = press.ctrlKey || press.metaKey;
  const alone = !command && !press.altKey;
  if (alone && press.key === 'F6') return press.shiftKey ? 'region_back' : 'region';
  if (alone && press.key === '?') return isWriting(press.target) ? null : 'help';
  if (command && !press.altKey && !press.shiftKey && press.key.toLowerCase() === 'k') return 'find';
  if (!press.altKey || command) return null;
  if (press.key === 'ArrowUp' && !press.shiftKey) return 'previous';
  if (press.key === 'ArrowDown') return press.shiftKey ? 'next_unread' : 'next';
  return null;
}

function isWriting(target: EventTarget | null): boolean {
  return (target as Partial<Element> | null)?.matches?.('input, textarea, select') ?? false;
}

// Where a shortcut leads from `room`; null when there is nothing in that direction.
export function neighbour(list: readonly RoomSummary[], room: string, to: Walk): string | null {
  const here = list.findIndex((one) => one.id === room);
  if (to === 'next') return list[here + 1]?.id ?? null;
  if (to === 'previous') return list[here - 1]?.id ?? null;
  const after = [...list.slice(here + 1), ...list.slice(0, Math.max(0, here))];
  return after.find((one) => one.unread > 0)?.id ?? null;
}

export function useShortcuts(on: (shortcut: Shortcut) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const shortcut = event.defaultPrevented ? null : shortcutOf(event);
      // Whatever lies over the page comes first.
      if (shortcut === null || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      on(shortcut);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [on]);
}
