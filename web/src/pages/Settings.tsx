// SPDX-License-Identifier: Apache-2.0
// /users/settings/: what somebody may choose for this device and for himself, each in a card of its own.
import { useEffect, useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../i18n/i18n.ts';
import { HOME_PATH, LOGIN_PATH, OPS_PATH, readSession } from '../store/session.ts';
import { listen } from '../store/tabs.ts';
import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/Field.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { startTheme } from '../ui/theme.ts';
import { usePage } from '../ui/use_page.ts';
import { leaveToLogin } from './leave.ts';
import styles from './Settings.module.css';
import { BlockedPeople } from './settings/BlockedPeople.tsx';
import { EnterChoice } from './settings/EnterChoice.tsx';
import { LanguageChoice } from './settings/LanguageChoice.tsx';
import { NotificationChoices } from './settings/NotificationChoices.tsx';
import { PasswordForm } from './settings/PasswordForm.tsx';
import { ReceiptsChoice } from './settings/ReceiptsChoice.tsx';
import { ShortcutsButton } from './settings/ShortcutsButton.tsx';
import { SignIns } from './settings/SignIns.tsx';
import { SiteContact } from './settings/SiteContact.tsx';
import { ThemeChoice } from './settings/ThemeChoice.tsx';
import { signOutTo } from './sign_out.ts';

startTheme();

export default function Settings() {
  const heading = usePage('settings.title');
  const [username, setUsername] = useState('');
  const [staff, setStaff] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);
  // Counts what changed the list of sign-ins from outside of it.
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    const look = () =>
      void readSession().then((session) => {
        if (session.ok) {
          setUsername(session.username);
          setStaff(session.staff);
        } else if (session.status === 401) leaveToLogin();
        else setFailure(errorNote(session.code));
      });
    look();
    // Another tab signed in or out.
    return listen((message) => message.what === 'session' && look());
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
          {staff && (
            <a class={styles.ops} href={OPS_PATH}>
              {t('settings.ops')}
            </a>
          )}
          <Button kind="quiet" onClick={() => void signOutTo(LOGIN_PATH).then(setFailure)}>
            {t('home.sign_out')}
          </Button>
        </div>
        <LanguageChoice />
        <ThemeChoice />
        <NotificationChoices />
        <EnterChoice />
        <ShortcutsButton />
        <ReceiptsChoice />
        <BlockedPeople />
        <SignIns changes={changes} />
        <PasswordForm username={username} onChanged={() => setChanges((n) => n + 1)} />
        <SiteContact />
      </main>
    </>
  );
}
