// SPDX-License-Identifier: Apache-2.0
// /users/register/?next=… Who registers here is signed in at once. As a plain form post it works too, but then
// signing in is a second step.
import { say, t } from '../i18n/i18n.ts';
import { register } from '../store/account.ts';
import { checkRegistration, REGISTER_FIELDS, registerFieldOf } from '../store/account_rules.ts';
import { loginAddress } from '../store/session.ts';
import { registerAddress } from '../store/sign_in.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FormError, SecretField } from '../ui/Field.tsx';
import { place } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './form.module.css';
import { useForm } from './use_form.ts';

export default function Register() {
  const heading = usePage('register.title');
  const { next = '', error = '' } = place.value.query;
  const form = useForm({
    names: REGISTER_FIELDS,
    check: checkRegistration,
    send: (values) => register(values, next),
    done: ({ redirect }) => location.assign(redirect),
    leaves: true,
    fieldOf: registerFieldOf,
    offline: 'register.offline',
    stated: error,
  });

  return (
    <>
      <TopBar />
      <main>
        <form
          class={`card ${styles.form}`}
          method="post"
          action={registerAddress(next)}
          noValidate
          onSubmit={form.onSubmit}
        >
          <h1 ref={heading} tabIndex={-1}>
            {t('register.title')}
          </h1>
          <FormError
            text={navigator.cookieEnabled ? (form.note ? say(form.note) : '') : t('login.cookies_blocked')}
          />
          <Field
            label={t('login.username')}
            autocomplete="username"
            verbatim
            hint={t('register.username_hint')}
            {...form.field('username')}
          />
          <SecretField
            label={t('login.password')}
            autocomplete="new-password"
            hint={t('register.password_hint')}
            {...form.field('password')}
          />
          <SecretField
            label={t('register.password_again')}
            autocomplete="new-password"
            {...form.field('password_confirm')}
          />
          <Button type="submit" kind="primary" wide busy={form.busy} disabled={form.wait > 0}>
            {form.slow ? t('register.busy') : t('register.submit')}
          </Button>
          <p class={styles.other}>
            {t('register.has_account')}
            <a href={loginAddress(next)}>{t('login.submit')}</a>
          </p>
        </form>
      </main>
    </>
  );
}
