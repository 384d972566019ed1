// SPDX-License-Identifier: Apache-2.0
// Heart link is asked for while somebody waits with a number: one of the two it is.
import { t } from '../../i18n/i18n.ts';
import type { Matching } from '../../store/match/match.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

export function HeartQuestion({ matching }: { matching: Matching }) {
  const { question, wish, phase } = matching.state.value;
  if (!question || wish?.kind !== 'heart' || phase.at !== 'waiting' || phase.number === '') return null;
  const stay = () => matching.dispatch({ on: 'stay' });
  return (
    <Sheet
      title={t('heart.from_number', { old: phase.number })}
      onClose={stay}
      actions={
        <>
          <Button kind="primary" onClick={() => matching.dispatch({ on: 'switch' })}>
            {t('match.begin')}
          </Button>
          <Button onClick={stay}>{t('match.back')}</Button>
        </>
      }
    />
  );
}
