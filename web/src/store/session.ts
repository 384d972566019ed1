// SPDX-License-Identifier: Apache-2.0
// Who is signed in, as the server says it. The session itself is a cookie that scripts cannot read.
import { type Answer, get, post, type Refusal } from '../net/api.ts';
import { isRecord, text, whole } from '../net/frames.ts';

export const LOGIN_PATH = '/users/login/';
export const REGISTER_PATH = '/users/register/';
export const SETTINGS_PATH = '/users/settings/';
export const LOGOUT_PATH = '/users/logout/';
export const HOME_PATH = '/tools/chat/';

// Signed in, and where to go now.
export interface Arrival {
  ok: true;
  redirect: string;
}

export interface SignedIn {
  ok: true;
  username: string;
  id: number;
  expiresInDays: number | null;
}

export async function readSession(): Promise<SignedIn | Refusal> {
  const answer = await get('/users/api/session-status/');
  if (!answer.ok) return answer;
  const data = isRecord(answer.body.data) ? answer.body.data : {};
  const id = whole(data.user_id) ?? 0;
  return { ok: true, username: text(data.username), id, expiresInDays: whole(data.expires_in_days) };
}

export function signIn(username: string, password: string, next: string): Promise<Arrival | Refusal> {
  return arrive(loginAddress(next), { username, password });
}

// Posts what signs somebody in. On success: where to go, as the server says, else home.
export async function arrive(address: string, fields: Record<string, string>): Promise<Arrival | Refusal> {
  const answer = await post(address, fields);
  return answer.ok ? { ok: true, redirect: samePage(text(answer.body.redirect)) } : answer;
}

export function signOut(): Promise<Answer | Refusal> {
  return post('/users/api/logout/');
}

export function loginAddress(next: string): string {
  return withNext(LOGIN_PATH, next);
}

export function registerAddress(next: string): string {
  return withNext(REGISTER_PATH, next);
}

function withNext(path: string, next: string): string {
  return next === '' ? path : `${path}?${new URLSearchParams({ next })}`;
}

// A path of this site, or home: never another origin, whatever stood in the address bar.
export function samePage(path: string): string {
  const here = 'http://here.invalid';
  if (!path.startsWith('/')) return HOME_PATH;
  try {
    const url = new URL(path, here);
    return url.origin === here ? url.pathname + url.search + url.hash : HOME_PATH;
  } catch {
    return HOME_PATH;
  }
}
