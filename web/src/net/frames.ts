// SPDX-License-Identifier: Apache-2.0
// The wire's JSON objects as the client sees them. Unknown types and keys pass through untouched; whoever
// uses a key reads it with the helpers below, which never trust its type.

export interface Frame {
  readonly type: string;
  readonly [key: string]: unknown;
}

// null when the text is not a JSON object with a string `type`.
export function parseFrame(text: string): Frame | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.type === 'string' ? (value as Frame) : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

// The place of an entry in its room's log, or null for frames that are not entries. A chat_message carries it
// inside its message, everything else at the top; an ack repeats an id that its echo brings, so it does not
// count.
export function entryId(frame: Frame): number | null {
  switch (frame.type) {
    case 'chat_message':
      return isRecord(frame.message) ? whole(frame.message.id) : null;
    case 'message_recalled':
    case 'member_changed':
    case 'room_ended':
      return whole(frame.id);
    default:
      return null;
  }
}
