// SPDX-License-Identifier: Apache-2.0
// The ways into a conversation, from what somebody typed to where it leads: a room, words under the field, or
// a question. No screen here, and nothing is made without having been asked for.
import { errorNote, type Note } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { createRoom, openDirect, unblockPerson } from '../../net/chat_api.ts';
import { admission } from '../../net/room_api.ts';

export type Outcome =
  | { what: 'open'; room: string }
  // Under the field. `waitMs`: when it may be tried again, 0 when that does not matter.
  | { what: 'said'; note: Note; waitMs: number }
  // Create the room, unblock the person, look into an ended room: of that name, or not.
  | { what: 'ask'; ask: 'create' | 'unblock' | 'look'; name: string }
  | { what: 'login' };

// The server decides what a room id is; this only catches what can never be one.
const ROOM_ID = /^(?!\.{1,2}$)[\p{L}\p{M}\p{N}._-]{1,100}$/u;
const ROOM_ID_PART = /^[\p{L}\p{M}\p{N}._-]{0,100}$/u;
// Given out by the server only, so nobody can be asked whether to create one.
const GIVEN_OUT = /^(direct|match|heart|system)-/;

export function roomIdOf(typed: string): string {
  return typed.trim().normalize('NFC');
}

export function isRoomId(id: string): boolean {
  return ROOM_ID.test(id);
}

// While it is typed: whether it may still become one.
export function mayBeRoomId(typed: string): boolean {
  return ROOM_ID_PART.test(roomIdOf(typed));
}

export function roomAddress(id: string): string {
  return `/tools/chat/room/${encodeURIComponent(id)}/`;
}

export function debugAddress(id: string): string {
  return `/tools/chat/debug/${encodeURIComponent(id)}/`;
}

export async function findPerson(username: string): Promise<Outcome> {
  const answer = await openDirect(username);
  if (answer.ok) return { what: 'open', room: answer.room };
  switch (answer.code) {
    case 'user_not_found':
      return said({ key: 'new.person_none', params: { name: username } });
    case 'self_refused':
      return said({ key: 'new.self' });
    case 'person_blocked':
      return { what: 'ask', ask: 'unblock', name: username };
    case 'not_accepting':
      return said({ key: 'new.not_accepting' });
    default:
      return refused(answer);
  }
}

export async function unblockAndFind(username: string): Promise<Outcome> {
  const answer = await unblockPerson(username);
  return answer.ok ? findPerson(username) : refused(answer);
}

export async function enterRoom(id: string): Promise<Outcome> {
  const answer = await admission(id);
  if (answer.ok) return { what: 'open', room: id };
  switch (answer.code) {
    case 'room_not_found':
      if (GIVEN_OUT.test(id)) return refused(answer);
      return { what: 'ask', ask: 'create', name: id };
    case 'room_ended':
      return { what: 'ask', ask: 'look', name: id };
    case 'not_a_member':
      return said({ key: strangers(id) });
    default:
      return refused(answer);
  }
}

// The server makes the id from the name; one that exists and that I may enter is entered.
export async function makeRoom(name: string): Promise<Outcome> {
  const answer = await createRoom(name);
  return answer.ok ? { what: 'open', room: answer.room } : refused(answer);
}

// What is left of a wait, in words that fit its length.
export function waitNote(ms: number): Note {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 90) return { key: 'new.wait_seconds', params: { n: seconds } };
  return { key: 'new.wait_minutes', params: { n: Math.ceil(seconds / 60) } };
}

function strangers(id: string): 'new.room_heart' | 'new.room_match' | 'new.not_member' {
  if (id.startsWith('heart-')) return 'new.room_heart';
  return id.startsWith('match-') ? 'new.room_match' : 'new.not_member';
}

function refused(answer: Refusal): Outcome {
  if (answer.status === 401) return { what: 'login' };
  if (answer.code === 'throttled') {
    return { what: 'said', note: waitNote(answer.retryMs || 1000), waitMs: answer.retryMs };
  }
  if (answer.code === 'room_full') return said({ key: 'new.room_full' });
  if (answer.code === 'room_id_invalid') return said({ key: 'new.room_bad' });
  return said(errorNote(answer.code));
}

function said(note: Note): Outcome {
  return { what: 'said', note, waitMs: 0 };
}
