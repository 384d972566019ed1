// SPDX-License-Identifier: Apache-2.0
// Before an operator does something to somebody: what it does, why he does it, and, where it cannot be undone in
// passing, the name of the person once more.
import { type Key, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import type { Notes } from '../../store/account_rules.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, FormError } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useForm } from '../use_form.ts';
import styles from './Ops.module.css';

const REASON_CHARS_MAX = 500;
const NAMES = ['reason', 'typed'] as const;

type Name = (typeof NAMES)[number];
type Values = Record<Name, string>;

export interface Deed {
  // Names the effect, on the button as well.
  label: Key;
  about?: Key;
  name: string;
  // The name must be typed.
  grave?: boolean;
  send(reason: string): Promise<{ ok: true } | Refusal>;
}

export function ReasonSheet(props: { deed: Deed; onDone: () => void; onClose: () => void }) {
  const { label, about, name, grave = false, send } = props.deed;
  const form = useForm<Name, { ok: true }>({
    names: NAMES,
    check: (values) => check(values, grave ? name : ''),
    send: ({ reason }) => send(reason.trim()),
    done: props.onDone,
    leaves: true,
  });
  return (
    <Sheet title={deedTitle(props.deed)} onClose={props.onClose}>
      {about !== undefined && <p>{t(about)}</p>}
      <form class={styles.form} noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <FormError text={form.note === null ? '' : say(form.note)} />
        <Field
          label={t('ops.reason')}
          autocomplete="off"
          hint={t('ops.reason_hint')}
          {...form.field('reason')}
        />
        {grave && (
          <Field label={t('ops.type_name', { name })} autocomplete="off" verbatim {...form.field('typed')} />
        )}
        <Button type="submit" kind="primary" wide busy={form.busy} disabled={form.wait > 0}>
          {t(label)}
        </Button>
        <Button wide onClick={props.onClose}>
          {t('ops.cancel')}
        </Button>
      </form>
    </Sheet>
  );
}

export function deedTitle({ label, name }: Deed): string {
  return `${t(label)} · ${name}`;
}

// `wanted`: what must be typed; empty when nothing must.
export function check(values: Values, wanted: string): Notes<Name> {
  const reason = values.reason.trim();
  const notes: Notes<Name> = {};
  if (reason === '' || [...reason].length > REASON_CHARS_MAX) notes.reason = { key: 'ops.reason_bad' };
  if (wanted !== '' && values.typed.trim() !== wanted) notes.typed = { key: 'ops.name_wrong' };
  return notes;
}
