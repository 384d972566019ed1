// SPDX-License-Identifier: Apache-2.0
// Cards of settings that are kept the moment they are chosen: one of several, or on and off.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type Key, t } from '../../i18n/i18n.ts';
import styles from '../Settings.module.css';

export function Choices<Value extends string>(props: {
  name: string;
  title: Key;
  value: Value;
  values: readonly (readonly [Value, Key])[];
  // Long ones stand below each other.
  long?: boolean;
  onChoose: (value: Value) => void;
}) {
  const title = useId();
  return (
    <section class="card">
      <h2 id={title}>{t(props.title)}</h2>
      <fieldset class={`${styles.choices} ${props.long ? styles.long : ''}`} aria-labelledby={title}>
        {props.values.map(([value, label]) => (
          <label key={value} class={styles.choice}>
            <input
              type="radio"
              name={props.name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChoose(value)}
            />
            {t(label)}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

export function Toggle(props: {
  label: string;
  about?: ComponentChildren;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const about = useId();
  return (
    <div class={styles.toggle}>
      <label class={styles.choice}>
        <input
          type="checkbox"
          checked={props.on}
          disabled={props.disabled}
          aria-describedby={props.about === undefined ? undefined : about}
          onChange={(event) => {
            const box = event.currentTarget;
            const wanted = box.checked;
            // It shows what is, not what is wished.
            box.checked = props.on;
            props.onChange(wanted);
          }}
        />
        {props.label}
      </label>
      {props.about !== undefined && (
        <p id={about} class={styles.about}>
          {props.about}
        </p>
      )}
    </div>
  );
}
