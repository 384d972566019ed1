// SPDX-License-Identifier: Apache-2.0
// A press that cannot be taken back is asked for twice: the second one within three seconds does it.
import { useEffect, useRef, useState } from 'preact/hooks';

const SURE_MS = 3_000;

// Whether the second press is awaited, and the press.
export function useSure(act: () => void): [asking: boolean, press: () => void] {
  const [asking, setAsking] = useState(false);
  // Two presses may come before anything is drawn.
  const asked = useRef(false);
  const ask = (on: boolean) => {
    asked.current = on;
    setAsking(on);
  };
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => ask(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [asking]);
  const press = () => {
    const sure = asked.current;
    ask(!sure);
    if (sure) act();
  };
  return [asking, press];
}
