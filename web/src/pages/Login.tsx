// SPDX-License-Identifier: Apache-2.0
// /users/login/?next=… A real form, so that password managers know it and it also works as a plain form post.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { errorNote, type Key, type Note, say, statedNote, t } from '../i18n/i18n.ts';
import type { Refusal } from '../net/api.ts';
import { loginAddress, signIn } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FormError, RevealButton } from '../ui/Field.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './Login.module.css';
import { takeExpired } from './leave.ts';

const BUSY_SHOWN_AFTER_MS = 300;
type Missing = { username?: Key; password?: Key };

export default function Login() {
  const heading = usePage('login.title');
  const { next = '', error = '' } = useLocation().query;
  const [expired] = useState(takeExpired);
  // A plain form post that failed comes back with its code in the address.
  const [stated, setStated] = useState<Note | null>(() => statedNote(error));
  const { note, wait, refuse, clear } = useRefusal();
  const { busy, slow, start, stop } = useBusy();
  const [missing, setMissing] = useState<Missing>({});
  const [revealed, setRevealed] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const username = String(fields.get('username') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    const empty = emptyFields(username, password);
    setMissing(empty);
    const first = empty.username ? 'username' : empty.password ? 'password' : null;
    if (first !== null) return form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    clear();
    setStated(null);
    start();
    const answer = await signIn(username, password, next);
    if (answer.ok) return location.assign(answer.redirect);
    stop();
    refuse(answer);
  }

  const shown = note ?? stated ?? (expired ? { key: 'login.expired' as const } : null);
  return (
    <>
      <TopBar />
      <main>
        <form
          class={`card ${styles.form}`}
          method="post"
          action={loginAddress(next)}
          noValidate
          onSubmit={submit}
        >
          <h1 ref={heading} tabIndex={-1}>
            {t('login.title')}
          </h1>
          <FormError
            text={navigator.cookieEnabled ? (shown ? say(shown) : '') : t('login.cookies_blocked')}
          />
          <Field
            label={t('login.username')}
            name="username"
            autocomplete="username"
            verbatim
            required
            error={missing.username && t(missing.username)}
          />
          <Field
            label={t('login.password')}
            name="password"
            type={revealed ? 'text' : 'password'}
            autocomplete="current-password"
            required
            error={missing.password && t(missing.password)}
            end={
              <RevealButton
                label={t('login.show_password')}
                pressed={revealed}
                onClick={() => setRevealed(!revealed)}
              />
            }
          />
          <Button type="submit" kind="primary" wide busy={busy} disabled={wait > 0}>
            {slow ? t('login.busy') : t('login.submit')}
          </Button>
        </form>
      </main>
    </>
  );
}

function emptyFields(username: string, password: string): Missing {
  return {
    ...(username === '' && { username: 'login.username_empty' as const }),
    ...(password === '' && { password: 'login.password_empty' as const }),
  };
}

// The words of a short wait come late: a quick answer must not flicker.
function useBusy() {
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = () => {
    setBusy(true);
    timer.current = setTimeout(() => setSlow(true), BUSY_SHOWN_AFTER_MS);
  };
  const stop = () => {
    clearTimeout(timer.current);
    setBusy(false);
    setSlow(false);
  };
  return { busy, slow, start, stop };
}

// What the server said. A throttled answer counts its seconds down and disappears at zero.
function useRefusal() {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => {
      if (wait === 1) setRefusal(null);
      setWait(wait - 1);
    }, 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const refuse = (answer: Refusal) => {
    setRefusal(answer);
    setWait(Math.ceil(answer.retryMs / 1000));
  };
  const clear = () => setRefusal(null);
  return { note: refusal === null ? null : refusalNote(refusal, wait), wait, refuse, clear };
}

function refusalNote(refusal: Refusal, wait: number): Note {
  if (wait > 0) return { key: 'login.throttled', params: { n: wait } };
  return refusal.code === 'offline' ? { key: 'login.offline' } : errorNote(refusal.code);
}
