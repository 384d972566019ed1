// SPDX-License-Identifier: Apache-2.0
// The rules of heart link, accepted once per account. Where the server keeps no such thing, this device does. And
// what the site says of itself, asked once.
import { type ReadonlySignal, signal } from '@preact/signals';
import { isRecord } from '../../net/frames.ts';
import { acceptRules, readRulesAccepted } from '../../net/match_api.ts';
import { PLAIN_SITE, readSite, type Site } from '../../net/site_api.ts';
import { readLocal, writeLocal } from '../local.ts';

const STORED_AS = 'heartlink.rules';

const known = signal<Site>(PLAIN_SITE);
let asked = false;

export const site: ReadonlySignal<Site> = known;

export async function learnSite(): Promise<void> {
  if (asked) return;
  asked = true;
  known.value = await readSite();
}

// When the server cannot be asked, what this device knows counts.
export async function hasAccepted(person: string): Promise<boolean> {
  const answer = await readRulesAccepted();
  if (answer.ok && answer.accepted !== null) return answer.accepted;
  return acceptedHere(person);
}

export async function accept(person: string): Promise<void> {
  const kept = readLocal(STORED_AS);
  writeLocal(STORED_AS, { ...(isRecord(kept) ? kept : {}), [person]: true });
  // Should it not get there, it is asked for once more on another device.
  await acceptRules();
}

function acceptedHere(person: string): boolean {
  const kept = readLocal(STORED_AS);
  return isRecord(kept) && kept[person] === true;
}
