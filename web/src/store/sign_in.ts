// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and where to go then.
import { type Answer, post, type Refusal } from '../net/api.ts';
import { text } from '../net/frames.ts';
import { HOME_PATH, loginAddress, withNext } from './session.ts';

const REGISTER_PATH = '/users/register/';

// Signed in, and where to go now.
export interface Arrival {
  ok: true;
  redirect: string;
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

export function registerAddress(next: string): string {
  return withNext(REGISTER_PATH, next);
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
