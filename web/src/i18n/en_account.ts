// SPDX-License-Identifier: Apache-2.0
// The English sentences of the pages about one's own account: registering, settings, signing out.
import type { zhAccount } from './zh_account.ts';

export const enAccount: Record<keyof typeof zhAccount, string> = {
  'register.title': 'Register',
  'register.username_hint': '2–32 letters or digits of any script; others will see it',
  'register.password_hint': '8–128 characters; a sentence is easy to remember',
  'register.password_again': 'Password again',
  'register.again_empty': 'Enter the password once more',
  'register.submit': 'Register and log in',
  'register.busy': 'Registering…',
  'register.offline': "Can't reach the server. You are not registered yet. Check your network and try again",
  'register.has_account': 'Already have an account?',

  'settings.title': 'Settings',
  'settings.signed_in_as': 'Logged in as {name}',

  'password.title': 'Change password',
  'password.about': 'This logs you out on all other devices.',
  'password.current': 'Current password',
  'password.current_empty': 'Enter your current password',
  'password.new': 'New password',
  'password.new_empty': 'Enter a new password',
  'password.new_again': 'New password again',
  'password.submit': 'Change password',
  'password.busy': 'Changing…',
  'password.done': 'Password changed',
  'password.done_ended': 'Password changed; {n} other {n|login has|logins have} ended',

  'sessions.title': 'Where you are logged in',
  'sessions.about': 'If you do not know one of these, log it out first, then change your password.',
  'sessions.current': 'This device',
  'sessions.since': 'since {time}',
  'sessions.until': 'expires {time}',
  'sessions.end': 'Log out',
  'sessions.end_others': 'Log out everywhere else',
  'sessions.ended': 'Logged out: {name}',
  'sessions.ended_others': 'Logged out {n} other {n|login|logins}',
  'sessions.loading': 'Loading…',
  'sessions.retry': 'Try again',

  'agent.both': '{browser} on {system}',
  'agent.one': '{name}',
  'agent.wechat': 'WeChat on {system}',
  'agent.unknown': 'Unknown device',

  'logout.title': 'Log out',
  'logout.about': 'After that, this device needs your password to get back in.',
  'logout.submit': 'Log out',
  'logout.stay': 'Stay logged in, back to chats',
  'logout.signed_out': 'You are not logged in.',
  'logout.sign_in': 'Log in',

  'error.username_invalid': 'Use 2–32 characters: letters and digits of any script, and _ - .',
  'error.username_taken': 'That username is taken. Try another',
  'error.password_too_short': 'Too short. Use at least 8 characters',
  'error.password_too_long': 'Too long. Use at most 128 characters',
  'error.password_too_common': 'This password is common and easy to guess. Choose another',
  'error.password_mismatch': 'The two passwords differ',
  'error.password_wrong': 'The current password is not right',
  'error.registration_closed': 'Registration is closed. Contact the site owner',
  'error.session_not_found': 'That login has already ended',
};
