// SPDX-License-Identifier: Apache-2.0
// Who is here, and what all screens share of that person: once per page load. Signing in and out load the page
// anew, so nobody inherits what another one opened.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../net/api.ts';
import { watchVisible } from '../net/visibility.ts';
import { flushKept } from './cache.ts';
import { type Drafts, openDrafts } from './drafts.ts';
import { type Known, knownPerson, rememberPerson } from './local.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Rooms } from './rooms.ts';
import { readSession, type SignedIn } from './session.ts';
import { holdTab, speakFor, tell } from './tabs.ts';

export interface Me {
  readonly username: string;
  readonly id: number;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  // null for a moment: who opened a room by its address does not wait for the list of all.
  readonly rooms: ReadonlySignal<Rooms | null>;
  dispose(): void;
}

let opened: Promise<Me | Refusal> | null = null;

// The same answer to everybody who asks, until it is disposed. A refusal is asked again.
export async function openMe(): Promise<Me | Refusal> {
  const opening = opened ?? open();
  opened = opening;
  const me = await opening;
  if ('code' in me && opened === opening) opened = null;
  return me;
}

// Without an answer of the server, whoever was here last sees what is kept, and no news before the server knows
// the person again.
async function open(): Promise<Me | Refusal> {
  const session = await readSession();
  const known = knownPerson();
  const person = whoIsHere(session, known);
  if ('code' in person) return person;
  const { username, id } = person;
  speakFor(username);
  holdTab();
  rememberPerson(person);
  // Tabs of whoever was here before ask who is signed in now.
  if (known?.username !== username) tell({ what: 'session' });

  const rooms = signal<Rooms | null>(null);
  const [outbox, drafts] = await Promise.all([openOutbox(username), openDrafts(username)]);
  const unwatch = watchVisible((visible) => {
    if (visible) return;
    drafts.flush();
    flushKept();
  });
  let disposed = false;
  const dispose = () => {
    disposed = true;
    opened = null;
    unwatch();
    rooms.peek()?.dispose();
    outbox.dispose();
    drafts.dispose();
    flushKept();
  };
  // Where it cannot be had, the server was updated under an open tab, which is told so by the parts it lacks.
  const listed = import('./rooms.ts').then(({ openRooms }) => {
    if (!disposed) rooms.value = openRooms(username, session.ok ? null : session);
  });
  listed.catch(() => {});
  return { username, id, outbox, drafts, rooms, dispose };
}

function whoIsHere(session: SignedIn | Refusal, known: Known | null): Known | Refusal {
  if (session.ok) return { username: session.username, id: session.id };
  const away = session.status === 0 || session.status >= 500;
  return away && known !== null ? known : session;
}
