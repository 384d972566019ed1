// SPDX-License-Identifier: Apache-2.0
// The ways between the sign-in page and the rest that need a fresh document, because the session changed.
import { errorNote, type Note, say } from '../i18n/i18n.ts';
import { loginAddress, signOut } from '../store/session.ts';

const EXPIRED = 'heartlink.expired';

// To the sign-in page and, after signing in, back here. The page then says that the session had expired.
export function leaveToLogin(): void {
  try {
    sessionStorage.setItem(EXPIRED, '1');
  } catch {
    // Storage may be blocked; only the explanation is lost.
  }
  location.assign(loginAddress(location.pathname + location.search));
}

// True once after leaveToLogin().
export function takeExpired(): boolean {
  try {
    const expired = sessionStorage.getItem(EXPIRED) !== null;
    sessionStorage.removeItem(EXPIRED);
    return expired;
  } catch {
    return false;
  }
}

// Ends the session and goes to `address`. Answers why not, or null when the page is on its way out; whoever
// had no session any more leaves as well.
export async function signOutTo(address: string): Promise<Note | null> {
  const answer = await signOut();
  if (!answer.ok && answer.status !== 401) {
    return { key: 'home.sign_out_failed', params: { reason: say(errorNote(answer.code)) } };
  }
  location.assign(address);
  return null;
}
