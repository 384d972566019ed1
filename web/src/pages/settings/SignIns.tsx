// SPDX-License-Identifier: Apache-2.0
// Where this person is signed in: this device first, the others with a button that ends them. Ending one also
// closes its sockets, at once.
import { useEffect, useRef, useState } from 'preact/hooks';
import { errorNote, language, type Note, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { type Ended, endOtherSignIns, endSignIn, readSignIns, type SignIn } from '../../store/account.ts';
import { agentNote } from '../../store/agent.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDone, FormError } from '../../ui/Field.tsx';
import { leaveToLogin } from '../leave.ts';
import styles from '../Settings.module.css';

// `changes` is a number that grows when the list must be read again.
export function SignIns({ changes }: { changes: number }) {
  const [list, setList] = useState<readonly SignIn[] | null>(null);
  const [failure, setFailure] = useState<Note | null>(null);
  const [done, setDone] = useState<Note | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  function refuse(refusal: Refusal) {
    if (refusal.status === 401) leaveToLogin();
    else setFailure(errorNote(refusal.code));
  }

  async function load() {
    const answer = await readSignIns();
    if (answer.ok) setList(answer.list);
    else refuse(answer);
  }

  // What was said about the list before is old news then.
  useEffect(() => {
    setDone(null);
    void load();
  }, [changes]);

  // The pressed button goes away with its row, so the heading takes the focus.
  async function end(request: Promise<Ended | Refusal>, said: (ended: number) => Note) {
    setBusy(true);
    setFailure(null);
    setDone(null);
    const answer = await request;
    if (answer.ok) setDone(said(answer.ended));
    else refuse(answer);
    await load();
    setBusy(false);
    heading.current?.focus();
  }

  const others = list?.some((one) => !one.current) ?? false;
  return (
    <section class={`card ${styles.signIns}`} aria-labelledby="sessions-title">
      <h2 id="sessions-title" ref={heading} tabIndex={-1}>
        {t('sessions.title')}
      </h2>
      <p class={styles.about}>{t('sessions.about')}</p>
      <FormError text={failure ? say(failure) : ''} />
      <FormDone text={done ? say(done) : ''} />
      {list === null && failure === null && <p class={styles.about}>{t('sessions.loading')}</p>}
      {list === null && failure !== null && (
        <Button onClick={() => void load()}>{t('sessions.retry')}</Button>
      )}
      {list !== null && (
        <ul>
          {list.map((one) => (
            <Row
              key={one.id}
              one={one}
              busy={busy}
              onEnd={(name) =>
                void end(endSignIn(one.id), () => ({ key: 'sessions.ended', params: { name } }))
              }
            />
          ))}
        </ul>
      )}
      {others && (
        <Button
          busy={busy}
          onClick={() =>
            void end(endOtherSignIns(), (n) => ({ key: 'sessions.ended_others', params: { n } }))
          }
        >
          {t('sessions.end_others')}
        </Button>
      )}
    </section>
  );
}

function Row(props: { one: SignIn; busy: boolean; onEnd: (name: string) => void }) {
  const { one } = props;
  const name = say(agentNote(one.agent));
  return (
    <li class={styles.row} data-current={one.current}>
      <div class={styles.device}>
        <p class={styles.deviceName} title={one.agent}>
          {name}
          {one.current && <span class={styles.here}>{t('sessions.current')}</span>}
        </p>
        <p class={styles.about}>
          {one.address !== '' && <span dir="ltr">{one.address}</span>}
          <When at={one.createdAt} say="sessions.since" clock />
          <When at={one.expiresAt} say="sessions.until" />
        </p>
      </div>
      {!one.current && (
        <Button kind="quiet" busy={props.busy} onClick={() => props.onEnd(name)}>
          {t('sessions.end')}
          <span class="hidden-text"> {name}</span>
        </Button>
      )}
    </li>
  );
}

function When(props: { at: string; say: 'sessions.since' | 'sessions.until'; clock?: boolean }) {
  const when = new Date(props.at);
  if (Number.isNaN(when.getTime())) return null;
  const day: Intl.DateTimeFormatOptions = { dateStyle: 'medium' };
  const style: Intl.DateTimeFormatOptions = props.clock ? { ...day, timeStyle: 'short' } : day;
  const time = new Intl.DateTimeFormat(language(), style).format(when);
  return <time dateTime={props.at}>{t(props.say, { time })}</time>;
}
