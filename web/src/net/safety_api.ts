// SPDX-License-Identifier: Apache-2.0
// Reporting somebody, and what two who were matched must both say (docs/protocol.md §3).
import { post, type Refusal } from './api.ts';
import { whole } from './frames.ts';
import { API, roomPath } from './room_api.ts';

export interface Reported {
  ok: true;
  id: number;
}

// `mine` is true from now on, in any case.
export interface Said {
  ok: true;
  theirs: boolean;
}

// `username` names whom it is about in a room of more than two.
export async function sendReport(report: {
  room: string;
  reason: string;
  note: string;
  username: string;
}): Promise<Reported | Refusal> {
  const { room, reason, note, username } = report;
  const named = username === '' ? {} : { username };
  const answer = await post(`${API}/reports/`, { room_id: room, reason, note, ...named });
  return answer.ok ? { ok: true, id: whole(answer.body.report_id) ?? 0 } : answer;
}

// By my name, to the other one; once both have said so.
export function revealSelf(room: string): Promise<Said | Refusal> {
  return say(room, 'reveal');
}

// Once both have said so, the room is a direct one.
export function keepRoom(room: string): Promise<Said | Refusal> {
  return say(room, 'keep');
}

async function say(room: string, what: string): Promise<Said | Refusal> {
  const answer = await post(roomPath(room, what));
  return answer.ok ? { ok: true, theirs: answer.body.theirs === true } : answer;
}
