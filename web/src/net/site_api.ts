// SPDX-License-Identifier: Apache-2.0
// What the site says of itself to everybody.
import { get } from './api.ts';
import { isRecord, text, whole } from './frames.ts';

export interface Site {
  // How to reach whoever runs it, and where somebody in danger finds help; '' where the site says nothing.
  contact: string;
  help: string;
  filter: 'off' | 'hold' | 'warn';
  aliases: boolean;
  waitMs: number;
  confirmMs: number;
  absenceMs: number;
  // For how long the entries of a matched room are kept; 0: not told.
  historyMs: number;
}

// What is not told is as it is by default.
export const PLAIN_SITE: Site = {
  contact: '',
  help: '',
  filter: 'off',
  aliases: true,
  waitMs: 600_000,
  confirmMs: 20_000,
  absenceMs: 60_000,
  historyMs: 0,
};

let asked: Promise<Site> | null = null;

// Once per page; whoever had no answer may ask again.
export function readSite(): Promise<Site> {
  asked ??= ask();
  return asked;
}

async function ask(): Promise<Site> {
  const answer = await get('/tools/api/site/');
  if (!answer.ok) {
    asked = null;
    return PLAIN_SITE;
  }
  const { contact, help, filter, aliases, match } = answer.body;
  const times = isRecord(match) ? match : {};
  return {
    contact: text(contact),
    help: text(help),
    filter: filter === 'hold' || filter === 'warn' ? filter : 'off',
    aliases: aliases !== false,
    waitMs: whole(times.wait_ms) ?? PLAIN_SITE.waitMs,
    confirmMs: whole(times.confirm_ms) ?? PLAIN_SITE.confirmMs,
    absenceMs: whole(times.absence_ms) ?? PLAIN_SITE.absenceMs,
    historyMs: whole(times.history_ms) ?? 0,
  };
}
