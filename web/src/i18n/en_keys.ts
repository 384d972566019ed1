// SPDX-License-Identifier: Apache-2.0
// The English sentences of the table of keyboard shortcuts.
import type { zhKeys } from './zh_keys.ts';

export const enKeys: Record<keyof typeof zhKeys, string> = {
  'keys.title': 'Keyboard shortcuts',
  'keys.close': 'Close',
  'keys.page': 'On the whole page',
  'keys.room': 'In a room',
  'keys.message': 'On a message',
  'keys.find': 'Find a person or room',
  'keys.chats': 'Previous, next chat',
  'keys.unread': 'Next unread chat',
  'keys.regions': 'Next, previous part of the page',
  'keys.leave': 'Close what is open, give up a reply',
  'keys.help': 'Show this table',
  'keys.letter': 'any letter',
  'keys.write': 'Go to the message box',
  'keys.send': 'Send',
  'keys.newline': 'New line',
  'keys.mute': 'Mute, unmute',
  'keys.end': 'End the chat with a stranger',
  'keys.walk': 'Previous, next message',
  'keys.ends': 'Oldest, newest message',
  'keys.menu': 'What can be done with it',
};
