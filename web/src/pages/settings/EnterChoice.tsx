// SPDX-License-Identifier: Apache-2.0
// What the Enter key does while somebody writes a message.
import type { Key } from '../../i18n/i18n.ts';
import { type Preferences, preferences, setPreference } from '../../store/preferences.ts';
import { Choices } from './Choices.tsx';

const WAYS: readonly [Preferences['enterSends'], Key][] = [
  ['auto', 'enter.auto'],
  ['enter', 'enter.enter'],
  ['ctrl', 'enter.ctrl'],
];

export function EnterChoice() {
  return (
    <Choices
      name="enter"
      title="enter.title"
      value={preferences.value.enterSends}
      values={WAYS}
      long
      onChoose={(way) => setPreference('enterSends', way)}
    />
  );
}
