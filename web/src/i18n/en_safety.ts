// SPDX-License-Identifier: Apache-2.0
// The English sentences of reporting and blocking, and of what an operator decided about oneself.
import type { zhSafety } from './zh_safety.ts';

export const enSafety: Record<keyof typeof zhSafety, string> = {
  'block.title': 'Block {name}?',
  'block.stranger': "You won't be matched again, they can't message you, and they are not told.",
  'block.text':
    "Your chat ends, and they can't message you any more. They are not told. You can undo this in the settings.",
  'block.done': '{name} is blocked',
  'block.submit': 'Block',
  'safety.cancel': 'Cancel',
  'safety.close': 'Close',

  'reporting.title': 'Report {name}',
  'reporting.reason': 'What happened?',
  'reporting.reason.sexual': 'Sexual content',
  'reporting.reason.harassment': 'Harassment',
  'reporting.reason.fraud': 'Scam or advertising',
  'reporting.reason.self_harm': 'Self-harm',
  'reporting.reason.minors': 'Involves minors',
  'reporting.reason.illegal': 'Otherwise illegal',
  'reporting.help': 'If you or they are in danger, turn to:',
  'reporting.note': 'Note (optional)',
  'reporting.count': '{n} / {max}',
  'reporting.attached': 'Attach the last 20 messages',
  'reporting.attached_about': 'The operators of the site will see them. Nobody is told who reported.',
  'reporting.attached_none': 'There are no messages yet.',
  'reporting.you': 'You',
  'reporting.recalled': 'Recalled message',
  'reporting.block_too': 'Block as well',
  'reporting.submit': 'Report',
  'reporting.busy': 'Sending…',
  'reporting.done': "Received. We'll look at it within 24 hours. Its number is {id}.",
  'reporting.blocked': '{name} is blocked.',
  'reporting.block_failed': 'Not blocked: {reason}',
  'reporting.contact': 'Contact the site: {contact}',

  'moderation.warn': 'You have been warned',
  'moderation.warn_about':
    'The operators looked at a report about you and found your behaviour out of place. Next time you may be muted, or your account disabled.',
  'moderation.mute': "You're muted until {time}",
  'moderation.mute_about': "Until then you can't send messages or be matched.",
  'moderation.unmute': 'You are not muted any more',
  'moderation.unmute_about': 'You can send messages and be matched again.',
  'moderation.reason': 'Reason: {reason}',
  'moderation.seen': 'Got it',

  'error.reason_invalid': 'Choose a reason',
  'error.note_too_long': 'The note is too long: 500 characters at most',
  'error.already_reported': 'You have reported this conversation already',
};
