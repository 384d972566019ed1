// SPDX-License-Identifier: Apache-2.0
// What an open room shows: what it is, and the rows of its screen. Types only.
import type { Unsent } from '../outbox.ts';
import type { EndedEntry, MemberEntry, MessageEntry, UnknownEntry } from './entry.ts';

export interface RoomAbout {
  kind: string;
  name: string;
  status: string;
  // My own.
  role: string;
  memberCount: number;
  // The other of two; null in rooms of more.
  other: string | null;
}

export type MessageState = 'sent' | 'delivered' | 'read';

// The message a message answers. `known` false: it is not loaded, or gone.
export interface Quote {
  id: number;
  sender: string;
  text: string;
  recalled: boolean;
  known: boolean;
}

// `first` and `last` of a group: the same sender, less than five minutes apart, the same day.
export type Row =
  // The beginning of the log.
  | { row: 'start'; key: string; at: number }
  // Older entries were removed by retention.
  | { row: 'pruned'; key: string }
  | { row: 'day'; key: string; at: number }
  | { row: 'unread'; key: string }
  | { row: 'notice'; key: string; entry: MemberEntry | EndedEntry | UnknownEntry }
  | {
      row: 'message';
      key: string;
      entry: MessageEntry;
      first: boolean;
      last: boolean;
      showTime: boolean;
      // Only of one's own.
      state: MessageState | null;
      quote: Quote | null;
    }
  // `editable`: my own words, for two minutes after I took them back in this tab.
  | { row: 'recalled'; key: string; entry: MessageEntry; editable: string | null }
  | {
      row: 'pending';
      key: string;
      item: Unsent;
      state: 'queued' | 'sending' | 'failed';
      // Why it failed, or what it waits for; '' otherwise.
      code: string;
      // When it is sent again by itself (milliseconds since 1970); 0 when nobody waits.
      retryAt: number;
      first: boolean;
      last: boolean;
      quote: Quote | null;
    };
