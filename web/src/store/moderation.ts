// SPDX-License-Identifier: Apache-2.0
// What an operator decided about the person who is here, as `/ws/user/` tells it, until it was read: once per person
// and number, in whichever tab.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Frame, text, whole } from '../net/frames.ts';
import { readLocal, writeLocal } from './local.ts';
import { time } from './room/entry.ts';

export interface Decision {
  useq: number;
  // `warn`, `mute` or `unmute`; a newer server may have more.
  action: string;
  // Of the report that led to it, or the operator's own words.
  reason: string;
  // Milliseconds since 1970; 0: without an end.
  until: number;
}

const STORED_AS = 'heartlink.moderation.';

const unread = signal<readonly Decision[]>([]);

// The oldest first.
export const decisions: ReadonlySignal<readonly Decision[]> = unread;

// Every frame of the person's line, of which those with a number count, and each `resumed`. They come in order,
// and what is told again after a break is taken once; up to where all is read, the next page need not ask again.
export function takeNews(person: string, frame: Frame): void {
  const useq = whole(frame.type === 'resumed' ? frame.to : frame.useq) ?? 0;
  const known = unread.peek();
  if (useq <= readUpTo(person) || known.some((one) => one.useq === useq)) return;
  if (frame.type === 'moderation') {
    const { action, reason, until } = frame;
    unread.value = [...known, { useq, action: text(action), reason: text(reason), until: time(until) }];
  } else if (known.length === 0) {
    writeLocal(STORED_AS + person, useq);
  }
}

// Somebody has read it, and what came before.
export function readDecision(person: string, useq: number): void {
  writeLocal(STORED_AS + person, Math.max(useq, readUpTo(person)));
  forgetRead(person);
}

// Follows what is read in other tabs. Answers how to stop.
export function watchReading(person: string): () => void {
  const look = ({ key }: StorageEvent) => key === STORED_AS + person && forgetRead(person);
  addEventListener('storage', look);
  return () => removeEventListener('storage', look);
}

function forgetRead(person: string): void {
  const upTo = readUpTo(person);
  unread.value = unread.peek().filter((one) => one.useq > upTo);
}

// From where on this person's news are not read; 0: nobody knows.
export function readUpTo(person: string): number {
  return whole(readLocal(STORED_AS + person)) ?? 0;
}
