// SPDX-License-Identifier: Apache-2.0
// /users/settings/: the language, the password and the list of sign-ins, each in a card of its own.
import { useEffect, useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../i18n/i18n.ts';
import { HOME_PATH, LOGIN_PATH, readSession } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/Field.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import { leaveToLogin, signOutTo } from './leave.ts';
import styles from './Settings.module.css';
import { LanguageChoice } from './settings/LanguageChoice.tsx';
import { PasswordForm } from './settings/PasswordForm.tsx';
import { SignIns } from './settings/SignIns.tsx';

export default function Settings() {
  const heading = usePage('settings.title');
  const [username, setUsername] = useState('');
  const [failure, setFailure] = useState<Note | null>(null);
  // Counts what changed the list of sign-ins from outside of it.
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    void readSession().then((session) => {
      if (session.ok) setUsername(session.username);
      else if (session.status === 401) leaveToLogin();
      else setFailure(errorNote(session.code));
    });
  }, []);

  return (
    <>
      <TopBar home={HOME_PATH} />
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t('settings.title')}
        </h1>
        <FormError text={failure ? say(failure) : ''} />
        <div class={styles.person}>
          <p class={styles.name} dir="auto">
            {username !== '' && t('settings.signed_in_as', { name: username })}
          </p>
          <Button kind="quiet" onClick={() => void signOutTo(LOGIN_PATH).then(setFailure)}>
            {t('home.sign_out')}
          </Button>
        </div>
        <LanguageChoice />
        <SignIns changes={changes} />
        <PasswordForm username={username} onChanged={() => setChanges((n) => n + 1)} />
      </main>
    </>
  );
}
