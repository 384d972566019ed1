// SPDX-License-Identifier: Apache-2.0
// Starts the service worker (src/sw.ts) and offers a new build when there is one. A page is never reloaded
// unless its reader asks for it, and then once. Without service workers, as over plain http, the client works
// the same, only not offline.
import type { Order } from '../../sw/route.ts';
import { offerUpdate } from './UpdateNotice.tsx';

const WORKER = '/sw.js';
const LOOK_EVERY_MS = 10 * 60_000;
// A worker that does not take over keeps nobody from the new version.
const TAKE_OVER_MS = 3_000;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

export async function registerWorker(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) return;
  // Another tab let the new build in, or it came without one before it.
  workers.addEventListener('controllerchange', () => {
    if (reload === null) void isNewestBuild().then((newest) => newest || offer(null));
    else reload();
  });
  const registration = await workers.register(trusted(WORKER));
  watch(registration);
  lookForUpdates(registration);
}

// Set when the reader asked for the new version.
let reload: (() => void) | null = null;

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting !== null) void waits(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      // The first worker of all waits for nobody.
      if (worker.state === 'installed' && registration.active !== null) void waits(worker);
    });
  });
}

// A page that was loaded since is of the new build already, and only other tabs can be of the old.
async function waits(worker: ServiceWorker): Promise<void> {
  if (await isNewestBuild()) order(worker, 'take_over_when_alone');
  else offer(worker);
}

function offer(worker: ServiceWorker | null): void {
  offerUpdate(() => {
    reload ??= once(() => location.reload());
    if (worker === null || worker.state !== 'installed') return reload();
    order(worker, 'take_over');
    setTimeout(reload, TAKE_OVER_MS);
  });
}

// Whether the newest cache of the worker has what this page began with: the name of its script changes with
// whatever that loads, and no script names the style sheet.
async function isNewestBuild(): Promise<boolean> {
  const cacheName = (await caches.keys()).filter((name) => name.startsWith('heartlink-')).at(-1);
  if (cacheName === undefined) return true;
  const script = document.querySelector<HTMLScriptElement>('script[type=module]')?.src;
  const sheet = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href;
  const begun = [script, sheet].filter((address) => address !== undefined);
  const found = begun.map((address) => caches.match(address, { cacheName, ignoreVary: true }));
  return (await Promise.all(found)).every((kept) => kept !== undefined);
}

// The browser looks by itself only when a page is loaded, and a chat stays open for days.
function lookForUpdates(registration: ServiceWorkerRegistration): void {
  let lookedAt = Date.now();
  const look = () => {
    if (document.visibilityState === 'hidden' || Date.now() - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = Date.now();
    // No network, or the server is on its way: next time.
    registration.update().catch(() => {});
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('online', look);
  setInterval(look, LOOK_EVERY_MS);
}

function order(worker: ServiceWorker, what: Order): void {
  worker.postMessage(what);
}

function once(run: () => void): () => void {
  let ran = false;
  return () => {
    if (!ran) run();
    ran = true;
  };
}

// The one policy that the server allows (`trusted-types heartlink`): it lets one address through.
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy('heartlink', {
    createScriptURL: (asked) => {
      if (asked !== WORKER) throw new TypeError(`${asked} is no script of ours`);
      return asked;
    },
  });
  return policy?.createScriptURL(address) ?? address;
}
