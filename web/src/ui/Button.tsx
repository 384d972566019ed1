// SPDX-License-Identifier: Apache-2.0
// A button whose words name its effect. While `busy` it keeps its place and the focus but does nothing.
import type { ComponentChildren } from 'preact';
import styles from './Button.module.css';

interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'plain' | 'quiet';
  type?: 'button' | 'submit';
  wide?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', type = 'button', busy = false } = props;
  return (
    <button
      type={type}
      class={`${styles.button} ${styles[kind]} ${props.wide ? styles.wide : ''}`}
      aria-disabled={busy}
      disabled={props.disabled}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {props.children}
    </button>
  );
}
