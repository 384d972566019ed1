// SPDX-License-Identifier: Apache-2.0
// What the tabs of one browser tell each other, which of them live, and which one notifies. Without Web Locks
// (a plain http address) nobody knows who lives, and every tab notifies while it is visible.
import { type ReadonlySignal, signal } from '@preact/signals';
import { newClientId } from '../net/client_id.ts';
import { isRecord } from '../net/frames.ts';
import { watchVisible } from '../net/visibility.ts';
import type { Entry } from './room/entry.ts';

export type Broadcast =
  // Somebody signed in or out, or the session ended.
  | { what: 'session' }
  | { what: 'draft'; room: string; text: string }
  | { what: 'read'; room: string; upTo: number }
  // An open room saw it; lists of rooms have no other way to know.
  | { what: 'entry'; room: string; entry: Entry }
  | { what: 'outbox'; room: string }
  // A wait began or ended; somebody was found, and this tab sees to it, or has gone to the room.
  | { what: 'match'; did: 'changed' | 'claimed' | 'entered'; room: string }
  | { what: 'preferences'; chosen: Record<string, unknown> }
  | { what: 'theme'; theme: 'system' | 'light' | 'dark' };

// New with every page load.
export const tabId = newClientId();

const CHANNEL = 'heartlink';
const TAB = 'heartlink.tab.';
const NOTIFIER = 'heartlink.notifier';

const ears = new Set<(message: Broadcast) => void>();
let channel: BroadcastChannel | undefined;
let speaker = '';

// From now on this tab belongs to this person. What tabs of another one say is not heard: such a tab may be
// left over from before somebody else signed in.
export function speakFor(person: string): void {
  speaker = person;
}

// To all other tabs, never to this one.
export function tell(message: Broadcast): void {
  opened()?.postMessage({ person: speaker, message });
}

// To whoever listens, in this tab too.
export function tellAll(message: Broadcast): void {
  tell(message);
  for (const ear of [...ears]) ear(message);
}

// Answers how to stop listening.
export function listen(on: (message: Broadcast) => void): () => void {
  opened();
  ears.add(on);
  return () => ears.delete(on);
}

function opened(): BroadcastChannel | undefined {
  if (channel === undefined && typeof BroadcastChannel !== 'undefined') {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = (event: MessageEvent<unknown>) => hear(event.data);
  }
  return channel;
}

function hear(said: unknown): void {
  if (!isRecord(said) || !isRecord(said.message)) return;
  const message = said.message as Broadcast;
  const forAll = ['session', 'preferences', 'theme'].includes(message.what);
  if (forAll || said.person === speaker) for (const ear of [...ears]) ear(message);
}

// --- who lives ---

const notifier = signal(false);
let held = false;

// True in one tab of the browser.
export const isNotifier: ReadonlySignal<boolean> = notifier;

// From now on, as long as the page lives, the other tabs know that it does. Calling again does nothing.
export function holdTab(): void {
  if (held) return;
  held = true;
  holdLock(TAB + tabId).catch(() => {});
  holdLock(NOTIFIER, () => {
    notifier.value = true;
  }).catch(() =>
    watchVisible((visible) => {
      notifier.value = visible;
    }),
  );
}

// Rejects where there are no Web Locks.
async function holdLock(name: string, granted = () => {}): Promise<void> {
  await navigator.locks.request(name, () => {
    granted();
    return new Promise(() => {});
  });
}

// The ids of the tabs that live, or null when nobody knows.
export async function liveTabs(): Promise<ReadonlySet<string> | null> {
  try {
    const { held: locks = [] } = await navigator.locks.query();
    const names = locks.map(({ name = '' }) => name).filter((name) => name.startsWith(TAB));
    return new Set(names.map((name) => name.slice(TAB.length)));
  } catch {
    return null;
  }
}

// Resolves when that tab is gone; only where liveTabs() knows.
export async function tabGone(tab: string): Promise<void> {
  await navigator.locks.request(TAB + tab, () => {});
}
