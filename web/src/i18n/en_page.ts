// SPDX-License-Identifier: Apache-2.0
// The English sentences of the pages that stand alone: signing in, settings, the debug page and the like.
import type { zhPage } from './zh_page.ts';

export const enPage: Record<keyof typeof zhPage, string> = {
  'language.switch': 'Language',

  'login.title': 'Log in',
  'login.username': 'Username',
  'login.password': 'Password',
  'login.submit': 'Log in',
  'login.busy': 'Logging in…',
  'login.username_empty': 'Enter your username',
  'login.password_empty': 'Enter your password',
  'login.expired': 'Your session expired. Log in again',
  'login.cookies_blocked': "Your browser blocks cookies, so login can't work",
  'login.throttled': 'Too many tries. Try again in {n} s',
  'login.offline': "Can't reach the server. You are not logged in yet. Check your network and try again",
  'login.no_account': 'No account yet?',
  'login.register': 'Register',

  'field.show': 'Show: {label}',

  'missing.title': 'No such page',
  'missing.text': 'The address may be mistyped, or the page has moved.',
  'missing.home': 'Back to chats',

  'error.wrong_credentials': 'Wrong username or password',
  'error.account_disabled': 'This account is disabled. Contact the site owner',
  'error.throttled': 'Too many tries. Try again later',
};
