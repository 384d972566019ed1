// SPDX-License-Identifier: Apache-2.0
// What somebody says of himself in heart link and wishes of the other: kept on this device, sent with every start.
import { type ReadonlySignal, signal } from '@preact/signals';
import { isRecord, text, whole } from '../../net/frames.ts';
import type { Wishes } from '../../net/match_api.ts';
import { readLocal, writeLocal } from '../local.ts';

const STORED_AS = 'heartlink.wishes';
export const TAGS_MAX = 8;
export const TAG_CHARS_MAX = 20;
// By their number on the wire, from 1 on.
export const AGE_BANDS = ['18–20', '21–24', '25–29', '30–34', '35–39', '40–49', '50–59', '60+'] as const;

export const NO_WISHES: Wishes = {
  language: '',
  tags: [],
  ageBand: 0,
  wanted: { language: '', tags: [], ageBands: [], hard: false },
};

const chosen = signal<Wishes>(wishesIn(readLocal(STORED_AS)));

export const wishes: ReadonlySignal<Wishes> = chosen;

export function setWishes(wanted: Wishes): void {
  chosen.value = wanted;
  writeLocal(STORED_AS, isNothing(wanted) ? null : wanted);
}

export function isNothing({ language, tags, ageBand, wanted }: Wishes): boolean {
  const { ageBands } = wanted;
  const words = language + wanted.language;
  return words === '' && tags.length + wanted.tags.length + ageBands.length + ageBand === 0;
}

// What was typed, as tags: between commas of both kinds, each once. null: too many, or one too long.
export function tagsIn(typed: string): string[] | null {
  const tags = typed
    .split(/[,\uff0c\u3001;\uff1b\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const each = [...new Set(tags)];
  return each.length <= TAGS_MAX && each.every((tag) => [...tag].length <= TAG_CHARS_MAX) ? each : null;
}

// Whatever an older client or another hand put there.
function wishesIn(kept: unknown): Wishes {
  if (!isRecord(kept)) return NO_WISHES;
  const other = isRecord(kept.wanted) ? kept.wanted : {};
  return {
    language: text(kept.language),
    tags: textsIn(kept.tags),
    ageBand: bandIn(kept.ageBand),
    wanted: {
      language: text(other.language),
      tags: textsIn(other.tags),
      ageBands: (Array.isArray(other.ageBands) ? other.ageBands : []).map(bandIn).filter((band) => band > 0),
      hard: other.hard === true,
    },
  };
}

function textsIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : [])
    .map(text)
    .filter((one) => one !== '')
    .slice(0, TAGS_MAX);
}

function bandIn(band: unknown): number {
  const number = whole(band) ?? 0;
  return number <= AGE_BANDS.length ? number : 0;
}
