// SPDX-License-Identifier: Apache-2.0
// /users/logout/: asks once, since no GET may change anything. The form also works as a plain form post.
import { useEffect, useState } from 'preact/hooks';
import { type Note, say, t } from '../i18n/i18n.ts';
import { HOME_PATH, LOGIN_PATH, LOGOUT_PATH, readSession } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/Field.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './form.module.css';
import { signOutTo } from './sign_out.ts';

export default function Logout() {
  const heading = usePage('logout.title');
  const [signedOut, setSignedOut] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);

  useEffect(() => {
    void readSession().then((session) => setSignedOut(!session.ok && session.status === 401));
  }, []);

  async function leave(event: SubmitEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const failed = await signOutTo('/');
    if (failed === null) return;
    setFailure(failed);
    setBusy(false);
  }

  return (
    <>
      <TopBar home={HOME_PATH} />
      <main>
        <form class={`card ${styles.form}`} method="post" action={LOGOUT_PATH} onSubmit={leave}>
          <h1 ref={heading} tabIndex={-1}>
            {t('logout.title')}
          </h1>
          {signedOut ? (
            <p class={styles.other}>
              {t('logout.signed_out')}
              <a href={LOGIN_PATH}>{t('logout.sign_in')}</a>
            </p>
          ) : (
            <>
              <FormError text={failure ? say(failure) : ''} />
              <p class={styles.about}>{t('logout.about')}</p>
              <Button type="submit" kind="primary" wide busy={busy}>
                {t('logout.submit')}
              </Button>
              <p class={styles.other}>
                <a href={HOME_PATH}>{t('logout.stay')}</a>
              </p>
            </>
          )}
        </form>
      </main>
    </>
  );
}
