// SPDX-License-Identifier: Apache-2.0
// The calls about rooms and people, each with the shape of its answer (docs/protocol.md §3). What an answer
// lacks is empty or zero here, so that nobody behind this file reads a value whose type he does not know.
import { type Answer, get, post, type Refusal } from './api.ts';
import { type Frame, isRecord, text, whole } from './frames.ts';
import { API, isFrame, type Profile, profile, records, roomPath } from './room_api.ts';

export interface RoomItem {
  id: string;
  kind: string;
  name: string;
  // waiting, active, ended.
  status: string;
  role: string;
  unread: number;
  lastId: number;
  readUpTo: number;
  // The last entry, as a socket would have told it.
  lastEntry: Frame | null;
  other: Profile | null;
  memberCount: number;
  // ISO 8601.
  updatedAt: string;
}

export interface RoomItems {
  ok: true;
  rooms: RoomItem[];
  totalUnread: number;
}

export interface Opened {
  ok: true;
  room: string;
}

export interface Entered extends Opened {
  // By `direct`: it was made just now. By `join`: I was not in it before.
  isNew: boolean;
}

export interface Invite {
  ok: true;
  code: string;
  url: string;
  // null: no bound.
  uses: number | null;
  // ISO 8601.
  expiresAt: string;
}

export interface Blocked {
  ok: true;
  // `room`: where it was made under an alias, which is then the name; '' else.
  people: { username: string; at: string; room: string }[];
}

export interface Preferences {
  ok: true;
  readReceipts: boolean;
}

export type MemberAction = 'add' | 'remove' | 'mute' | 'role';

// --- rooms ---

export async function listRooms(): Promise<RoomItems | Refusal> {
  const answer = await get(`${API}/chat/rooms/`);
  if (!answer.ok) return answer;
  const rooms = records(answer.body.rooms).map(roomItem);
  return { ok: true, rooms, totalUnread: whole(answer.body.total_unread) ?? 0 };
}

// The room of the two of us, made if need be. The username must be exact.
export async function openDirect(username: string): Promise<Entered | Refusal> {
  const answer = await post(`${API}/chat/direct/`, { username });
  return answer.ok ? entered(answer, answer.body.created === true) : answer;
}

// Makes a group; the server makes its id from the name. A room of that id which I may enter is answered too.
export async function createRoom(name: string): Promise<Opened | Refusal> {
  const answer = await post(`${API}/chat/create-room/`, { room_name: name });
  return answer.ok ? { ok: true, room: text(answer.body.room_id) } : answer;
}

export async function joinRoom(by: { code: string } | { roomId: string }): Promise<Entered | Refusal> {
  const body = 'code' in by ? { code: by.code } : { room_id: by.roomId };
  const answer = await post(`${API}/chat/join/`, body);
  return answer.ok ? entered(answer, answer.body.already !== true) : answer;
}

export function leaveRoom(room: string): Promise<Answer | Refusal> {
  return post(roomPath(room, 'leave'));
}

export function endRoom(room: string): Promise<Answer | Refusal> {
  return post(roomPath(room, 'end'));
}

// --- the people in them ---

// `role` goes with 'role', `minutes` (0 ends it) with 'mute'.
export function changeMember(
  room: string,
  username: string,
  action: MemberAction,
  extra: { role?: string; minutes?: number } = {},
): Promise<Answer | Refusal> {
  return post(roomPath(room, 'members'), { username, action, ...extra });
}

export async function makeInvite(
  room: string,
  terms: { uses?: number; hours?: number } = {},
): Promise<Invite | Refusal> {
  const answer = await post(roomPath(room, 'invite'), { ...terms });
  if (!answer.ok) return answer;
  const { code, url, uses, expires_at } = answer.body;
  return { ok: true, code: text(code), url: text(url), uses: whole(uses), expiresAt: text(expires_at) };
}

// --- people ---

// The other of the two in this room.
export function blockRoom(room: string): Promise<Answer | Refusal> {
  return post(roomPath(room, 'block'));
}

export function blockPerson(username: string): Promise<Answer | Refusal> {
  return post(`${API}/users/${encodeURIComponent(username)}/block/`);
}

export function unblockPerson(username: string): Promise<Answer | Refusal> {
  return post(`${API}/users/${encodeURIComponent(username)}/unblock/`);
}

// Takes back a block under an alias, by the room where it was made.
export function unblockRoom(room: string): Promise<Answer | Refusal> {
  return post(roomPath(room, 'unblock'));
}

export async function blockedPeople(): Promise<Blocked | Refusal> {
  const answer = await get(`${API}/users/blocked/`);
  if (!answer.ok) return answer;
  const people = records(answer.body.blocked).map((one) => ({
    username: text(one.username),
    at: text(one.created_at),
    room: text(one.room_id),
  }));
  return { ok: true, people };
}

export async function readPreferences(): Promise<Preferences | Refusal> {
  return preferencesIn(await get(`${API}/preferences/`));
}

export async function writePreferences(wanted: { readReceipts: boolean }): Promise<Preferences | Refusal> {
  return preferencesIn(await post(`${API}/preferences/`, { read_receipts: wanted.readReceipts }));
}

// --- shapes ---

function roomItem(of: Record<string, unknown>): RoomItem {
  return {
    id: text(of.room_id),
    kind: text(of.kind),
    name: text(of.name),
    status: text(of.status),
    role: text(of.role),
    unread: whole(of.unread) ?? 0,
    lastId: whole(of.last_id) ?? 0,
    readUpTo: whole(of.read_up_to) ?? 0,
    lastEntry: isRecord(of.last_entry) && isFrame(of.last_entry) ? of.last_entry : null,
    other: isRecord(of.other) ? profile(of.other) : null,
    memberCount: whole(of.member_count) ?? 0,
    updatedAt: text(of.updated_at),
  };
}

function entered(answer: Answer, isNew: boolean): Entered {
  return { ok: true, room: text(answer.body.room_id), isNew };
}

function preferencesIn(answer: Answer | Refusal): Preferences | Refusal {
  return answer.ok ? { ok: true, readReceipts: answer.body.read_receipts === true } : answer;
}
