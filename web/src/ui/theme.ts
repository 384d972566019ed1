// SPDX-License-Identifier: Apache-2.0
// The chosen colours: <html data-theme>, which the server's first answer already has, and the colour that the
// browser gives its own bars.
import { effect } from '@preact/signals';
import { theme } from '../store/theme.ts';

let started = false;

// From now on the page follows the choice, in whichever tab it is made. Calling again does nothing.
export function startTheme(): void {
  if (started) return;
  started = true;
  const root = document.documentElement;
  const bars = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  // As the page came: one for each theme of the system.
  const colours = bars.map((bar) => bar.content);
  effect(() => {
    if (theme.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    const sheet = getComputedStyle(root).getPropertyValue('--sheet').trim();
    bars.forEach((bar, at) => {
      bar.content = theme.value === 'system' ? (colours[at] ?? '') : sheet;
    });
  });
}
