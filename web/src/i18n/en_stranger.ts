// SPDX-License-Identifier: Apache-2.0
// The English sentences of a room of two who were matched.
import type { zhStranger } from './zh_stranger.ts';

export const enStranger: Record<keyof typeof zhStranger, string> = {
  'stranger.title': 'Chat with a stranger',
  'stranger.alias': 'Here you are {name}. Usernames show once both reveal themselves',
  'stranger.open': 'This chat is not deleted once both keep in touch',
  'stranger.reveal': 'Reveal myself',
  'stranger.reveal_sure': 'Really reveal? This is for good',
  'stranger.reveal_theirs': 'Reveal myself (they would)',
  'stranger.reveal_mine': 'You would reveal. Waiting for them',
  'stranger.keep': 'Keep in touch',
  'stranger.keep_theirs': 'Keep in touch (they would)',
  'stranger.keep_mine': 'You would keep in touch. Waiting for them',

  'stranger.ended_theirs': 'They ended the chat',
  'stranger.again': 'Match again',
  'stranger.back': 'Back',
  'stranger.deleted_at': 'The messages are deleted at {time}',

  'caution.own.contact': 'No need to hurry with contact details. Talk a little first',
  'caution.own.link': 'They may not dare to open a link from a stranger',
  'caution.own.money': 'Do not talk money with somebody you have just met',
  'caution.own.word': 'This has a word that the site asks you to be careful with',
  'caution.peer.contact': 'They mentioned contact details. Beware of scams',
  'caution.peer.link': 'They sent a link. Think before you open it, beware of scams',
  'caution.peer.money': 'They mentioned money. Beware of scams',
  'caution.peer.word': 'This has a word that the site warns of. Beware of scams',

  'chat.failed.message_held.contact': 'Not sent. No contact details in chats with strangers',
  'chat.failed.message_held.link': 'Not sent. No links in chats with strangers',
  'chat.failed.message_held.money': 'Not sent. No talk of money in chats with strangers',
  'chat.failed.message_held.word': 'Not sent. It has a word that the site does not allow',
  'chat.failed.message_held': 'Not sent. The site does not allow this',
};
