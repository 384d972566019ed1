// SPDX-License-Identifier: Apache-2.0
// The people whom I have blocked, each with the way back.
import { useEffect, useRef, useState } from 'preact/hooks';
import { errorNote, language, type Note, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { type Blocked, blockedPeople, unblockPerson, unblockRoom } from '../../net/chat_api.ts';
import { time } from '../../store/room/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDone, FormError } from '../../ui/Field.tsx';
import { leaveToLogin } from '../leave.ts';
import styles from '../Settings.module.css';

export function BlockedPeople() {
  const [people, setPeople] = useState<Blocked['people'] | null>(null);
  const [failure, setFailure] = useState<Note | null>(null);
  const [done, setDone] = useState('');
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  function refuse(refusal: Refusal) {
    if (refusal.status === 401) leaveToLogin();
    else setFailure(errorNote(refusal.code));
  }

  async function load() {
    const answer = await blockedPeople();
    if (answer.ok) setPeople(answer.people);
    else refuse(answer);
  }

  // The pressed button goes away with its row, so the heading takes the focus.
  async function unblock({ username, room }: Blocked['people'][number]) {
    setBusy(true);
    setFailure(null);
    setDone('');
    const answer = await (room === '' ? unblockPerson(username) : unblockRoom(room));
    if (answer.ok) setDone(username);
    else refuse(answer);
    await load();
    setBusy(false);
    heading.current?.focus();
  }

  useEffect(() => void load(), []);

  return (
    <section class={`card ${styles.signIns}`} aria-labelledby="blocked-title">
      <h2 id="blocked-title" ref={heading} tabIndex={-1}>
        {t('blocked.title')}
      </h2>
      <p class={styles.about}>{t('blocked.about')}</p>
      <FormError text={failure === null ? '' : say(failure)} />
      <FormDone text={done === '' ? '' : t('blocked.done', { name: done })} />
      {people === null && failure === null && <p class={styles.about}>{t('sessions.loading')}</p>}
      {people === null && failure !== null && (
        <Button onClick={() => void load()}>{t('sessions.retry')}</Button>
      )}
      {people?.length === 0 && <p>{t('blocked.none')}</p>}
      <ul>
        {people?.map(({ username, at, room }) => (
          // Two may have the same alias.
          <li key={`${username} ${room}`} class={styles.row}>
            <div class={styles.device}>
              <bdi class={styles.deviceName}>{username}</bdi>
              <p class={styles.about}>
                <time dateTime={at}>{t('blocked.since', { time: day(at) })}</time>
                {room !== '' && <span>{t('blocked.alias')}</span>}
              </p>
            </div>
            <Button kind="quiet" busy={busy} onClick={() => void unblock({ username, at, room })}>
              {t('blocked.unblock')}
              <span class="hidden-text"> {username}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function day(at: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(time(at));
}
