// SPDX-License-Identifier: Apache-2.0
// What can be done with a row of a room: the items of its menu, and its keys. The effects are the screen's.
import { say, t } from '../../../i18n/i18n.ts';
import type { MessageEntry } from '../../../store/room/entry.ts';
import type { Room } from '../../../store/room/room.ts';
import type { RoomAbout, Row } from '../../../store/room/types.ts';
import { copyText } from '../../../ui/copy.ts';
import type { MenuItem } from '../../../ui/Menu.tsx';
import { BLOCK, COPY, FLAG, RECALL, REPLY, RETRY, TRASH } from '../../../ui/more_glyphs.ts';
import { toast } from '../../../ui/Toast.tsx';
import { canWrite, type Wishes } from '../desk.ts';
import { openBlock, openReport } from './opening.ts';

const MINUTE_MS = 60_000;
// Where owner and admins may take back what others wrote.
const GOVERNED = ['group', 'public'];
const GOVERNORS = ['owner', 'admin'];

// Empty when there is nothing to do with it.
export function rowItems(row: Row, room: Room, wishes: Wishes): MenuItem[] {
  if (row.row === 'pending') return pendingItems(row, room, wishes);
  if (row.row !== 'message') return [];
  const { entry } = row;
  const items: MenuItem[] = [copyItem(t('chat.copy'), entry.content)];
  if (canWrite(room)) {
    items.unshift({
      key: 'reply',
      label: t('chat.reply'),
      glyph: REPLY,
      onSelect: () => wishes.reply(entry),
    });
  }
  const left = recallLeftMs(entry, room, Date.now());
  if (left > 0) {
    items.push({
      key: 'recall',
      label: t('chat.recall'),
      glyph: RECALL,
      ...(left < Number.POSITIVE_INFINITY && {
        hint: t('chat.recall_left', { n: Math.ceil(left / MINUTE_MS) }),
      }),
      onSelect: () => void recall(entry.id, room),
    });
  }
  const about = room.about.value;
  if (!entry.own && about !== null && about.kind !== 'system') {
    const report = () => openReport(room, entry.sender);
    items.push({ key: 'report', label: t('chat.report'), glyph: FLAG, onSelect: report });
    if (about.other !== null) {
      items.push({ key: 'block', label: t('chat.block'), glyph: BLOCK, onSelect: () => openBlock(room) });
    }
  }
  return items;
}

// Milliseconds in which it can still be taken back: 0 when it cannot, infinity for those who govern the room.
export function recallLeftMs(entry: MessageEntry, room: Room, now: number): number {
  if (!canWrite(room)) return 0;
  if (governs(room.about.value)) return Number.POSITIVE_INFINITY;
  return entry.own ? Math.max(0, entry.at + room.limits.value.recallMs - now) : 0;
}

export async function recall(id: number, room: Room): Promise<void> {
  const refused = await room.recall(id);
  if (refused !== null) toast(say(refused));
}

function pendingItems(row: Extract<Row, { row: 'pending' }>, room: Room, wishes: Wishes): MenuItem[] {
  const { clientId, content } = row.item;
  const copy = copyItem(t('chat.copy_text'), content);
  if (row.state !== 'failed') return [copy];
  const discard = () => room.discard(clientId);
  // What the site's filter holds, it would hold again.
  const edit = () => {
    discard();
    wishes.edit(content);
  };
  return [
    row.code.startsWith('message_held')
      ? { key: 'edit', label: t('chat.edit_again'), glyph: RETRY, onSelect: edit }
      : { key: 'retry', label: t('chat.retry'), glyph: RETRY, onSelect: () => wishes.retry(clientId) },
    copy,
    { key: 'discard', label: t('chat.discard'), glyph: TRASH, danger: true, onSelect: discard },
  ];
}

function copyItem(label: string, content: string): MenuItem {
  const done = t('chat.copied');
  return { key: 'copy', label, glyph: COPY, onSelect: () => void copyText(content, done) };
}

function governs(about: RoomAbout | null): boolean {
  return about !== null && GOVERNED.includes(about.kind) && GOVERNORS.includes(about.role);
}
