// SPDX-License-Identifier: Apache-2.0
// Muting the open room, from its menu or with a key. Where the list is not beside it nothing else tells that it
// was done, so a toast does.
import { t } from '../../../i18n/i18n.ts';
import { mutedRooms, muteRoom } from '../../../store/muted_rooms.ts';
import { toast } from '../../../ui/Toast.tsx';

export function toggleMute(room: string): void {
  const on = !mutedRooms.peek().has(room);
  muteRoom(room, on);
  toast(t(on ? 'chat.muted' : 'chat.unmuted'));
}
