// SPDX-License-Identifier: Apache-2.0
// Small things this device remembers, and whose they are. Storage may be blocked: then nothing is remembered.
import { isRecord, text, whole } from '../net/frames.ts';

export interface Known {
  readonly username: string;
  readonly id: number;
}

const PERSON = 'heartlink.person';
// The mark of somebody's wait for a match (match/mark.ts); pages/later.ts looks for it by itself.
export const WAITING = 'heartlink.waiting';

export function readLocal(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

export function writeLocal(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Lasts as long as the page.
  }
}

// Who was signed in here last and has not signed out. Only this person's things are kept on the device.
export function knownPerson(): Known | null {
  const kept = readLocal(PERSON);
  if (!isRecord(kept) || text(kept.username) === '') return null;
  return { username: text(kept.username), id: whole(kept.id) ?? 0 };
}

export function rememberPerson(person: Known | null): void {
  writeLocal(PERSON, person);
}

export function isKnown(username: string): boolean {
  return knownPerson()?.username === username;
}
