// SPDX-License-Identifier: Apache-2.0
// What the parts of a room's screen want of each other.
import type { Signal } from '@preact/signals';
import type { MessageEntry } from '../../store/room/entry.ts';
import type { Room } from '../../store/room/room.ts';
import type { RoomAbout } from '../../store/room/types.ts';

// The box that a message is written in, to whoever else has something to do with it.
export interface Desk {
  readonly reply: Signal<MessageEntry | null>;
  box: HTMLTextAreaElement | null;
  // In the place of what is written there.
  put(text: string): void;
}

// What a message is asked for, beside what the room does by itself.
export interface Wishes {
  reply(entry: MessageEntry): void;
  edit(content: string): void;
  // A failed one goes again, and is scrolled to.
  retry(clientId: string): void;
}

// Made up by the server; only their end says anything.
const MADE_UP = /^(direct|match|heart|system)-/;

export function plateText(id: string): string {
  return MADE_UP.test(id) ? id.slice(-4) : id;
}

export function roomName(about: RoomAbout | null, id: string): string {
  return about === null ? '' : about.other || about.name || id;
}

export function canWrite(room: Room): boolean {
  return room.ended.value === null && room.about.value?.kind !== 'system';
}
