// SPDX-License-Identifier: Apache-2.0
// Waiting in heart link, and the moment when somebody is found: countdown, thread, and what is to know.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { timeLeft } from '../../store/match/digits.ts';
import type { Matching } from '../../store/match/match.ts';
import { site } from '../../store/match/rules.ts';
import type { Phase } from '../../store/match/state.ts';
import { preferences, setPreference } from '../../store/preferences.ts';
import { askPermission, permission, watchPermission } from '../../ui/notify_permission.ts';
import { clock } from '../../ui/time.ts';
import { Countdown, SayLeft } from './Countdown.tsx';
import styles from './match.module.css';
import { Said } from './parts.tsx';
import { Thread } from './Thread.tsx';
import { useLeft } from './use_left.ts';

type Wait = Extract<Phase, { at: 'waiting' | 'found' }>;

export function HeartWait({ matching, wait }: { matching: Matching; wait: Wait }) {
  const found = wait.at === 'found';
  // The countdown stands still once somebody is there.
  const [until, setUntil] = useState(0);
  const expiresAt = found ? until : wait.expiresAt;
  useEffect(() => {
    if (!found) setUntil(wait.expiresAt);
  }, [found, expiresAt]);
  const left = useLeft(expiresAt, matching.now);
  const again = wait.at === 'waiting' && wait.again;
  return (
    <div class={styles.form}>
      {again && <Said text={t('heart.again', { time: timeLeft(left) })} />}
      <p class={styles.lead} role={found ? 'status' : undefined}>
        {found
          ? t('heart.found')
          : again
            ? t('heart.again', { time: timeLeft(left) })
            : t('heart.waiting_lead')}
      </p>
      <Countdown left={left} gone={found} />
      {!found && <SayLeft left={left} />}
      <Thread left={left / site.value.waitMs} tied={found} />
      <p class={styles.ends} aria-hidden="true">
        <span>{t('heart.you')}</span>
        <span>{found ? wait.partner : t('heart.them')}</span>
      </p>
      {!found && <Facts matching={matching} expiresAt={wait.expiresAt} />}
      {!found && <TellMe />}
    </div>
  );
}

function Facts({ matching, expiresAt }: { matching: Matching; expiresAt: number }) {
  const { crowd } = matching.state.value;
  const others = (crowd ?? 1) - 1;
  // On the clock of this device, which people compare it with.
  const until = expiresAt - matching.now() + Date.now();
  return (
    <dl class={`card ${styles.facts}`}>
      <div>
        <dt>{t('heart.state')}</dt>
        <dd>{others > 0 ? t('heart.state_many', { n: others }) : t('heart.state_alone')}</dd>
      </div>
      <div>
        <dt>{t('heart.until')}</dt>
        <dd>{t('heart.until_at', { time: clock(until) })}</dd>
      </div>
      <div>
        <dt>{t('heart.leave')}</dt>
        <dd>{t('heart.leave_yes')}</dd>
      </div>
    </dl>
  );
}

// Only here the browser is asked for its permission, and only on a press.
function TellMe() {
  const state = permission.value;
  useEffect(watchPermission, []);
  if (state !== 'granted' && state !== 'default' && state !== 'denied') return null;
  const on = preferences.value.notify && state === 'granted';
  return (
    <div class={styles.tell}>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={on}
          disabled={state === 'denied'}
          onChange={async (event) => {
            const wanted = event.currentTarget.checked;
            setPreference('notify', wanted && (await askPermission()) === 'granted');
          }}
        />
        {t('heart.tell_me')}
      </label>
      {state === 'denied' && <p class={styles.hint}>{t('heart.tell_denied')}</p>}
      {on && <p class={styles.hint}>{t('heart.tell_open')}</p>}
    </div>
  );
}
