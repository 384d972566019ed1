// SPDX-License-Identifier: Apache-2.0
// The calls of meeting strangers, each with the shape of its answer (docs/matching.md §2 and §3). Number match and
// heart link answer nearly the same; here they are one shape. Moments are the server's milliseconds since 1970.
import { type Answer, get, post, type Refusal } from './api.ts';
import { isRecord, text, whole } from './frames.ts';
import { API } from './room_api.ts';

export type Kind = 'number' | 'heart';

// What somebody says of himself and wishes of the other.
export interface Wishes {
  language: string;
  tags: string[];
  // 1–8; 0: not said.
  ageBand: number;
  wanted: { language: string; tags: string[]; ageBands: number[]; hard: boolean };
}

export interface Waiting {
  what: 'waiting';
  number: string;
  expiresAt: number;
}

export interface Found {
  what: 'found';
  number: string;
  room: string;
  partner: string;
  // Until then both must have opened the room; 0 once they have.
  confirmBy: number;
}

// pending and matched are Waiting and Found.
export interface Over {
  what: 'expired' | 'cancelled' | 'not_found';
}

export interface Told<What> {
  ok: true;
  is: What;
  // Heart link: how many wait, oneself among them.
  crowd: number | null;
  // The server's clock when it answered, where it said so.
  serverTime: number | null;
}

// `already_waiting` and `already_matched` say with what.
export interface MatchRefusal extends Refusal {
  kind: Kind | null;
  expiresAt: number;
  found: Found | null;
}

// A room of heart link that is still open comes instead of a new wait.
export type Created = Told<Waiting | Found | (Omit<Found, 'what'> & { what: 'open' })>;

export async function createMatch(
  kind: Kind,
  number: string,
  wishes: Wishes | null,
): Promise<Created | MatchRefusal> {
  const body = kind === 'number' ? { number } : wishesBody(wishes);
  const answer = await post(path(kind, kind === 'number' ? '' : 'create/'), body);
  if (!answer.ok) return refused(answer);
  const { body: of } = answer;
  if (of.reconnect === true) return told(answer, { ...found(of), what: 'open' });
  return told(answer, of.matched === true ? found(of) : waiting(of, number));
}

export async function cancelMatch(kind: Kind): Promise<{ ok: true } | MatchRefusal> {
  const answer = await post(path(kind, 'cancel/'));
  return answer.ok ? { ok: true } : refused(answer);
}

export async function matchStatus(kind: Kind): Promise<Told<Waiting | Found | Over> | Refusal> {
  const answer = await get(path(kind, 'status/'));
  if (!answer.ok) return answer;
  const { body } = answer;
  switch (body.status) {
    case 'pending':
      return told(answer, waiting(body, text(body.number)));
    case 'matched':
      return told(answer, found(body));
    case 'expired':
    case 'cancelled':
      return told(answer, { what: body.status });
    default:
      return told(answer, { what: 'not_found' });
  }
}

// --- what a person has agreed to ---

// null: this server keeps no such thing.
export async function readRulesAccepted(): Promise<{ ok: true; accepted: boolean | null } | Refusal> {
  const answer = await get(`${API}/preferences/`);
  if (!answer.ok) return answer;
  const { rules_accepted: accepted } = answer.body;
  return { ok: true, accepted: typeof accepted === 'boolean' ? accepted : null };
}

export function acceptRules(): Promise<Answer | Refusal> {
  return post(`${API}/preferences/`, { rules_accepted: true });
}

// --- shapes ---

function path(kind: Kind, what: string): string {
  return `${API}/${kind === 'number' ? 'number-match' : 'heart_link'}/${what}`;
}

function wishesBody(wishes: Wishes | null): Record<string, unknown> {
  if (wishes === null) return {};
  const { language, tags, ageBand, wanted } = wishes;
  const said = (words: { language: string; tags: string[] }) => ({
    ...(words.language !== '' && { language: words.language }),
    ...(words.tags.length > 0 && { tags: words.tags }),
  });
  const { ageBands, hard } = wanted;
  const other = { ...said(wanted), ...(ageBands.length > 0 && { age_bands: ageBands }) };
  return {
    ...said({ language, tags }),
    ...(ageBand > 0 && { age_band: ageBand }),
    ...(Object.keys(other).length > 0 && { wanted: { ...other, hard } }),
  };
}

function told<What>(answer: Answer, is: What): Told<What> {
  const { waiting: crowd, server_time } = answer.body;
  return { ok: true, is, crowd: whole(crowd), serverTime: whole(server_time) };
}

function waiting(of: Record<string, unknown>, number: string): Waiting {
  return { what: 'waiting', number, expiresAt: moment(of.expires_at) };
}

// The partner is an object in number match and a name in heart link.
function found(of: Record<string, unknown>): Found {
  const { matched_user: other } = of;
  const partner = isRecord(other) ? text(other.username) : text(other);
  const confirmBy = whole(of.confirm_by) ?? 0;
  return { what: 'found', number: text(of.number), room: text(of.room_id), partner, confirmBy };
}

function refused(answer: Refusal): MatchRefusal {
  const body = answer.body ?? {};
  const kind = body.kind === 'number' || body.kind === 'heart' ? body.kind : null;
  const room = text(body.room_id);
  return { ...answer, kind, expiresAt: moment(body.expires_at), found: room === '' ? null : found(body) };
}

// ISO 8601 as milliseconds; 0 when it is no moment.
export function moment(at: unknown): number {
  const ms = Date.parse(text(at));
  return Number.isNaN(ms) ? 0 : ms;
}
