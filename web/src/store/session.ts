// SPDX-License-Identifier: Apache-2.0
// Who is signed in, as the server says it. The session itself is a cookie that scripts cannot read.
import { get, type Refusal } from '../net/api.ts';
import { isRecord, text, whole } from '../net/frames.ts';

export const LOGIN_PATH = '/users/login/';
export const SETTINGS_PATH = '/users/settings/';
export const LOGOUT_PATH = '/users/logout/';
export const HOME_PATH = '/tools/chat/';
export const OPS_PATH = '/tools/ops/';

export interface SignedIn {
  ok: true;
  username: string;
  id: number;
  staff: boolean;
  expiresInDays: number | null;
}

export async function readSession(): Promise<SignedIn | Refusal> {
  const answer = await get('/users/api/session-status/');
  if (!answer.ok) return answer;
  const data = isRecord(answer.body.data) ? answer.body.data : {};
  const id = whole(data.user_id) ?? 0;
  const staff = data.is_staff === true;
  return { ok: true, username: text(data.username), id, staff, expiresInDays: whole(data.expires_in_days) };
}

export function loginAddress(next: string): string {
  return withNext(LOGIN_PATH, next);
}

export function withNext(path: string, next: string): string {
  return next === '' ? path : `${path}?${new URLSearchParams({ next })}`;
}
