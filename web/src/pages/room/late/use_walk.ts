// SPDX-License-Identifier: Apache-2.0
// Walking the rows of a feed with the keys: the row that is walked to comes into view and takes the focus,
// which may be a few frames later, when it is there and measured.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Row } from '../../../store/room/types.ts';
import { nextArticle, type Reading } from '../reading.ts';

// Answers a function that follows a key from a row; false when the key does not walk.
export function useWalk(feed: RefObject<HTMLElement | null>, rows: readonly Row[], reading: Reading) {
  const wanted = useRef('');
  // Reading them draws this anew whenever somebody walked, and when the list moved or was measured.
  const { current, spot } = reading;
  const moved = [current.value, spot.value];
  useLayoutEffect(() => {
    if (wanted.current === '') return;
    const row = feed.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    row?.focus({ preventScroll: true });
    if (document.activeElement === row) wanted.current = '';
  }, moved);
  return (row: Row, key: string): boolean => {
    const place = placeBy(key, rows, rows.indexOf(row));
    const next = rows[place ?? -1];
    if (place !== undefined && next !== undefined) {
      // It has the focus already: a wish would lie there and take it back later, from the box even.
      wanted.current = next.key === row.key ? '' : next.key;
      reading.current.value = next.key;
      reading.go(place, 'nearest');
    }
    return place !== undefined;
  };
}

function placeBy(key: string, rows: readonly Row[], here: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return nextArticle(rows, here - 1, -1);
    case 'ArrowDown':
      return nextArticle(rows, here + 1, 1);
    case 'Home':
      return nextArticle(rows, 0, 1);
    case 'End':
      return nextArticle(rows, rows.length - 1, -1);
    default:
      return undefined;
  }
}
