// SPDX-License-Identifier: Apache-2.0
// /tools/ and /tools/chat/: who is signed in, the way to a room's debug page, and the way out.
import { useEffect, useState } from 'preact/hooks';
import lazy from 'preact-iso/lazy';
import { useLocation } from 'preact-iso/router';
import { errorNote, type Note, needTexts, say, t } from '../i18n/i18n.ts';
import { LOGIN_PATH, readSession, SETTINGS_PATH } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FormError } from '../ui/Field.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './Home.module.css';
import { leaveToLogin, signOutTo } from './leave.ts';

// The server decides what a room id is; this only catches what can never be one.
const ROOM_ID = /^(?!\.{1,2}$)[\p{L}\p{M}\p{N}._-]{1,100}$/u;

const Invitation = lazy(async () => {
  const [page] = await Promise.all([import('./Invitation.tsx'), needTexts('room')]);
  return page.default;
});

export default function Home() {
  const heading = usePage('home.title');
  const { route, query } = useLocation();
  const [username, setUsername] = useState('');
  const [failure, setFailure] = useState<Note | null>(null);
  const [roomError, setRoomError] = useState<Note | null>(null);

  useEffect(() => {
    void readSession().then((session) => {
      if (session.ok) setUsername(session.username);
      else if (session.status === 401) leaveToLogin();
      else setFailure(errorNote(session.code));
    });
  }, []);

  function openRoom(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const id = String(new FormData(form).get('room') ?? '')
      .trim()
      .normalize('NFC');
    if (ROOM_ID.test(id)) return route(`/tools/chat/debug/${encodeURIComponent(id)}/`);
    setRoomError({ key: id === '' ? 'home.room_empty' : 'error.room_id_invalid' });
    form.querySelector('input')?.focus();
  }

  return (
    <>
      <TopBar />
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t('home.title')}
        </h1>
        <FormError text={failure ? say(failure) : ''} />
        <div class={styles.person}>
          <p class={styles.hello} dir="auto">
            {username !== '' && t('home.signed_in_as', { name: username })}
          </p>
          <a class={styles.settings} href={SETTINGS_PATH}>
            {t('home.settings')}
          </a>
          <Button kind="quiet" onClick={() => void signOutTo(LOGIN_PATH).then(setFailure)}>
            {t('home.sign_out')}
          </Button>
        </div>
        {query.join && <Invitation code={query.join} />}
        <form class={`card ${styles.room}`} noValidate onSubmit={openRoom}>
          <Field
            label={t('home.room_label')}
            name="room"
            autocomplete="off"
            verbatim
            hint={t('home.room_hint')}
            error={roomError ? say(roomError) : ''}
            onInput={() => setRoomError(null)}
          />
          <p class={styles.about}>{t('home.room_about')}</p>
          <Button type="submit" kind="primary">
            {t('home.room_open')}
          </Button>
        </form>
      </main>
    </>
  );
}
