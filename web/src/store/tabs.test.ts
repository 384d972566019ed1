// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Broadcast } from './tabs.ts';
import { type FakeBrowser, openBrowser } from './testing/fake_browser.ts';

let browser: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = openBrowser();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

async function openTab(person = 'alice') {
  vi.resetModules();
  const tabs = await import('./tabs.ts');
  const heard: Broadcast[] = [];
  tabs.speakFor(person);
  const stop = tabs.listen((message) => heard.push(message));
  return { ...tabs, heard, stop };
}

test('the other tabs of the person hear it, the one that speaks does not', async () => {
  const [one, two, three] = [await openTab(), await openTab(), await openTab()];
  one.tell({ what: 'read', room: 'r', upTo: 7 });
  await settled();
  expect(one.heard).toEqual([]);
  expect(two.heard).toEqual([{ what: 'read', room: 'r', upTo: 7 }]);
  expect(three.heard).toEqual(two.heard);
  expect(new Set([one.tabId, two.tabId, three.tabId]).size).toBe(3);
});

test('whoever stopped listening hears nothing more', async () => {
  const [one, two] = [await openTab(), await openTab()];
  two.stop();
  one.tell({ what: 'outbox', room: 'r' });
  await settled();
  expect(two.heard).toEqual([]);
});

test('tabs of another person hear only what concerns the device or the session', async () => {
  const [alice, bob] = [await openTab('alice'), await openTab('bob')];
  alice.tell({ what: 'draft', room: 'r', text: 'hers' });
  alice.tell({ what: 'read', room: 'r', upTo: 7 });
  alice.tell({ what: 'preferences', chosen: {} });
  alice.tell({ what: 'session' });
  await settled();
  expect(bob.heard).toEqual([{ what: 'preferences', chosen: {} }, { what: 'session' }]);
});

test('what is no message of ours is not heard', async () => {
  const tab = await openTab();
  const channel = new BroadcastChannel('heartlink');
  for (const odd of ['x', null, {}, { person: 'alice' }, { person: 'alice', message: 7 }])
    channel.postMessage(odd);
  await settled();
  expect(tab.heard).toEqual([]);
});

test('tabs that are held live until they close', async () => {
  const [one, two, three] = [await openTab(), await openTab(), await openTab()];
  const request = vi.spyOn(browser.locks, 'request');
  one.holdTab();
  two.holdTab();
  two.holdTab();
  await settled();
  expect(request).toHaveBeenCalledTimes(4);
  expect(await three.liveTabs()).toEqual(new Set([one.tabId, two.tabId]));
  let gone = false;
  void three.tabGone(one.tabId).then(() => {
    gone = true;
  });
  await settled();
  expect(gone).toBe(false);
  browser.locks.release(`heartlink.tab.${one.tabId}`);
  await settled();
  expect(gone).toBe(true);
  expect(await three.liveTabs()).toEqual(new Set([two.tabId]));
});

test('one tab notifies, and when it closes the next one does', async () => {
  const [one, two] = [await openTab(), await openTab()];
  expect(one.isNotifier.value).toBe(false);
  one.holdTab();
  two.holdTab();
  await settled();
  expect([one.isNotifier.value, two.isNotifier.value]).toEqual([true, false]);
  browser.locks.release('heartlink.notifier');
  expect(two.isNotifier.value).toBe(true);
});

test('without Web Locks nobody knows who lives, and a tab notifies while it is visible', async () => {
  let changed = () => {};
  const page = {
    visibilityState: 'visible',
    addEventListener: (_: string, on: () => void) => {
      changed = on;
    },
  };
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('document', page);
  const tab = await openTab();
  tab.holdTab();
  await settled();
  expect(await tab.liveTabs()).toBeNull();
  expect(tab.isNotifier.value).toBe(true);
  page.visibilityState = 'hidden';
  changed();
  expect(tab.isNotifier.value).toBe(false);
});

test('where there are no channels a tab is alone and works', async () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const tab = await openTab();
  expect(() => tab.tell({ what: 'session' })).not.toThrow();
});
