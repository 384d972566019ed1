// SPDX-License-Identifier: Apache-2.0
// The English sentences that it takes to read a room and to write there.
import type { zhChat } from './zh_chat.ts';

export const enChat: Record<keyof typeof zhChat, string> = {
  'chat.back': 'Back',
  'chat.list': 'Messages',
  'chat.skip': 'Skip to the message box',
  'chat.plate': 'Room',
  'chat.copy_link': 'Copy room link',

  'chat.status.lost': 'Connection lost',
  'chat.status.typing_other': 'typing',
  'chat.status.typing_one': '{name} is typing',
  'chat.status.typing_many': '{n} people are typing',
  'chat.status.online': 'Online',
  'chat.status.offline': 'Offline',
  'chat.status.count': '{n} online',
  'chat.start': 'Beginning',
  'chat.pruned': 'Earlier messages are past their time',
  'chat.unread_line': 'New messages',

  'chat.you': 'You',
  'chat.message_name': '{name}: {text}, {time}',
  'chat.state.queued': 'Waiting',
  'chat.state.sending': 'Sending',
  'chat.state.sent': 'Sent',
  'chat.state.delivered': 'Delivered',
  'chat.state.read': 'Read',
  'chat.state.failed': 'Not sent',

  'chat.actions': 'This message',
  'chat.quote_recalled': 'Recalled message',
  'chat.quote_gone': 'An earlier message',

  'chat.message': 'Message',
  'chat.placeholder': 'Write a message',
  'chat.send': 'Send',
};
