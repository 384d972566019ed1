// SPDX-License-Identifier: Apache-2.0
// What the site says of itself to everybody.
import { get } from './api.ts';
import { isRecord, text, whole } from './frames.ts';

export interface Site {
  // How to reach whoever runs it, and where somebody in danger finds help; '' where the site says nothing.
  contact: string;
  help: string;
  // For how long the entries of a matched room are kept; 0: not told.
  historyMs: number;
}

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
    return { contact: '', help: '', historyMs: 0 };
  }
  const { contact, help, match } = answer.body;
  const historyMs = isRecord(match) ? (whole(match.history_ms) ?? 0) : 0;
  return { contact: text(contact), help: text(help), historyMs };
}
