// SPDX-License-Identifier: Apache-2.0
// A question or a small form over the page: a heading, what it is about, and the buttons, the one that does
// it first.
import type { ComponentChildren } from 'preact';
import styles from './Dialog.module.css';
import { Dialog } from './Dialog.tsx';

export function Sheet(props: {
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  onClose: () => void;
}) {
  return (
    <Dialog label={props.title} onClose={props.onClose}>
      <div class={styles.body}>
        <h2>{props.title}</h2>
        {props.children}
        {props.actions !== undefined && <div class={styles.actions}>{props.actions}</div>}
      </div>
    </Dialog>
  );
}
