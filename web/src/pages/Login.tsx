// SPDX-License-Identifier: Apache-2.0
// /users/login/?next=… A real form, so that password managers know it and it also works as a plain form post.
import { useState } from 'preact/hooks';
import { say, t } from '../i18n/i18n.ts';
import type { Notes } from '../store/account_rules.ts';
import { loginAddress } from '../store/session.ts';
import { registerAddress, signIn } from '../store/sign_in.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FormError, SecretField } from '../ui/Field.tsx';
import { place } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './form.module.css';
import { takeExpired } from './leave.ts';
import { useForm } from './use_form.ts';

type Name = 'username' | 'password';

export default function Login() {
  const heading = usePage('login.title');
  const { next = '', error = '' } = place.value.query;
  const [expired] = useState(takeExpired);
  const form = useForm({
    names: ['username', 'password'],
    check: emptyFields,
    send: ({ username, password }) => signIn(username, password, next),
    done: ({ redirect }) => location.assign(redirect),
    leaves: true,
    offline: 'login.offline',
    stated: error,
  });

  const shown = form.note ?? (expired ? { key: 'login.expired' as const } : null);
  return (
    <>
      <TopBar />
      <main>
        <form
          class={`card ${styles.form}`}
          method="post"
          action={loginAddress(next)}
          noValidate
          onSubmit={form.onSubmit}
        >
          <h1 ref={heading} tabIndex={-1}>
            {t('login.title')}
          </h1>
          <FormError
            text={navigator.cookieEnabled ? (shown ? say(shown) : '') : t('login.cookies_blocked')}
          />
          <Field label={t('login.username')} autocomplete="username" verbatim {...form.field('username')} />
          <SecretField
            label={t('login.password')}
            autocomplete="current-password"
            {...form.field('password')}
          />
          <Button type="submit" kind="primary" wide busy={form.busy} disabled={form.wait > 0}>
            {form.slow ? t('login.busy') : t('login.submit')}
          </Button>
          <p class={styles.other}>
            {t('login.no_account')}
            <a href={registerAddress(next)}>{t('login.register')}</a>
          </p>
        </form>
      </main>
    </>
  );
}

function emptyFields({ username, password }: Record<Name, string>): Notes<Name> {
  return {
    ...(username === '' && { username: { key: 'login.username_empty' } as const }),
    ...(password === '' && { password: { key: 'login.password_empty' } as const }),
  };
}
