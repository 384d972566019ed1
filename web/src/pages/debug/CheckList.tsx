// SPDX-License-Identifier: Apache-2.0
// The five lines of the checklist, each with its state in words, what was found and what to do.
import { type Key, say, t } from '../../i18n/i18n.ts';
import type { Check, CheckState } from '../../store/checks.ts';
import type { RoomDebug } from '../../store/room_debug.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FAIL, PASS, RUN, WAIT } from '../../ui/state_glyphs.ts';
import { leaveToLogin } from '../leave.ts';
import styles from './CheckList.module.css';

const PATHS = { pass: PASS, fail: FAIL, wait: WAIT, run: RUN };

const SAID: Record<CheckState, Key> = {
  pass: 'checks.pass',
  fail: 'checks.fail',
  run: 'checks.run',
  wait: 'checks.wait',
};

export function CheckList({ debug }: { debug: RoomDebug }) {
  return (
    <ol class={styles.list} aria-live="polite">
      {debug.checks.value.map((check) => (
        <CheckLine key={check.id} check={check} onProbe={() => debug.sendProbe()} />
      ))}
    </ol>
  );
}

function CheckLine({ check, onProbe }: { check: Check; onProbe: () => void }) {
  return (
    <li class={styles.line} data-check={check.id} data-state={check.state}>
      <span class={`${styles.mark} ${styles[check.state]}`}>
        <Icon path={PATHS[check.state]} size={16} stroke={2.5} />
      </span>
      <div class={styles.body}>
        <p class={styles.name}>
          {t(`check.${check.id}`)}
          <span class="hidden-text"> {t(SAID[check.state])}</span>
        </p>
        <p class={check.state === 'fail' ? styles.bad : styles.note} dir="auto">
          {say(check.note)}
        </p>
        {check.fix && (
          <p class={styles.note} dir="auto">
            {say(check.fix)}
          </p>
        )}
        {check.trace && <p class={styles.note}>{say(check.trace)}</p>}
        {check.ownerHint && (
          <>
            <p class={styles.note}>{t('check.owner_hint')}</p>
            <pre class={styles.owner} dir="ltr">
              {check.ownerHint}
            </pre>
          </>
        )}
        {check.action === 'sign_in' && (
          <Button kind="quiet" onClick={leaveToLogin}>
            {t('check.session_go')}
          </Button>
        )}
        {check.action === 'probe' && (
          <Button kind="quiet" onClick={onProbe}>
            {t('check.round_trip_send')}
          </Button>
        )}
      </div>
    </li>
  );
}
