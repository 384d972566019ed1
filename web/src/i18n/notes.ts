// SPDX-License-Identifier: Apache-2.0
// Texts of codes, beside errorNote(): of codes that somebody else may have made up, of what can be done, and of
// how a socket closed.
import { isKey, type Note, type Params } from './i18n.ts';

// The text of a code that came in an address: only codes we know, so that nobody can put words on our page.
export function statedNote(code: string): Note | null {
  const key = `error.${code}`;
  return isKey(key) ? { key } : null;
}

// What an owner can do about a refusal; null when there is nothing to add.
export function fixNote(code: string, params: Params): Note | null {
  const key = `fix.${code}`;
  return isKey(key) ? { key, params } : null;
}

// The meaning of a close code.
export function closeNote(code: number): Note {
  const key = `close.${code}`;
  return { key: isKey(key) ? key : 'close.other' };
}
