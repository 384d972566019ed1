// SPDX-License-Identifier: Apache-2.0
// What the forms of one's account check before they ask the server, and under which field a refusal of the
// server belongs. Pure. The server decides; these only spare a round trip for what it would refuse for sure.
import type { Key, Note } from '../i18n/i18n.ts';

export type Notes<Name extends string> = Partial<Record<Name, Note>>;

export const REGISTER_FIELDS = ['username', 'password', 'password_confirm'] as const;
export const PASSWORD_FIELDS = ['current_password', 'new_password', 'new_password_confirm'] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];
export type PasswordField = (typeof PASSWORD_FIELDS)[number];

const NAME_MIN = 2;
const NAME_MAX = 32;
const PASSWORD_MIN = 8;
const PASSWORD_MAX = 128;

export function checkRegistration(values: Record<RegisterField, string>): Notes<RegisterField> {
  return {
    ...named('username', checkName(values.username)),
    ...named('password', checkNewPassword(values.password, 'login.password_empty')),
    ...named('password_confirm', checkAgain(values.password, values.password_confirm)),
  };
}

export function checkPasswordChange(values: Record<PasswordField, string>): Notes<PasswordField> {
  const current = values.current_password === '' ? 'password.current_empty' : null;
  return {
    ...named('current_password', current),
    ...named('new_password', checkNewPassword(values.new_password, 'password.new_empty')),
    ...named('new_password_confirm', checkAgain(values.new_password, values.new_password_confirm)),
  };
}

// The field that a refusal talks about, or null when it is about none of them.
export function registerFieldOf(code: string): RegisterField | null {
  if (code === 'password_mismatch') return 'password_confirm';
  if (code.startsWith('username_')) return 'username';
  return code.startsWith('password_') ? 'password' : null;
}

export function passwordFieldOf(code: string): PasswordField | null {
  if (code === 'password_wrong') return 'current_password';
  if (code === 'password_mismatch') return 'new_password_confirm';
  return code.startsWith('password_') ? 'new_password' : null;
}

function named<Name extends string>(name: Name, key: Key | null): Notes<Name> {
  return (key === null ? {} : { [name]: { key } }) as Notes<Name>;
}

function checkName(name: string): Key | null {
  if (name === '') return 'login.username_empty';
  const length = characters(name);
  return length < NAME_MIN || length > NAME_MAX ? 'error.username_invalid' : null;
}

function checkNewPassword(password: string, empty: Key): Key | null {
  if (password === '') return empty;
  const length = characters(password);
  if (length < PASSWORD_MIN) return 'error.password_too_short';
  return length > PASSWORD_MAX ? 'error.password_too_long' : null;
}

function checkAgain(password: string, again: string): Key | null {
  if (password === '') return null;
  if (again === '') return 'register.again_empty';
  return again === password ? null : 'error.password_mismatch';
}

// As the server counts: code points after NFKC.
function characters(text: string): number {
  return [...text.normalize('NFKC')].length;
}
