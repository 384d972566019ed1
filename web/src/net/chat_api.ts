// SPDX-License-Identifier: Apache-2.0
// The calls about rooms and people, each with the shape of its answer (docs/protocol.md §3). What an answer
// lacks is empty or zero here, so that nobody behind this file reads a value whose type he does not know.
import { type Answer, get, post, type Refusal } from './api.ts';
import { type Frame, isRecord, text, whole } from './frames.ts';

// 200 is what the server gives at most; 50 is a screen and a half.
export const PAGE_MAX = 200;
export const PAGE = 50;

export interface Profile {
  id: number;
  username: string;
  online: boolean;
}

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

export interface HistoryPage {
  ok: true;
  entries: Frame[];
  hasMore: boolean;
  ended: boolean;
  // Entries below are gone; 0 when nothing is.
  prunedBefore: number;
}

export interface Person extends Profile {
  // owner, admin, member, or guest: present in an open room without being a member.
  role: string;
  // ISO 8601, or empty.
  mutedUntil: string;
  read: number;
  delivered: number;
}

export interface People {
  ok: true;
  kind: string;
  name: string;
  memberCount: number;
  people: Person[];
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
  people: { username: string; at: string }[];
}

export interface Preferences {
  ok: true;
  readReceipts: boolean;
}

export type MemberAction = 'add' | 'remove' | 'mute' | 'role';

const API = '/tools/api';

function roomPath(room: string, what: string): string {
  return `${API}/chat/${encodeURIComponent(room)}/${what}/`;
}

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

// Whether a socket of mine would be let in, and if not, why. It changes nothing.
export function admission(room: string): Promise<Answer | Refusal> {
  return get(`${roomPath(room, 'admission')}?${new URLSearchParams({ origin: location.origin })}`);
}

// --- what is written in them ---

// Ascending; without `before` and `after` the newest.
export async function historyPage(
  room: string,
  query: { before?: number; after?: number; limit?: number },
): Promise<HistoryPage | Refusal> {
  const params = new URLSearchParams({ limit: String(query.limit ?? PAGE) });
  if (query.before !== undefined) params.set('before', String(query.before));
  if (query.after !== undefined) params.set('after', String(query.after));
  const answer = await get(`${roomPath(room, 'messages')}?${params}`);
  if (!answer.ok) return answer;
  const { body } = answer;
  return {
    ok: true,
    entries: records(body.entries).filter(isFrame),
    hasMore: body.has_more === true,
    ended: body.room_ended === true,
    prunedBefore: whole(body.pruned_before) ?? 0,
  };
}

// The answer's body has `id`, the place of the recall in the log.
export function recallMessage(room: string, id: number): Promise<Answer | Refusal> {
  return post(roomPath(room, 'recall'), { id });
}

// --- the people in them ---

export async function participants(room: string): Promise<People | Refusal> {
  const answer = await get(roomPath(room, 'participants'));
  if (!answer.ok) return answer;
  const data = isRecord(answer.body.data) ? answer.body.data : {};
  return {
    ok: true,
    kind: text(data.kind),
    name: text(data.name),
    memberCount: whole(data.member_count) ?? 0,
    people: records(data.participants).map(person),
  };
}

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

export async function blockedPeople(): Promise<Blocked | Refusal> {
  const answer = await get(`${API}/users/blocked/`);
  if (!answer.ok) return answer;
  const people = records(answer.body.blocked).map((one) => ({
    username: text(one.username),
    at: text(one.created_at),
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

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isFrame(value: Record<string, unknown>): value is Frame {
  return typeof value.type === 'string';
}

function profile(of: Record<string, unknown>): Profile {
  return { id: whole(of.id) ?? 0, username: text(of.username), online: of.is_online === true };
}

function person(of: Record<string, unknown>): Person {
  return {
    ...profile(of),
    role: text(of.role),
    mutedUntil: text(of.muted_until),
    read: whole(of.read) ?? 0,
    delivered: whole(of.delivered) ?? 0,
  };
}

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
