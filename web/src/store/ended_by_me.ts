// SPDX-License-Identifier: Apache-2.0
// Which rooms somebody has ended here. A room does not say who ended it, and nobody is told that the other one did
// what he did himself, in another tab or before a reload.
import type { Answer, Refusal } from '../net/api.ts';
import { blockRoom, endRoom } from '../net/chat_api.ts';
import { readLocal, writeLocal } from './local.ts';

const STORED_AS = 'heartlink.ended';
const KEPT_MAX = 50;

export function isEndedByMe(room: string): boolean {
  return rooms().includes(room);
}

export function endByMe(room: string): Promise<Answer | Refusal> {
  return noting(room, endRoom);
}

// The other of the two in this room, which ends.
export function blockByMe(room: string): Promise<Answer | Refusal> {
  return noting(room, blockRoom);
}

// The end may be here before the answer.
async function noting(room: string, order: typeof endRoom): Promise<Answer | Refusal> {
  const before = rooms();
  writeLocal(STORED_AS, [...before, room].slice(-KEPT_MAX));
  const answer = await order(room);
  if (!answer.ok) writeLocal(STORED_AS, before);
  return answer;
}

function rooms(): unknown[] {
  const kept = readLocal(STORED_AS);
  return Array.isArray(kept) ? kept : [];
}
