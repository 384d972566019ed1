// SPDX-License-Identifier: Apache-2.0
// What people do with their own account: register, change the password, see and end their sign-ins.
import { get, post, type Refusal, remove } from '../net/api.ts';
import { isRecord, text, whole } from '../net/frames.ts';
import type { PasswordField, RegisterField } from './account_rules.ts';
import { type Arrival, arrive, registerAddress } from './sign_in.ts';

const SESSIONS = '/tools/api/sessions/';

// One sign-in of this person, on this device or another.
export interface SignIn {
  readonly id: string;
  readonly current: boolean;
  // ISO 8601.
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly agent: string;
}

// How many sign-ins ended.
export interface Ended {
  ok: true;
  ended: number;
}

// Who registers is signed in at once.
export function register(fields: Record<RegisterField, string>, next: string): Promise<Arrival | Refusal> {
  return arrive(registerAddress(next), fields);
}

export async function changePassword(fields: Record<PasswordField, string>): Promise<Ended | Refusal> {
  return ended(await post('/users/api/password/', fields));
}

// This device's first, the others as the server lists them: the newest first.
export async function readSignIns(): Promise<{ ok: true; list: readonly SignIn[] } | Refusal> {
  const answer = await get(SESSIONS);
  if (!answer.ok) return answer;
  const rows: unknown[] = Array.isArray(answer.body.sessions) ? answer.body.sessions : [];
  const list = rows.filter(isRecord).map(readSignIn);
  return { ok: true, list: list.sort((a, b) => Number(b.current) - Number(a.current)) };
}

export async function endSignIn(id: string): Promise<Ended | Refusal> {
  return ended(await remove(SESSIONS, { id }));
}

export async function endOtherSignIns(): Promise<Ended | Refusal> {
  return ended(await remove(SESSIONS, { others: true }));
}

function readSignIn(row: Record<string, unknown>): SignIn {
  return {
    id: text(row.id),
    current: row.current === true,
    createdAt: text(row.created_at),
    expiresAt: text(row.expires_at),
    address: text(row.address),
    agent: text(row.agent),
  };
}

function ended(answer: Awaited<ReturnType<typeof post>>): Ended | Refusal {
  return answer.ok ? { ok: true, ended: whole(answer.body.ended) ?? 0 } : answer;
}
