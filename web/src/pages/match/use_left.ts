// SPDX-License-Identifier: Apache-2.0
// What is left until a moment of the server's clock, drawn anew with every full second. It counts nothing down:
// each time it asks the clock, so a device that slept or a tab that was hidden is right at once.
import { useEffect, useState } from 'preact/hooks';

// Right behind the full second, so that no second is drawn twice.
const BEHIND_MS = 5;

// `now`: the server's clock. In milliseconds; 0 when it is over.
export function useLeft(until: number, now: () => number): number {
  const [, draw] = useState(0);
  const left = Math.max(0, until - now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      clearTimeout(timer);
      draw((n) => n + 1);
      const ms = until - now();
      if (ms > 0) timer = setTimeout(tick, (ms % 1000) + BEHIND_MS);
    };
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [until, now]);
  return left;
}
