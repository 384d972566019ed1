// SPDX-License-Identifier: Apache-2.0
// The sheets to block and to report with. They come when they are first asked for.
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import { toast } from '../../../ui/Toast.tsx';

export function openBlock(room: Room): void {
  const about = room.about.peek();
  const block = { room: room.id, name: about?.other ?? '', kind: about?.kind ?? '' };
  void open((sheets) => sheets.openBlock(block));
}

// `username`: whom it is about, where the room has more than two.
export function openReport(room: Room, username = ''): void {
  void open((sheets) => sheets.openReport(room, username));
}

async function open(
  then: (sheets: typeof import('../../safety/sheets.tsx')) => Promise<void>,
): Promise<void> {
  try {
    await then(await import('../../safety/sheets.tsx'));
  } catch {
    // No network, or updated under an open tab.
    toast(t('app.broken'));
  }
}
