// SPDX-License-Identifier: Apache-2.0
// The way to the sign-in page when the session is over, and back. It needs a fresh document.
import { loginAddress } from '../store/session.ts';

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
