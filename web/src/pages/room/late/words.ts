// SPDX-License-Identifier: Apache-2.0
// What happened in a room, in words. Reads texts, so it is called while drawing.
import { errorNote, isKey, say, t } from '../../../i18n/i18n.ts';
import type { EndedEntry, MemberEntry, UnknownEntry } from '../../../store/room/entry.ts';
import type { Row } from '../../../store/room/types.ts';
import { longTime } from '../../../ui/time.ts';

// Why a message of mine stays here.
export function reasonText(failure: string, max: number): string {
  const [code = '', detail] = failure.split('.');
  if (code === 'muted' && detail === undefined) return say(errorNote(code));
  const time = code === 'muted' ? longTime(Number(detail)) : '';
  const key = [`chat.failed.${failure}`, `chat.failed.${code}`].find(isKey);
  return key === undefined ? say(errorNote(code)) : t(key, { max, time });
}

// `pair`: there are only two people here, and nobody needs their names.
export function noticeText(
  entry: MemberEntry | EndedEntry | UnknownEntry,
  me: string,
  pair: boolean,
): string {
  if (entry.kind === 'unknown') return t('chat.newer_kind');
  if (entry.kind === 'ended') return t(pair ? 'chat.ended' : 'chat.ended_room');
  const kind = entry.action === 'role' ? `role_${entry.role}` : entry.action;
  // The sentences that begin with the name.
  const alone = ['joined', 'left', 'role_member', 'revealed', 'kept'].includes(kind);
  const key = `chat.member.${kind}${entry.both ? '_both' : ''}`;
  const params = {
    name: entry.username === me ? t(alone ? 'chat.you' : 'chat.you_object') : apart(entry.username),
    by: entry.by === me ? t('chat.you') : apart(entry.by),
    time: entry.mutedUntil === null ? '' : longTime(entry.mutedUntil),
  };
  return sentence(t(isKey(key) ? key : 'chat.member.other', params));
}

export function recalledText(row: Extract<Row, { row: 'recalled' }>, me: string): string {
  const { sender, own, recalledBy: by } = row.entry;
  if (by !== '' && by !== sender) {
    const params = {
      by: by === me ? t('chat.you') : apart(by),
      name: own ? t('chat.you_object') : apart(sender),
    };
    return sentence(t('chat.recalled_by', params));
  }
  return own ? t('chat.recalled_own') : sentence(t('chat.recalled_other', { name: apart(sender) }));
}

// A name is kept apart from the Chinese words around it, which have no blanks of their own.
function apart(name: string): string {
  return ` ${name} `;
}

function sentence(text: string): string {
  return text
    .replace(/ +(?=\uff0c)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
