// SPDX-License-Identifier: Apache-2.0
// Signing out: the session ends, the other tabs are told, and what this device kept of the person goes with it.
// What was not sent yet stays, and waits for its person.
import { errorNote, type Note, say } from '../i18n/i18n.ts';
import { forgetPerson } from '../store/cache.ts';
import { knownPerson } from '../store/local.ts';
import { signOut } from '../store/sign_in.ts';
import { tell } from '../store/tabs.ts';

// Longer than any device needs for it; nobody stays signed in because its storage hangs.
const FORGET_MS = 2_000;

// Goes to `address`. Answers why not, or null when the page is on its way out; whoever had no session any more
// leaves as well.
export async function signOutTo(address: string): Promise<Note | null> {
  const answer = await signOut();
  if (!answer.ok && answer.status !== 401) {
    return { key: 'home.sign_out_failed', params: { reason: say(errorNote(answer.code)) } };
  }
  const person = knownPerson();
  if (person !== null) {
    const late = new Promise((done) => setTimeout(done, FORGET_MS));
    await Promise.race([forgetPerson(person.username), late]);
  }
  tell({ what: 'session' });
  location.assign(address);
  return null;
}
