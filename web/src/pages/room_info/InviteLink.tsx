// SPDX-License-Identifier: Apache-2.0
// A link with which people come into the group: for how many of them, and for how long.
import { useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import { type Invite, makeInvite } from '../../net/chat_api.ts';
import { time } from '../../store/room/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { FormError } from '../../ui/Field.tsx';
import { longTime } from '../../ui/time.ts';
import { leaveToLogin } from '../leave.ts';
import styles from './RoomInfo.module.css';

// 0: no bound.
const USES = [0, 1, 10, 100];
const DAYS = [1, 7, 30];

export function InviteLink({ id }: { id: string }) {
  const [uses, setUses] = useState(0);
  const [days, setDays] = useState(7);
  const [invite, setInvite] = useState<Invite | null>(null);
  const [failure, setFailure] = useState<Note | null>(null);
  const [busy, setBusy] = useState(false);

  async function make() {
    setBusy(true);
    setFailure(null);
    const answer = await makeInvite(id, { hours: days * 24, ...(uses > 0 ? { uses } : {}) });
    setBusy(false);
    if (answer.ok) setInvite(answer);
    else if (answer.status === 401) leaveToLogin();
    else setFailure(errorNote(answer.code));
  }

  return (
    <section class={styles.part} aria-labelledby="invite-title">
      <h3 id="invite-title">{t('info.invite')}</h3>
      <p class={styles.about}>{t('info.invite_about')}</p>
      <div class={styles.terms}>
        <Choice label={t('info.invite_uses')} value={uses} values={USES} onChoose={setUses} say={usesText} />
        <Choice label={t('info.invite_hours')} value={days} values={DAYS} onChoose={setDays} say={daysText} />
      </div>
      <FormError text={failure === null ? '' : say(failure)} />
      <Button wide busy={busy} onClick={() => void make()}>
        {t('info.invite_make')}
      </Button>
      <div role="status">{invite !== null && <Made invite={invite} />}</div>
    </section>
  );
}

function Made({ invite }: { invite: Invite }) {
  const address = new URL(invite.url, location.origin).href;
  const expiry = longTime(time(invite.expiresAt));
  return (
    <>
      <div class={styles.link}>
        <input
          readOnly
          aria-label={t('info.invite')}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="field-button"
          onClick={() => void copyText(address, t('info.invite_copied'))}
        >
          {t('info.invite_copy')}
        </button>
      </div>
      <p class={styles.about}>
        {invite.uses === null
          ? t('info.invite_until_any', { time: expiry })
          : t('info.invite_until', { time: expiry, n: invite.uses })}
      </p>
    </>
  );
}

function Choice(props: {
  label: string;
  value: number;
  values: readonly number[];
  say: (value: number) => string;
  onChoose: (value: number) => void;
}) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onChoose(Number(event.currentTarget.value))}>
        {props.values.map((value) => (
          <option key={value} value={value}>
            {props.say(value)}
          </option>
        ))}
      </select>
    </label>
  );
}

function usesText(uses: number): string {
  return uses === 0 ? t('info.invite_any') : t('info.invite_times', { n: uses });
}

function daysText(days: number): string {
  return days === 1 ? t('info.invite_day') : t('info.invite_days', { n: days });
}
