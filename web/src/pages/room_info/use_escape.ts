// SPDX-License-Identifier: Apache-2.0
// Esc closes the panel about a room where it is a column of the page, too.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

// The sheet has this from the browser. The focus goes on to where one writes.
export function useEscape(column: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const here = column.current?.contains(event.target as Node) === true;
      if (!here || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      close.current();
      document.querySelector<HTMLElement>('#room textarea')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
