// SPDX-License-Identifier: Apache-2.0
// A frame in one line: its type apart, then who said what for messages and the bare JSON for everything else.
import { type Frame, isRecord, text } from '../../net/frames.ts';

const LINE_CHARS = 240;

export function frameLine(frame: Frame): { type: string; rest: string } {
  const { type, ...keys } = frame;
  const rest = type === 'chat_message' && isRecord(frame.message) ? said(frame.message) : bare(keys);
  return { type, rest: rest.length > LINE_CHARS ? `${rest.slice(0, LINE_CHARS)}…` : rest };
}

function said(message: Record<string, unknown>): string {
  const number = typeof message.id === 'number' ? `#${message.id} ` : '';
  return `${number}${text(message.sender)}: ${text(message.content)}`;
}

function bare(keys: Record<string, unknown>): string {
  return Object.keys(keys).length === 0 ? '' : JSON.stringify(keys);
}
