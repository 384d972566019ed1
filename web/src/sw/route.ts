// SPDX-License-Identifier: Apache-2.0
// What the service worker decides, apart from how it is done (src/sw.ts): which requests are its business,
// which answers a page may be shown, and which caches have had their time. Pure.

// What a page may tell a worker that waits: take over at once, or only if no other tab is open.
export type Order = 'take_over' | 'take_over_when_alone';

// page: a document of ours; from the network while it answers in time, else the shell.
// asset: the same for everybody and for ever, or as long as this build; from the cache if it is there.
// untouched: all the rest, above all what is about a person. The worker does as if it were not there.
export type Handling = 'page' | 'asset' | 'untouched';

// The files without a hash in their names that every page shows.
export const UNHASHED = ['/favicon.svg'];

// The addresses that the server answers with the shell.
const PAGES = [
  /^\/$/,
  /^\/users\/(login|register|settings|logout)\/?$/,
  /^\/tools(\/(chat|number-match|heart_link|ops))?\/?$/,
  /^\/tools\/(chat\/(room|enhanced|debug)|heart_link\/chat)\/[^/]+\/?$/,
  /^\/tools\/chat-room-error\/[^/]+\/[^/]+\/?$/,
];

const WITH_ROOMS =
  /^\/tools(\/(number-match|heart_link)|\/chat(\/(room|enhanced)\/[^/]+)?|\/heart_link\/chat\/[^/]+)?\/?$/;

export function handlingOf(method: string, mode: string, address: string, origin: string): Handling {
  const url = new URL(address);
  if (method !== 'GET' || url.origin !== origin) return 'untouched';
  if (mode === 'navigate') return PAGES.some((page) => page.test(url.pathname)) ? 'page' : 'untouched';
  return url.pathname.startsWith('/assets/') || UNHASHED.includes(url.pathname) ? 'asset' : 'untouched';
}

// Whether a page at that address goes to the room that a notification names.
export function listens(address: string): boolean {
  return WITH_ROOMS.test(new URL(address).pathname);
}

// Whether an answer comes from our server. These three are a proxy's word that nobody is behind it, or the
// server's that it is starting or stopping; the shell says that better, and comes back by itself.
export function isFromServer(status: number): boolean {
  return status < 502 || status > 504;
}

// The caches to delete, of `names` from the oldest to the newest. While a second tab may still show the build
// before this one, that one's stays: the tab loads the rest of its pages from it.
export function outdated(names: readonly string[], own: string, openTabs: number): string[] {
  const others = names.filter((name) => name !== own);
  return openTabs > 1 ? others.slice(0, -1) : others;
}
