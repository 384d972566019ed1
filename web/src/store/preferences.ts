// SPDX-License-Identifier: Apache-2.0
// What a person chose on this device, the same in all tabs; and read receipts, which hold on all devices. The
// theme is a cookie, so that the server's first answer already has the right colours.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../net/api.ts';
import { readPreferences, writePreferences } from '../net/chat_api.ts';
import { readCookie, writeCookie } from '../net/cookies.ts';
import { isRecord } from '../net/frames.ts';
import { readLocal, writeLocal } from './local.ts';
import { listen, tell } from './tabs.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  readonly notify: boolean;
  readonly sound: boolean;
  // Whether a notification shows what was written.
  readonly showContent: boolean;
  // auto: Enter sends where there is a mouse. ctrl: Ctrl or Command and Enter.
  readonly enterSends: 'auto' | 'enter' | 'ctrl';
}

const THEME = 'heartlink_theme';
const STORED_AS = 'heartlink.preferences';
const YEAR_SECONDS = 365 * 24 * 3600;
const DEFAULTS: Preferences = { notify: false, sound: true, showContent: true, enterSends: 'auto' };

const chosenTheme = signal(storedTheme());
const chosen = signal(storedPreferences());

export const theme: ReadonlySignal<Theme> = chosenTheme;
export const preferences: ReadonlySignal<Preferences> = chosen;

listen((message) => {
  if (message.what !== 'preferences') return;
  chosenTheme.value = message.theme ?? storedTheme();
  chosen.value = message.chosen === undefined ? storedPreferences() : { ...DEFAULTS, ...message.chosen };
});

// The colours follow the signal; see ui/theme.ts.
export function chooseTheme(wanted: Theme): void {
  chosenTheme.value = wanted;
  if (wanted === 'system') writeCookie(THEME, '', 0);
  else writeCookie(THEME, wanted, YEAR_SECONDS);
  tellOthers();
}

export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  chosen.value = { ...chosen.peek(), [name]: value };
  writeLocal(STORED_AS, chosen.peek());
  tellOthers();
}

function tellOthers(): void {
  tell({ what: 'preferences', theme: chosenTheme.peek(), chosen: { ...chosen.peek() } });
}

// Whether others see what I have read, and I what they have.
export async function readReceipts(): Promise<boolean | Refusal> {
  const answer = await readPreferences();
  return answer.ok ? answer.readReceipts : answer;
}

export function setReceipts(on: boolean): Promise<{ ok: true } | Refusal> {
  return writePreferences({ readReceipts: on });
}

function storedTheme(): Theme {
  const stored = readCookie(THEME);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

// What an older client did not know is as it is by default.
function storedPreferences(): Preferences {
  const stored = readLocal(STORED_AS);
  return isRecord(stored) ? { ...DEFAULTS, ...stored } : DEFAULTS;
}
