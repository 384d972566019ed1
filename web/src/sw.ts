// SPDX-License-Identifier: Apache-2.0
// The service worker: with it the client opens without a network, and a tab finds the rest of its build when
// the server has a newer one. It keeps the assets of one build, which are the same for everybody, and nothing
// about a person: no answer of the API, no name, no message. So signing out has nothing to clear here. The
// build (pwa.ts) writes it to /sw.js as one classic script and puts in what it has made.
import { handlingOf, isFromServer, listens, type Order, outdated } from './sw/route.ts';

declare const self: ServiceWorkerGlobalScope;
// Of this build: a hash over all of it, the addresses of its assets, and the shell in each theme.
declare const BUILD_VERSION: string;
declare const BUILD_ASSETS: readonly string[];
declare const BUILD_SHELLS: Record<'system' | 'light' | 'dark', string>;

const PREFIX = 'heartlink-';
const CACHE = PREFIX + BUILD_VERSION;
const PATIENCE_MS = 3_000;
// An answer's header that is about its bytes on the wire or about that one file, not about our pages.
const OF_ONE_FILE =
  /^(accept-ranges|age|cache-control|content-(encoding|length|type)|date|etag|last-modified|vary)$/;

self.addEventListener('install', (event) => event.waitUntil(keepAssets()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('message', (event) => event.waitUntil(obey(event.data)));
self.addEventListener('notificationclick', (event) => event.waitUntil(openRoom(event.notification)));
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const handling = handlingOf(method, mode, url, self.location.origin);
  if (handling === 'page') event.respondWith(page(event));
  else if (handling === 'asset') event.respondWith(asset(event));
});

// Deleted first, so that the newest build's cache is the last one even when the server went back to an older.
async function keepAssets(): Promise<void> {
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  // A hashed file that the page has just loaded comes from the browser's cache; of the others the newest.
  await cache.addAll(
    BUILD_ASSETS.map(
      (path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' }),
    ),
  );
}

async function begin(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(outdated(ours, CACHE, await openTabs()).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// A new build waits until a person says so, or until no tab is left that shows another.
async function obey(order: Order): Promise<void> {
  if (order === 'take_over' || (order === 'take_over_when_alone' && (await openTabs()) === 1)) {
    await self.skipWaiting();
  }
}

async function openTabs(): Promise<number> {
  return (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
}

// Where only a worker may show a notification (Android), only it hears the press: a tab that listens goes to
// the room, else a new one does.
async function openRoom(notification: Notification): Promise<void> {
  notification.close();
  const address: unknown = notification.data?.address;
  if (typeof address !== 'string' || !address.startsWith('/tools/chat/room/')) return;
  const tabs = await self.clients.matchAll({ type: 'window' });
  const tab = tabs.find(({ url }) => listens(url));
  if (tab === undefined) await self.clients.openWindow(address);
  else (await tab.focus()).postMessage({ open: address });
}

// This build's first, then another's, which a tab may still or already show.
async function asset(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const kept =
    (await caches.match(request, { cacheName: CACHE, ignoreVary: true })) ??
    (await caches.match(request, { ignoreVary: true }));
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) event.waitUntil(keep(request, response.clone()));
  return response;
}

async function keep(request: Request, response: Response): Promise<void> {
  try {
    await (await caches.open(CACHE)).put(request, response);
  } catch {
    // Without room for it, it is only asked for again.
  }
}

// Without navigation preload: Safari refused preloaded pages that a redirect led to (WebKit bug 289080).
async function page({ request }: FetchEvent): Promise<Response> {
  const answer = fetch(request);
  const late = new Promise<null>((done) => setTimeout(done, PATIENCE_MS, null));
  const response = await Promise.race([answer.catch(() => null), late]);
  if (response !== null && isFromServer(response.status)) return response;
  const { origin, pathname } = new URL(request.url);
  if (pathname === '/') return Response.redirect(`${origin}/tools/chat/`);
  return (await shell()) ?? answer;
}

// The server gives the shell no address of its own. What stands around a page, above all the policy of what
// may run in it, stands around every answer of the server: it is taken from one that is kept.
async function shell(): Promise<Response | null> {
  const like = await caches.match('/favicon.svg', { cacheName: CACHE, ignoreVary: true });
  if (like === undefined) return null;
  const headers = new Headers([...like.headers].filter(([name]) => !OF_ONE_FILE.test(name)));
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // Where a worker cannot read cookies, the page puts itself right as soon as it runs.
  const chosen = 'cookieStore' in self ? (await self.cookieStore.get('heartlink_theme'))?.value : undefined;
  return new Response(BUILD_SHELLS[chosen === 'light' || chosen === 'dark' ? chosen : 'system'], { headers });
}
