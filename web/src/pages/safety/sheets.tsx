// SPDX-License-Identifier: Apache-2.0
// The sheets to block and to report somebody with, over whatever page asks for them, with their words.
import { needTexts } from '../../i18n/i18n.ts';
import type { Room } from '../../store/room/room.ts';
import { putOver } from '../../ui/over.ts';
import { type Blocking, BlockSheet } from './BlockSheet.tsx';
import { ReportSheet } from './ReportSheet.tsx';

export async function openBlock(block: Blocking, done = () => {}): Promise<void> {
  await words();
  putOver((close) => <BlockSheet block={block} onDone={done} onClose={close} />);
}

// `username`: whom it is about, where the room has more than two.
export async function openReport(room: Room, username: string): Promise<void> {
  await words();
  putOver((close) => <ReportSheet room={room} username={username} onClose={close} />);
}

// Whoever tries too often is told so by the words of all pages.
function words(): Promise<void> {
  return needTexts('safety', 'errors', 'page');
}
