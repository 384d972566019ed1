// SPDX-License-Identifier: Apache-2.0
// A button for what cannot be undone: the first press asks, the second one within three seconds does it.
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';

const SURE_MS = 3_000;

export function TwoStep(props: { label: string; sure: string; busy: boolean; onSure: () => void }) {
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [asking]);
  return (
    <Button
      wide
      busy={props.busy}
      onClick={() => {
        setAsking(!asking);
        if (asking) props.onSure();
      }}
    >
      <span aria-live="polite">{asking ? props.sure : props.label}</span>
    </Button>
  );
}
