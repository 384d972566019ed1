// SPDX-License-Identifier: Apache-2.0
// Says things to screen readers without showing them. A list that scrolls cannot be a live region: a reader
// would speak every old message that comes into view. What is new is put here once instead.

const KEPT = 5;

let log: HTMLElement | null = null;
let alarm: HTMLElement | null = null;

// A live region is only heard when it was there before its words, so a screen that may speak prepares it.
export function prepareAnnouncer(label: string): void {
  log ??= region('log');
  alarm ??= region('alert');
  log.setAttribute('aria-label', label);
}

// In turn, after what is being spoken.
export function announce(text: string): void {
  if (log === null) return;
  log.append(line(text));
  while (log.childElementCount > KEPT) log.firstElementChild?.remove();
}

// At once: something went wrong.
export function announceUrgently(text: string): void {
  alarm?.replaceChildren(line(text));
}

function region(role: 'log' | 'alert'): HTMLElement {
  const element = document.createElement('div');
  element.className = 'hidden-text';
  element.setAttribute('role', role);
  document.body.append(element);
  return element;
}

function line(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
