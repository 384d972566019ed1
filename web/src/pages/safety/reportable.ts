// SPDX-License-Identifier: Apache-2.0
// What a report from an open room is about.
import type { MessageEntry } from '../../store/room/entry.ts';
import type { Room } from '../../store/room/room.ts';

export interface Reportable {
  room: string;
  // As people see him.
  name: string;
  // '' in a room of two: there it is the other one, whatever he is called.
  username: string;
  isPair: boolean;
  isStranger: boolean;
  // The last ones, oldest first.
  messages: readonly MessageEntry[];
}

// As many as the server adds.
const ATTACHED = 20;

export function reportable(room: Room, username: string): Reportable {
  const about = room.about.peek();
  const other = about?.other ?? null;
  const messages = room.rows
    .peek()
    .flatMap((row) => (row.row === 'message' || row.row === 'recalled' ? row.entry : []))
    .slice(-ATTACHED);
  return {
    room: room.id,
    name: other ?? username,
    username: other === null ? username : '',
    isPair: other !== null,
    isStranger: about?.kind === 'number' || about?.kind === 'heart',
    messages,
  };
}
