// SPDX-License-Identifier: Apache-2.0
// The theme that a person chose on this device, the same in all tabs. It is a cookie, so that the server's first
// answer already has the right colours.
import { type ReadonlySignal, signal } from '@preact/signals';
import { readCookie, writeCookie } from '../net/cookies.ts';
import { listen, tell } from './tabs.ts';

export type Theme = 'system' | 'light' | 'dark';

const COOKIE = 'heartlink_theme';
const YEAR_SECONDS = 365 * 24 * 3600;

const chosen = signal(stored());

export const theme: ReadonlySignal<Theme> = chosen;

listen((message) => {
  if (message.what === 'theme') chosen.value = message.theme;
});

// The colours follow the signal; see ui/theme.ts.
export function chooseTheme(wanted: Theme): void {
  chosen.value = wanted;
  if (wanted === 'system') writeCookie(COOKIE, '', 0);
  else writeCookie(COOKIE, wanted, YEAR_SECONDS);
  tell({ what: 'theme', theme: wanted });
}

function stored(): Theme {
  const cookie = readCookie(COOKIE);
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
