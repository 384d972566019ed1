// SPDX-License-Identifier: Apache-2.0
// What can be done with a room as a whole, by whoever is in it: the items of its menu.
import { t } from '../../../i18n/i18n.ts';
import { mutedRooms } from '../../../store/muted_rooms.ts';
import type { Room } from '../../../store/room/room.ts';
import type { MenuItem } from '../../../ui/Menu.tsx';
import { BELL, BELL_OFF, BLOCK, FLAG, LEAVE, PEOPLE } from '../../../ui/more_glyphs.ts';
import { toggleMute } from './muting.ts';

export interface RoomWishes {
  info: (() => void) | undefined;
  block: () => void;
  report: () => void;
  end: () => void;
  leave: () => void;
}

// Whoever only looks into an open room leaves it by going.
const OF_MEMBERS = ['owner', 'admin', 'member'];

export function roomItems(room: Room, wishes: RoomWishes): MenuItem[] {
  const about = room.about.value;
  const pair = about !== null && about.other !== null;
  const muted = mutedRooms.value.has(room.id);
  const items: MenuItem[] = [
    {
      key: 'mute',
      label: t(muted ? 'chat.unmute' : 'chat.mute'),
      glyph: muted ? BELL : BELL_OFF,
      onSelect: () => toggleMute(room.id),
    },
  ];
  if (wishes.info !== undefined) {
    const label = t(pair || about?.kind === 'system' ? 'chat.about' : 'chat.people');
    items.unshift({ key: 'people', label, glyph: PEOPLE, onSelect: wishes.info });
  }
  if (pair) {
    items.push({
      key: 'block',
      label: t('chat.block'),
      glyph: BLOCK,
      onSelect: wishes.block,
    });
    items.push({ key: 'report', label: t('chat.report'), glyph: FLAG, onSelect: wishes.report });
  }
  if (about === null || room.ended.value !== null) return items;
  const end = { key: 'end', danger: true, sure: t('chat.end_sure'), onSelect: wishes.end };
  if (pair) items.push({ ...end, label: t('chat.end'), glyph: LEAVE });
  if (['group', 'public'].includes(about.kind) && OF_MEMBERS.includes(about.role)) {
    items.push({
      key: 'leave',
      label: t('chat.leave'),
      glyph: LEAVE,
      danger: true,
      sure: t('chat.leave_sure'),
      onSelect: wishes.leave,
    });
  }
  if (about.kind === 'group' && about.role === 'owner') {
    items.push({ ...end, label: t('chat.end_room'), glyph: BLOCK });
  }
  return items;
}
