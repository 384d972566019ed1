// SPDX-License-Identifier: Apache-2.0
// What the tests of store/room/ make entries from.
import type { Entry, MemberEntry, MessageEntry, RecallEntry } from '../entry.ts';

export const NOON = Date.parse('2026-01-31T12:00:00Z');

// From bob, one per second, unless said otherwise.
export function message(id: number, change: Partial<MessageEntry> = {}): MessageEntry {
  return {
    kind: 'message',
    id,
    sender: 'bob',
    own: false,
    content: `words ${id}`,
    type: 'text',
    at: NOON + id * 1000,
    replyTo: null,
    recalled: false,
    recalledBy: '',
    clientId: '',
    read: false,
    caution: '',
    ...change,
  };
}

export function mine(id: number, change: Partial<MessageEntry> = {}): MessageEntry {
  return message(id, { sender: 'alice', own: true, clientId: `c${id}`, ...change });
}

export function recall(id: number, target: number, by = 'bob'): RecallEntry {
  return { kind: 'recall', id, target, by, at: NOON + id * 1000 };
}

export function member(id: number, change: Partial<MemberEntry> = {}): MemberEntry {
  const at = NOON + id * 1000;
  return {
    kind: 'member',
    id,
    action: 'joined',
    username: 'carol',
    by: 'carol',
    role: 'member',
    mutedUntil: null,
    at,
    ...change,
  };
}

export function messages(from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
}
