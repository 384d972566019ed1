// SPDX-License-Identifier: Apache-2.0
import { t } from '../i18n/i18n.ts';
import type { RoomSummary } from '../store/rooms.ts';

// What people call it: the other one, the room's own name, or its id.
export function roomName(room: Pick<RoomSummary, 'id' | 'kind' | 'name' | 'other'>): string {
  if (room.kind === 'system') return t('list.system');
  return room.other?.username || room.name || room.id;
}
