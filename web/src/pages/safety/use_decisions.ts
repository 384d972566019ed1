// SPDX-License-Identifier: Apache-2.0
// Shows what an operator decided about the person who is here, on whichever page the person's own line is open.
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { decisions, watchReading } from '../../store/moderation.ts';
import type { Me } from '../../store/person.ts';

export function useDecisions(me: Me | null): void {
  const person = me?.username ?? '';
  useEffect(() => (person === '' ? undefined : watchReading(person)), [person]);
  useSignalEffect(() => {
    if (person === '' || decisions.value.length === 0) return;
    // Where it cannot be had now, the next page tells it.
    import('./DecisionSheet.tsx').then(({ openDecisions }) => openDecisions(person)).catch(() => {});
  });
}
