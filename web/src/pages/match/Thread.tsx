// SPDX-License-Identifier: Apache-2.0
// The red thread between me and somebody who is not here yet. Its solid part is the time that is left; when
// somebody is found it reaches the other end, the empty dot fills, and a small loop is tied.
import styles from './Thread.module.css';

const THREAD = 'M12 22C100 96 250 96 338 22';

// `left`: of the whole wait, from 0 to 1.
export function Thread({ left, tied }: { left: number; tied: boolean }) {
  const solid = tied ? 100 : Math.max(0, Math.min(1, left)) * 100;
  return (
    <svg class={styles.thread} viewBox="0 0 350 104" data-tied={tied || undefined} aria-hidden="true">
      <path class={styles.rest} d={THREAD} />
      <path class={styles.solid} d={THREAD} pathLength={100} stroke-dasharray={`${solid.toFixed(2)} 101`} />
      <path class={styles.loop} d="M175 77c-16-26 6-34 8-16s-26 14-8 16" pathLength={100} />
      <circle class={styles.me} cx={12} cy={22} r={8} />
      <circle class={styles.them} cx={338} cy={22} r={7} />
    </svg>
  );
}
