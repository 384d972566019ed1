// SPDX-License-Identifier: Apache-2.0
// What a row of the list says about a room. Pure.
import { t } from '../../i18n/i18n.ts';
import type { RoomSummary } from '../../store/rooms.ts';
import { kindText } from './kind_text.ts';

const PLATE_WIDTH = 4;
const BADGE_MAX = 99;
// Letters and signs of East Asian scripts are two wide.
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;

// A room of two shows the other's letter, every other room its door plate.
export function isPair(room: Pick<RoomSummary, 'other'>): boolean {
  return room.other !== null;
}

// As much of a name as fits on a small plate: all of it, its last part (test-room-123 is 123), or its
// beginning.
export function plateText(name: string): string {
  if (width(name) <= PLATE_WIDTH) return name;
  const last = name.split(/[-_. ]/).at(-1) ?? '';
  if (last !== '' && /^\d+$/.test(last) && width(last) <= PLATE_WIDTH) return last;
  let text = '';
  for (const letter of name) {
    if (width(text + letter) > PLATE_WIDTH - 1) break;
    text += letter;
  }
  return text;
}

function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);
}

export function badgeText(unread: number): string {
  return unread > BADGE_MAX ? `${BADGE_MAX}+` : String(unread);
}

export interface Preview {
  // Who said it, in front of the words; empty where that is clear.
  lead: string;
  text: string;
}

// The last message in one line. In a room of two only one's own words need to be told apart.
export function previewOf(room: RoomSummary): Preview {
  const { preview } = room;
  if (preview === null) return { lead: '', text: withoutPreview(room) };
  if (preview.recalled) {
    const who = preview.own ? t('list.mine_plain') : preview.sender;
    return { lead: '', text: t('list.recalled', { name: who }) };
  }
  if (preview.own) return { lead: t('list.mine'), text: preview.content };
  const named = !isPair(room) && preview.sender !== '';
  return { lead: named ? t('list.theirs', { name: preview.sender }) : '', text: preview.content };
}

// The last entry may be something else than a message.
function withoutPreview(room: RoomSummary): string {
  if (room.status === 'ended') return t('list.ended');
  return room.lastId === 0 ? t('list.nothing') : kindText(room.kind, room.memberCount);
}
