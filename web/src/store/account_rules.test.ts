// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { checkPasswordChange, checkRegistration, passwordFieldOf, registerFieldOf } from './account_rules.ts';

const GOOD = { username: 'mei', password: 'eight chars', password_confirm: 'eight chars' };

test('a good registration has nothing to say', () => {
  expect(checkRegistration(GOOD)).toEqual({});
  expect(checkRegistration({ ...GOOD, username: '小满' })).toEqual({});
});

test('each field is measured in characters, as the server counts them', () => {
  const password = '🙂'.repeat(7);
  const short = checkRegistration({ username: '🙂', password, password_confirm: password });
  expect(short).toEqual({
    username: { key: 'error.username_invalid' },
    password: { key: 'error.password_too_short' },
  });
  const long = '🙂'.repeat(128);
  expect(checkRegistration({ ...GOOD, password: long, password_confirm: long })).toEqual({});
  expect(checkRegistration({ ...GOOD, password: `${long}a`, password_confirm: `${long}a` })).toEqual({
    password: { key: 'error.password_too_long' },
  });
  // One ligature of three letters is three characters once normalised.
  expect(checkRegistration({ ...GOOD, username: '\ufb03' })).toEqual({});
});

test('what is empty asks to be filled, and the second password waits for the first', () => {
  expect(checkRegistration({ username: '', password: '', password_confirm: '' })).toEqual({
    username: { key: 'login.username_empty' },
    password: { key: 'login.password_empty' },
  });
  expect(checkRegistration({ ...GOOD, password_confirm: '' })).toEqual({
    password_confirm: { key: 'register.again_empty' },
  });
  expect(checkRegistration({ ...GOOD, password_confirm: 'eight charz' })).toEqual({
    password_confirm: { key: 'error.password_mismatch' },
  });
});

test('the current password may be as short as it was once allowed to be', () => {
  const values = { current_password: 'x', new_password: 'eight chars', new_password_confirm: 'eight chars' };
  expect(checkPasswordChange(values)).toEqual({});
  expect(checkPasswordChange({ ...values, current_password: '' })).toEqual({
    current_password: { key: 'password.current_empty' },
  });
});

test.each([
  ['username_taken', 'username', null],
  ['username_invalid', 'username', null],
  ['password_too_short', 'password', 'new_password'],
  ['password_too_long', 'password', 'new_password'],
  ['password_too_common', 'password', 'new_password'],
  ['password_mismatch', 'password_confirm', 'new_password_confirm'],
  ['registration_closed', null, null],
  ['throttled', null, null],
] as const)('%s belongs under %s when registering and %s when changing', (code, registering, changing) => {
  expect(registerFieldOf(code)).toBe(registering);
  expect(passwordFieldOf(code)).toBe(changing);
});

test('a wrong current password is said under the current password', () => {
  expect(passwordFieldOf('password_wrong')).toBe('current_password');
});
