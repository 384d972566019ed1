// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the system has it; it applies at once.
import type { Key } from '../../i18n/i18n.ts';
import { chooseTheme, type Theme, theme } from '../../store/theme.ts';
import { Choices } from './Choices.tsx';

const THEMES: readonly [Theme, Key][] = [
  ['system', 'theme.system'],
  ['light', 'theme.light'],
  ['dark', 'theme.dark'],
];

export function ThemeChoice() {
  return (
    <Choices name="theme" title="theme.title" value={theme.value} values={THEMES} onChoose={chooseTheme} />
  );
}
