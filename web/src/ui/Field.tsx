// SPDX-License-Identifier: Apache-2.0
// A labelled input with room for a hint and an error, both announced with it.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import styles from './Field.module.css';
import { Icon } from './Icon.tsx';
import { ALERT, EYE, EYE_OFF, PASS } from './state_glyphs.ts';

interface FieldProps {
  label: string;
  name: string;
  type?: 'text' | 'password';
  autocomplete: string;
  // For names and ids: no capital letter, no spelling marks.
  verbatim?: boolean;
  required?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
  // A control that sits at the end of the box, such as "show password".
  end?: ComponentChildren;
  onInput?: () => void;
}

export function Field(props: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  const { label, hint, error, end, verbatim = false } = props;
  const said = error || hint;
  // The typings take one literal at a time; both of ours accept the same attributes.
  const type = (props.type ?? 'text') as 'text';
  return (
    <div class={styles.field}>
      <label for={id} class={styles.label}>
        {label}
      </label>
      <div class={`${styles.box} ${error ? styles.invalid : ''}`}>
        <input
          id={id}
          class={styles.input}
          name={props.name}
          type={type}
          autocomplete={props.autocomplete}
          autocapitalize={verbatim ? 'none' : undefined}
          spellcheck={!verbatim}
          dir="auto"
          required={props.required}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={said ? about : undefined}
          onInput={props.onInput}
        />
        {end}
      </div>
      {said && (
        <p id={about} class={error ? styles.error : styles.hint}>
          {error && <Icon path={ALERT} size={16} />}
          <span>{said}</span>
        </p>
      )}
    </div>
  );
}

export function FormError(props: { text: string }) {
  return (
    <div role="alert" class={styles.alert}>
      {props.text !== '' && (
        <p class={styles.formError}>
          <Icon path={ALERT} size={20} />
          <span>{props.text}</span>
        </p>
      )}
    </div>
  );
}

// Good news about what was asked for, announced when it comes.
export function FormDone(props: { text: string }) {
  return (
    <div role="status" class={styles.alert}>
      {props.text !== '' && (
        <p class={styles.formDone}>
          <Icon path={PASS} size={20} />
          <span>{props.text}</span>
        </p>
      )}
    </div>
  );
}

// A password, hidden until its eye is pressed.
export function SecretField(props: Omit<FieldProps, 'type' | 'end' | 'verbatim'>) {
  const [shown, setShown] = useState(false);
  const eye = (
    <button
      type="button"
      class={styles.reveal}
      aria-label={t('field.show', { label: props.label })}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
    >
      <Icon path={shown ? EYE_OFF : EYE} />
    </button>
  );
  return <Field {...props} verbatim type={shown ? 'text' : 'password'} end={eye} />;
}
