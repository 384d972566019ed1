// SPDX-License-Identifier: Apache-2.0
// Changing the password: the present one, the new one twice. It ends every other sign-in of this person, and
// says how many there were.
import { useState } from 'preact/hooks';
import { type Note, say, t } from '../../i18n/i18n.ts';
import { changePassword } from '../../store/account.ts';
import { checkPasswordChange, PASSWORD_FIELDS, passwordFieldOf } from '../../store/account_rules.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDone, FormError, SecretField } from '../../ui/Field.tsx';
import styles from '../Settings.module.css';
import { useForm } from '../use_form.ts';

export function PasswordForm(props: { username: string; onChanged: () => void }) {
  const [done, setDone] = useState<Note | null>(null);
  const form = useForm({
    names: PASSWORD_FIELDS,
    check: checkPasswordChange,
    send: (values) => {
      setDone(null);
      return changePassword(values);
    },
    done: ({ ended: n }, element) => {
      element.reset();
      setDone(n === 0 ? { key: 'password.done' } : { key: 'password.done_ended', params: { n } });
      props.onChanged();
    },
    leaves: false,
    fieldOf: passwordFieldOf,
  });

  return (
    <form
      class={`card ${styles.password}`}
      noValidate
      aria-labelledby="password-title"
      onSubmit={form.onSubmit}
    >
      <h2 id="password-title">{t('password.title')}</h2>
      <p class={styles.about}>{t('password.about')}</p>
      <FormError text={form.note ? say(form.note) : ''} />
      {/* Tells password managers whose password it is. */}
      <input hidden readOnly name="username" autocomplete="username" value={props.username} />
      <SecretField
        label={t('password.current')}
        autocomplete="current-password"
        {...form.field('current_password')}
      />
      <SecretField
        label={t('password.new')}
        autocomplete="new-password"
        hint={t('register.password_hint')}
        {...form.field('new_password')}
      />
      <SecretField
        label={t('password.new_again')}
        autocomplete="new-password"
        {...form.field('new_password_confirm')}
      />
      <FormDone text={done ? say(done) : ''} />
      <Button type="submit" kind="primary" busy={form.busy} disabled={form.wait > 0}>
        {form.slow ? t('password.busy') : t('password.submit')}
      </Button>
    </form>
  );
}
