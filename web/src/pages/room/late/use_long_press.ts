// SPDX-License-Identifier: Apache-2.0
// A finger that rests. Android says so by `contextmenu`, iOS does not say it at all, so a timer does.
import { useEffect, useRef } from 'preact/hooks';
import type { Point } from '../../../ui/Dialog.tsx';

const HELD_MS = 480;

export function useLongPress(on: (target: EventTarget | null, at: Point) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cancel = () => clearTimeout(timer.current);
  useEffect(() => cancel, []);
  return {
    start: (event: PointerEvent) => {
      cancel();
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const { target, clientX: x, clientY: y } = event;
      timer.current = setTimeout(() => on(target, { x, y }), HELD_MS);
    },
    // The finger moved or left, or the browser told it first.
    cancel,
  };
}
