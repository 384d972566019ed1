// SPDX-License-Identifier: Apache-2.0
// What is left of a wait: the large countdown, and for screen readers, which may read that at any time, a word now
// and then.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { secondsLeft, timeLeft } from '../../store/match/digits.ts';
import styles from './match.module.css';

// In seconds: ten, five and one minute, and ten seconds.
const SAID_AT = [600, 300, 60, 10];

// `gone`: its place stays, so that nothing jumps.
export function Countdown({ left, gone }: { left: number; gone: boolean }) {
  return (
    <p class={styles.countdown} role="timer" aria-live="off" data-gone={gone || undefined}>
      {timeLeft(left)}
    </p>
  );
}

export function SayLeft({ left }: { left: number }) {
  const seconds = secondsLeft(left);
  const before = useRef(Number.POSITIVE_INFINITY);
  const [said, say] = useState('');
  useEffect(() => {
    // A tab that was hidden may have missed the very second.
    const passed = SAID_AT.filter((at) => seconds <= at && before.current > at).at(-1);
    const first = before.current === Number.POSITIVE_INFINITY;
    before.current = seconds;
    // Whoever has just begun knows, unless it is all of the ten minutes.
    if (passed === undefined || seconds === 0 || (first && seconds < passed)) return;
    const minutes = Math.ceil(seconds / 60);
    say(seconds >= 60 ? t('match.left_minutes', { n: minutes }) : t('match.left_seconds', { n: seconds }));
  }, [seconds]);
  return (
    <p class="hidden-text" role="status">
      {said}
    </p>
  );
}
