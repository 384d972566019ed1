// SPDX-License-Identifier: Apache-2.0
// On the card of heart link: how long one still waits, or what the card says to everybody.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { timeLeft } from '../../store/match/digits.ts';
import type { Matching } from '../../store/match/match.ts';
import { openMe } from '../../store/person.ts';
import { useLeft } from './use_left.ts';
import { matchOf } from './watch.tsx';

export function CardLeft() {
  const [matching, setMatching] = useState<Matching | null>(null);
  useEffect(() => {
    void openMe().then((me) => ('code' in me ? undefined : matchOf(me).then(setMatching)));
  }, []);
  return matching === null ? <span>{t('meet.heart_about')}</span> : <Left matching={matching} />;
}

function Left({ matching }: { matching: Matching }) {
  const { phase } = matching.state.value;
  const waits = phase.at === 'waiting' && phase.kind === 'heart';
  const left = useLeft(waits ? phase.expiresAt : 0, matching.now);
  return waits ? (
    <span role="timer" aria-live="off">
      {t('heart.card_waiting', { time: timeLeft(left) })}
    </span>
  ) : (
    <span>{t('meet.heart_about')}</span>
  );
}
