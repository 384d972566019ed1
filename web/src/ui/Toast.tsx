// SPDX-License-Identifier: Apache-2.0
// One short sentence about what was just done and cannot be seen, such as a link that was copied. It comes
// over everything, is announced, and goes by itself.
import { signal } from '@preact/signals';
import { render } from 'preact';
import styles from './Toast.module.css';

const SHOWN_MS = 3_000;

const shown = signal('');
let host: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(text: string): void {
  if (host === null) {
    host = document.createElement('div');
    host.setAttribute('role', 'status');
    render(<Toast />, host);
  }
  // Whatever lies over the page hides what is below it.
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (host.parentNode !== top) top.append(host);
  clearTimeout(timer);
  shown.value = text;
  timer = setTimeout(() => {
    shown.value = '';
  }, SHOWN_MS);
}

function Toast() {
  return shown.value === '' ? null : <p class={styles.toast}>{shown.value}</p>;
}
