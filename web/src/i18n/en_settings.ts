// SPDX-License-Identifier: Apache-2.0
// The English sentences of what somebody may choose in the settings.
import type { zhSettings } from './zh_settings.ts';

export const enSettings: Record<keyof typeof zhSettings, string> = {
  'theme.title': 'Appearance',
  'theme.system': 'As the system',
  'theme.light': 'Light',
  'theme.dark': 'Dark',

  'notify.title': 'Notifications and sound',
  'notify.label': 'Notify me of new messages',
  'notify.on': 'On. Works while a page of this site is open, not after you close it.',
  'notify.off': 'Off.',
  'notify.asks': 'Off. Your browser asks for permission when you turn it on.',
  'notify.denied':
    "Your browser blocks this site's notifications. Allow them in its site settings, then turn this on.",
  'notify.unsupported': "This browser doesn't support notifications.",
  'notify.add_to_home': 'On iPhone and iPad, first add this site to the home screen and open it there.',
  'notify.insecure': "This address isn't https, so the browser allows no notifications.",
  'notify.content': 'Show the message in notifications',
  'notify.content_about': 'When off, only who wrote is shown. Matched chats never show the message.',
  'notify.sound': 'Sound',
  'notify.sound_about': 'A short sound while the page is in the background, or for other rooms.',

  'enter.title': 'Enter while writing a message',
  'enter.auto': 'Sends with a keyboard, new line on touch screens',
  'enter.enter': 'Always sends, Shift + Enter for a new line',
  'enter.ctrl': 'Always a new line, Ctrl or ⌘ + Enter sends',

  'keys.show': 'Show the keyboard shortcuts',

  'receipts.title': 'Read receipts',
  'receipts.label': 'Show what was read',
  'receipts.about':
    "When off, others don't see what you have read, and you don't see what they have. Holds on all your devices.",

  'blocked.title': 'Blocked people',
  'blocked.about': "You won't be matched and they can't send you messages. They are not told.",
  'blocked.none': "You haven't blocked anybody.",
  'blocked.since': 'Blocked on {time}',
  'blocked.alias': 'Alias in heart link',
  'blocked.unblock': 'Unblock',
  'blocked.done': 'Unblocked: {name}',

  'settings.ops': 'Operations',
  'settings.contact': 'Contact the site: {contact}',
};
