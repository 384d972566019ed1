// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// A worker, its registration and the browser's container of them, as far as the page talks to them.
class FakeWorker extends EventTarget {
  state = 'installed';
  readonly orders: string[] = [];
  postMessage(order: string): void {
    this.orders.push(order);
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = new FakeWorker();
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  update = vi.fn(async () => {});
}

let workers: EventTarget & { register?: unknown };
let registration: FakeRegistration;
let keptOf: Record<string, string[]>;
let reloads: number;

const pages = () => document.querySelector('[role=status]')?.textContent ?? '';
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  document.body.replaceChildren();
  const entry = document.createElement('script');
  entry.src = 'http://localhost/assets/index-1.js';
  // The page's first script. It is not in the document: this one would load it.
  vi.spyOn(document, 'querySelector').mockImplementation((what) =>
    what === 'script[type=module]' ? entry : (document.querySelectorAll(what)[0] ?? null),
  );
  registration = new FakeRegistration();
  workers = Object.assign(new EventTarget(), { register: vi.fn(async () => registration) });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { serviceWorker: workers }));
  keptOf = { 'heartlink-old': ['http://localhost/assets/index-1.js'] };
  vi.stubGlobal('caches', {
    keys: async () => Object.keys(keptOf),
    match: async (address: string, { cacheName }: { cacheName: string }) =>
      keptOf[cacheName]?.includes(address) ? {} : undefined,
  });
  reloads = 0;
  vi.spyOn(location, 'reload').mockImplementation(() => {
    reloads += 1;
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function start(): Promise<void> {
  const { registerWorker } = await import('./register_worker.ts');
  await registerWorker();
}

// A new build arrives; `mine`: this page was loaded from it.
async function newBuild(mine: boolean): Promise<FakeWorker> {
  keptOf['heartlink-new'] = [
    mine ? 'http://localhost/assets/index-1.js' : 'http://localhost/assets/index-2.js',
  ];
  const worker = new FakeWorker();
  worker.state = 'installing';
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  worker.state = 'installed';
  registration.waiting = worker;
  worker.dispatchEvent(new Event('statechange'));
  await settle();
  return worker;
}

function press(place: 'later' | 'now'): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('[role=status] button');
  buttons[place === 'later' ? 0 : 1]?.click();
}

test('a new build is offered and waits: nothing reloads until somebody presses', async () => {
  await start();
  const worker = await newBuild(false);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(pages()).toContain('app.update');
  expect(worker.orders).toEqual([]);
  expect(reloads).toBe(0);
});

test('pressing lets it in and reloads once, however often the worker changes', async () => {
  await start();
  const worker = await newBuild(false);
  press('now');
  press('now');
  expect(worker.orders).toContain('take_over');
  expect(reloads).toBe(0);
  workers.dispatchEvent(new Event('controllerchange'));
  workers.dispatchEvent(new Event('controllerchange'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reloads).toBe(1);
});

test('a worker that never takes over keeps nobody from the new version', async () => {
  await start();
  await newBuild(false);
  press('now');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reloads).toBe(1);
});

test('putting it off takes the notice away and changes nothing', async () => {
  await start();
  const worker = await newBuild(false);
  press('later');
  await settle();
  expect(pages()).toBe('');
  expect(worker.orders).toEqual([]);
  expect(reloads).toBe(0);
});

test('a page of the new build says nothing; the worker may come when it is alone', async () => {
  await start();
  const worker = await newBuild(true);
  expect(pages()).toBe('');
  expect(worker.orders).toEqual(['take_over_when_alone']);
});

test('when another tab let the new build in, this one offers it and does not reload', async () => {
  await start();
  keptOf['heartlink-new'] = ['http://localhost/assets/index-2.js'];
  workers.dispatchEvent(new Event('controllerchange'));
  await settle();
  expect(pages()).toContain('app.update');
  expect(reloads).toBe(0);
  press('now');
  expect(reloads).toBe(1);
});

test('the first worker of all takes its place without a word', async () => {
  registration.active = null;
  await start();
  const worker = await newBuild(true);
  workers.dispatchEvent(new Event('controllerchange'));
  await settle();
  expect(pages()).toBe('');
  expect(worker.orders).toEqual([]);
  expect(reloads).toBe(0);
});

test('a tab that stays open looks for a new version by itself, also while offline', async () => {
  registration.update = vi.fn(() => Promise.reject(new TypeError('offline')));
  await start();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(registration.update.mock.calls.length).toBeGreaterThanOrEqual(5);
  document.dispatchEvent(new Event('visibilitychange'));
  const calls = registration.update.mock.calls.length;
  document.dispatchEvent(new Event('visibilitychange'));
  expect(registration.update.mock.calls.length).toBe(calls);
});

test('the policy of trusted types lets one address through', async () => {
  let rule: (address: string) => string = () => '';
  const createPolicy = vi.fn((_: string, rules: { createScriptURL: typeof rule }) => {
    rule = rules.createScriptURL;
    return rules;
  });
  vi.stubGlobal('trustedTypes', { createPolicy });
  await start();
  expect(createPolicy).toHaveBeenCalledExactlyOnceWith('heartlink', expect.anything());
  expect(workers.register).toHaveBeenCalledExactlyOnceWith('/sw.js');
  for (const address of ['/sw.js?a', 'https://evil.example/sw.js', '//evil.example/sw.js', '']) {
    expect(() => rule(address), address).toThrow('no script of ours');
  }
});

test('without service workers, as over plain http, nothing happens', async () => {
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { serviceWorker: undefined }));
  await start();
  expect(workers.register).not.toHaveBeenCalled();
});
