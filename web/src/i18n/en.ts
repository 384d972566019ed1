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

  'home.title': 'Chats',
  'home.sign_out': 'Log out',
  'home.sign_out_failed': 'You are still logged in: {reason}',

  'error.unknown': 'Something went wrong ({code})',
  'error.offline': "Can't reach the server. Check your network and try again",
  'error.timed_out': 'The server did not answer in time. Try again later',
  'error.bad_answer': "The server's answer makes no sense; a proxy may be in between. Try again later",
  'error.unavailable': 'The server is starting or stopping, back in a moment',
  'error.login_required': 'Log in first',
  'error.rate_limited': 'Too fast. Wait a moment, then send again',
  'error.busy': 'The server is busy. Wait a moment, then try again',
  'error.internal': 'Server error. Try again later',
};
