// SPDX-License-Identifier: Apache-2.0
// The cookies that scripts may read and write; the session's is not among them.
import { cookie } from './api.ts';

// Empty when absent.
export function readCookie(name: string): string {
  return typeof document === 'undefined' ? '' : cookie(document.cookie, name);
}

// For the whole site, sent along by every navigation. Zero seconds remove it.
export function writeCookie(name: string, value: string, seconds: number): void {
  const pair = `${name}=${encodeURIComponent(value)}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than our oldest browsers
  document.cookie = `${pair}; Path=/; SameSite=Lax; Max-Age=${seconds}`;
}
