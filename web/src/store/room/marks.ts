// SPDX-License-Identifier: Apache-2.0
// How far the others have received and read. Marks only go forward, so of two reports the higher one counts,
// whichever came first.
import { signal } from '@preact/signals';
import { type Frame, isRecord, text, whole } from '../../net/frames.ts';
import type { MessageEntry } from './entry.ts';
import type { MessageState } from './types.ts';

export interface Mark {
  readonly read: number;
  readonly delivered: number;
}

const NOWHERE: Mark = { read: 0, delivered: 0 };

export class Marks {
  // The furthest of them.
  readonly furthest = signal<Mark>(NOWHERE);

  // `me`: my name in this room.
  constructor(public me: string) {}

  // Of my own message; to be called where signals are followed.
  state(id: number): MessageState {
    const { read, delivered } = this.furthest.value;
    if (id <= read) return 'read';
    return id <= delivered ? 'delivered' : 'sent';
  }

  // Whoever has read something has received it.
  move(username: string, read: number, delivered: number): void {
    if (username === '' || username === this.me) return;
    this.furthest.value = further(this.furthest.peek(), read, delivered);
  }

  // `read_status_update`, `delivered_update` and the marks of `resumed`.
  take(frame: Frame): void {
    const upTo = whole(frame.up_to) ?? 0;
    if (frame.type === 'read_status_update') this.move(text(frame.username), upTo, upTo);
    if (frame.type === 'delivered_update') this.move(text(frame.username), 0, upTo);
    for (const mark of Array.isArray(frame.marks) ? frame.marks.filter(isRecord) : []) {
      this.move(text(mark.username), whole(mark.read) ?? 0, whole(mark.delivered) ?? 0);
    }
  }

  // A page says of my own message that somebody has read it, not who.
  takeEntry(entry: MessageEntry): void {
    if (entry.own && entry.read) this.furthest.value = further(this.furthest.peek(), entry.id, entry.id);
  }

  // Another log begins.
  clear(): void {
    this.furthest.value = NOWHERE;
  }
}

function further(mark: Mark, read: number, delivered: number): Mark {
  const got = Math.max(read, delivered);
  if (read <= mark.read && got <= mark.delivered) return mark;
  return { read: Math.max(mark.read, read), delivered: Math.max(mark.delivered, got) };
}
