// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';

// True once `on` has been true for that long without a break: what is over sooner is not shown at all.
export function useLate(on: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return setLate(false);
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [on, afterMs]);
  return late && on;
}
