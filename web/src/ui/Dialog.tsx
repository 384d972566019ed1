// SPDX-License-Identifier: Apache-2.0
// What lies over a page until it is dealt with: the browser's own <dialog>, so that the page below is inert,
// Esc closes, and the focus goes back to where it came from. On a phone it rises from the lower edge; with
// room for it a menu opens at its point and a sheet in the middle.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import styles from './Dialog.module.css';

// Of the window, in pixels.
export interface Point {
  x: number;
  y: number;
}

const EDGE_PX = 8;

export function Dialog(props: {
  label: string;
  at?: Point | undefined;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDialogElement>(null);
  // A press that began outside closes; the finger that still holds what it opened the menu with does not.
  const outside = useRef(false);

  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    dialog.showModal();
    if (props.at !== undefined) place(dialog, props.at);
    // Closed, not only taken away: that gives the focus back.
    return () => dialog.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key, and the browser's own
    <dialog
      ref={box}
      class={`${styles.dialog} ${props.at === undefined ? '' : styles.menu}`}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onPointerDown={(event) => {
        outside.current = event.target === box.current;
      }}
      onClick={(event) => {
        if (outside.current && event.target === box.current) props.onClose();
      }}
    >
      {props.children}
    </dialog>
  );
}

// Beside the point, and inside the window.
function place(dialog: HTMLElement, { x, y }: Point): void {
  const { width, height } = dialog.getBoundingClientRect();
  const left = x + width + EDGE_PX > innerWidth ? x - width : x;
  const top = y + height + EDGE_PX > innerHeight ? y - height : y;
  dialog.style.setProperty('--x', `${Math.max(EDGE_PX, left)}px`);
  dialog.style.setProperty('--y', `${Math.max(EDGE_PX, top)}px`);
}
