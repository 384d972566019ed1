// SPDX-License-Identifier: Apache-2.0
// One listener of each kind for all rows of a feed: which row is meant says `data-key`, and what a press on a
// part of it means says `data-act`.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Row } from '../../../store/room/types.ts';
import type { Point } from '../../../ui/Dialog.tsx';
import { useLongPress } from './use_long_press.ts';

export interface FeedEvents {
  rows: readonly Row[];
  // False when there is no menu for it; the browser's own then comes.
  onMenu(row: Row, at: Point): boolean;
  // Another part of it was pressed: its quote, or the button to write it again.
  onAct(row: Row): void;
  // False when the key means nothing here.
  onKey(row: Row, key: string, element: Element): boolean;
  onFocus(row: Row): void;
}

export function useFeed(feed: RefObject<HTMLElement | null>, events: FeedEvents): void {
  const latest = useRef(events);
  latest.current = events;
  const rowOf = (target: EventTarget | null) => rowAt(target, latest.current.rows);
  const press = useLongPress((target, at) => {
    const row = rowOf(target);
    if (row !== undefined) latest.current.onMenu(row, at);
  });

  useEffect(() => {
    const unhook = new AbortController();
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      then: (event: HTMLElementEventMap[Name], row: Row) => void,
    ) => {
      const heard = (event: HTMLElementEventMap[Name]) => {
        const row = rowOf(event.target);
        if (row !== undefined) then(event, row);
      };
      feed.current?.addEventListener(name, heard, { signal: unhook.signal });
    };
    on('contextmenu', (event, row) => {
      const target = event.target as Element;
      // A link and a selected text have a menu of the browser's own.
      if (target.closest('a') || getSelection()?.isCollapsed === false) return;
      press.cancel();
      // The Menu key reports no place of its own.
      const keyed = event.clientX === 0 && event.clientY === 0;
      const at = keyed ? middleOf(target) : { x: event.clientX, y: event.clientY };
      if (latest.current.onMenu(row, at)) event.preventDefault();
    });
    on('click', (event, row) => {
      const part = (event.target as Element).closest<HTMLElement>('[data-act]');
      const act = part?.dataset.act ?? '';
      if (part !== null && act === 'menu') latest.current.onMenu(row, middleOf(part));
      else if (act !== '') latest.current.onAct(row);
    });
    on('keydown', (event, row) => {
      const target = event.target as Element;
      const chord = event.ctrlKey || event.metaKey || event.altKey;
      if (chord || target.closest('button, a')) return;
      if (latest.current.onKey(row, event.key, target)) event.preventDefault();
    });
    on('focusin', (_, row) => latest.current.onFocus(row));
    on('pointerdown', press.start);
    for (const name of ['pointerup', 'pointercancel', 'touchmove'] as const) on(name, press.cancel);
    return () => unhook.abort();
  }, []);
}

export function middleOf(element: Element): Point {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function rowAt(target: EventTarget | null, rows: readonly Row[]): Row | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
  return key === undefined ? undefined : rows.find((row) => row.key === key);
}
