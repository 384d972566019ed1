// SPDX-License-Identifier: Apache-2.0
// From one message to another that may not be loaded.
import type { Room } from '../../../store/room/room.ts';
import type { Row } from '../../../store/room/types.ts';
import { idOf, lineOf, type Reading } from '../reading.ts';

const MARKED_MS = 1_200;

// False when that message cannot be shown.
export async function jumpTo(id: number, room: Room, reading: Reading): Promise<boolean> {
  const find = (rows: readonly Row[]) => rows.findIndex((row) => idOf(row) === id);
  if (find(room.rows.peek()) < 0) await bring(id, room);
  const place = find(room.rows.peek());
  const key = room.rows.peek()[place]?.key;
  if (key === undefined) return false;
  reading.go(place, 'center');
  reading.marked.value = key;
  setTimeout(() => {
    if (reading.marked.peek() === key) reading.marked.value = '';
  }, MARKED_MS);
  return true;
}

export async function jumpToLine(room: Room, reading: Reading): Promise<void> {
  if (lineOf(room.rows.peek()) < 0) await bring(room.unreadFrom.peek() + 1, room);
  const line = lineOf(room.rows.peek());
  if (line >= 0) reading.go(line, 'start', 1);
}

// What was loaded is drawn with the next frame.
async function bring(id: number, room: Room): Promise<void> {
  if (await room.reach(id)) await new Promise((drawn) => requestAnimationFrame(drawn));
}
