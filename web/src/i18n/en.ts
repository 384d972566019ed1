// SPDX-License-Identifier: Apache-2.0
// The English sentences that every page may need. A key that zh.ts has and this table lacks is a compile
// error.
import type { zh } from './zh.ts';

export const en: Record<keyof typeof zh, string> = {
  'app.name': 'Heartlink',
  'app.description': 'Chat and matching on your own server. Log in to start.',
  'app.noscript': 'This page needs JavaScript. Turn it on in your browser settings, then reload.',
  'app.broken': 'The page did not load completely. It may have just been updated. Reload and try again.',
  'app.reload': 'Reload',
  'app.update': 'A new version is ready',
  'app.later': 'Later',
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

  'home.title': 'Chats',
  'home.sign_out': 'Log out',
  'home.sign_out_failed': 'You are still logged in: {reason}',
  'home.settings': 'Settings',

  'missing.title': 'No such page',
  'missing.text': 'The address may be mistyped, or the page has moved.',
  'missing.home': 'Back to chats',

  'error.unknown': 'Something went wrong ({code})',
  'error.offline': "Can't reach the server. Check your network and try again",
  'error.timed_out': 'The server did not answer in time. Try again later',
  'error.bad_answer': "The server's answer makes no sense; a proxy may be in between. Try again later",
  'error.unavailable': 'The server is starting or stopping, back in a moment',
  'error.origin_refused': "This site's address is not on the server's list",
  'error.login_required': 'Log in first',
  'error.room_id_invalid': 'That is not a valid room id',
  'error.field_invalid': 'One field of what was sent is wrong',
  'error.rate_limited': 'Too fast. Wait a moment, then send again',
  'error.busy': 'The server is busy. Wait a moment, then try again',
  'error.storage_full': "The server's disk is full; messages can't be saved right now",
  'error.wrong_credentials': 'Wrong username or password',
  'error.account_disabled': 'This account is disabled. Contact the site owner',
  'error.throttled': 'Too many tries. Try again later',
  'error.csrf_failed': 'This page is too old. Reload it and try again',
  'error.not_found': 'No such address',
  'error.method_not_allowed': 'This address does not take that kind of request',
  'error.body_too_large': 'What was sent is too big',
  'error.request_invalid': 'The server did not understand the request',
  'error.storage_failed': 'Server storage failed; the message was not saved',
  'error.internal': 'Server error. Try again later',
};
