// SPDX-License-Identifier: Apache-2.0
// The checklist of a room, in the order in which things must work: each line waits for the ones above it.
// This file asks the three questions that HTTP can answer; room_debug.ts fills the last two from the live
// socket.
import { errorNote, type Key, type Note, type Params } from '../i18n/i18n.ts';
import { fixNote } from '../i18n/notes.ts';
import { get, getText, type Refusal } from '../net/api.ts';
import { isRecord, text } from '../net/frames.ts';
import { readSession } from './session.ts';

export type CheckId = 'server' | 'session' | 'room' | 'socket' | 'round_trip';
export type CheckState = 'wait' | 'run' | 'pass' | 'fail';

export interface Check {
  readonly id: CheckId;
  readonly state: CheckState;
  readonly note: Note;
  // What to do about it.
  readonly fix?: Note;
  // Where the server's owner finds it in the handshake log.
  readonly trace?: Note;
  // What the server tells its owner to do, as it came: lines of a configuration, for example.
  readonly ownerHint?: string;
  readonly action?: 'sign_in' | 'probe';
}

export const CHECK_IDS: readonly CheckId[] = ['server', 'session', 'room', 'socket', 'round_trip'];
const SERVER_DEADLINE_MS = 3_000;
const DETAIL_CHARS = 160;

export function waiting(id: CheckId): Check {
  return { id, state: 'wait', note: { key: 'check.waiting' } };
}

export function running(id: CheckId): Check {
  return { id, state: 'run', note: { key: 'check.running' } };
}

export async function checkServer(page: { protocol: string; port: string }): Promise<Check> {
  const { status, body } = await getText('/readyz?verbose', SERVER_DEADLINE_MS);
  return judgeServer(status, body, page.port || (page.protocol === 'https:' ? '443' : '80'));
}

export function judgeServer(status: number, body: string, port: string): Check {
  const id = 'server';
  if (status === 0) return { id, state: 'fail', note: { key: 'check.server_down', params: { port } } };
  const params = { detail: readyDetail(body) || `/readyz ${status}` };
  if (status === 200) return { id, state: 'pass', note: { key: 'check.server_ok', params } };
  const fix = fixNote('unavailable', {});
  return { id, state: 'fail', note: { key: 'check.server_not_ready', params }, ...(fix && { fix }) };
}

// What /readyz?verbose says, in one short line: the version and each of its checks. Anything that is not our
// JSON is shown as it came, because then something else answered at our address.
function readyDetail(body: string): string {
  const { version, checks } = parseReady(body);
  if (checks === null) return body.trim().slice(0, DETAIL_CHARS);
  const parts = Object.entries(checks).map(([name, state]) => `${name}: ${text(state)}`);
  return [...(version === '' ? [] : [`v${version}`]), ...parts].join(' · ').slice(0, DETAIL_CHARS);
}

function parseReady(body: string): { version: string; checks: Record<string, unknown> | null } {
  try {
    const ready: unknown = JSON.parse(body);
    if (isRecord(ready) && isRecord(ready.checks))
      return { version: text(ready.version), checks: ready.checks };
  } catch {
    // Shown as it came.
  }
  return { version: '', checks: null };
}

// Answers the user's name besides the check: the fix of the next check mentions it.
export async function checkSession(): Promise<{ check: Check; user: string }> {
  const id = 'session';
  const session = await readSession();
  if (session.ok) {
    const { username: user, expiresInDays: n } = session;
    const note: Note =
      n === null
        ? { key: 'check.session_ok_plain', params: { user } }
        : { key: 'check.session_ok', params: { user, n } };
    return { check: { id, state: 'pass', note }, user };
  }
  const note = errorNote(session.code);
  return { check: session.status === 401 ? signedOut() : { id, state: 'fail', note }, user: '' };
}

// `key` says how it came about.
export function signedOut(key: Key = 'check.session_out'): Check {
  return { id: 'session', state: 'fail', note: { key }, action: 'sign_in' };
}

// The last refused handshake of this session and room, as the server remembers it for a minute.
export interface LastRefusal {
  readonly code: string;
  readonly diagnosisId: string;
  // ISO 8601; empty when the server did not say.
  readonly at: string;
  readonly ownerHint: string;
}

export interface Admission {
  readonly check: Check;
  // Why the socket would be refused, or null when it would not or nobody answered.
  readonly refusal: string | null;
  readonly lastRefusal: LastRefusal | null;
  // What the fixes may mention.
  readonly params: Params;
}

export async function checkRoom(roomId: string, origin: string, user: string): Promise<Admission> {
  const query = new URLSearchParams({ origin });
  const answer = await get(`/tools/api/chat/${encodeURIComponent(roomId)}/admission/?${query}`);
  const params: Params = { room: roomId, user: user || 'NAME', origin };
  if (!answer.ok) {
    const refusal = answer.status === 0 || answer.code === 'bad_answer' ? null : answer.code;
    return { check: refusedCheck('room', answer, params), refusal, lastRefusal: null, params };
  }
  return {
    check: { id: 'room', state: 'pass', note: { key: 'check.room_ok' } },
    refusal: null,
    lastRefusal: readLastRefusal(answer.body.last_refusal),
    params,
  };
}

export function readLastRefusal(value: unknown): LastRefusal | null {
  if (!isRecord(value) || text(value.code) === '') return null;
  return {
    code: text(value.code),
    diagnosisId: text(value.diagnosis_id),
    at: text(value.at),
    ownerHint: text(value.owner_hint),
  };
}

export function refusedCheck(id: CheckId, refusal: Refusal, params: Params): Check {
  return {
    id,
    state: 'fail',
    note: errorNote(refusal.code),
    ...about(fixNote(refusal.code, params), traceNote(refusal.diagnosisId, ''), refusal.ownerHint),
  };
}

// The server would let this socket in, and yet its handshake failed: the refusal that the server remembers
// tells why, or else something between us and the server is to blame. `slow`: no answer came in time.
export function judgeHandshake(last: LastRefusal | null, slow: boolean, params: Params): Check {
  const failed = { id: 'socket', state: 'fail' } as const;
  if (last === null && slow) return { ...failed, note: { key: 'check.socket_timeout' } };
  const upgrade = last === null || last.code === 'not_websocket';
  const note: Note = upgrade ? { key: 'check.socket_no_upgrade' } : errorNote(last.code);
  const fix = upgrade ? fixNote('upgrade', {}) : fixNote(last.code, params);
  const trace = last === null ? null : traceNote(last.diagnosisId, last.at);
  return { ...failed, note, ...about(fix, trace, last?.ownerHint ?? '') };
}

function about(fix: Note | null, trace: Note | null, ownerHint: string): Partial<Check> {
  return { ...(fix && { fix }), ...(trace && { trace }), ...(ownerHint !== '' && { ownerHint }) };
}

function traceNote(id: string, at: string): Note | null {
  if (id === '') return null;
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return { key: 'check.trace', params: { id } };
  return { key: 'check.trace_at', params: { id, time: when.toTimeString().slice(0, 8) } };
}

// A test message may go out by itself only where everybody expects tests.
export function isTestRoom(roomId: string): boolean {
  return roomId.startsWith('test-room-');
}
