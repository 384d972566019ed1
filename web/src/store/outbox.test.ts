// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Outbox, Unsent } from './outbox.ts';
import { type FakeBrowser, openBrowser } from './testing/fake_browser.ts';
import { MemoryShelf } from './testing/memory_shelf.ts';

const HOUR_MS = 3_600_000;

let browser: FakeBrowser;
let shelf: MemoryShelf;
const opened: Outbox[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  browser = openBrowser();
  shelf = new MemoryShelf();
});

afterEach(() => {
  for (const outbox of opened.splice(0)) outbox.dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);
const ids = (items: readonly Unsent[]) => items.map((item) => item.clientId);
const stored = () => [...shelf.rows.values()] as Unsent[];

function item(clientId: string, more: Partial<Unsent> = {}) {
  const base = { clientId, room: 'r', content: `says ${clientId}`, type: 'text' as const, replyTo: null };
  return { ...base, at: Date.now(), ...more };
}

// A page with this person's outbox; modules of its own, as every tab has.
async function openTab(person = 'alice') {
  vi.resetModules();
  const tabs = await import('./tabs.ts');
  const { openOutbox } = await import('./outbox.ts');
  tabs.speakFor(person);
  tabs.holdTab();
  const outbox = await openOutbox(person, shelf);
  opened.push(outbox);
  const list = outbox.of('r');
  // As an open room does.
  const leave = effect(() => void list.value);
  return {
    outbox,
    id: tabs.tabId,
    list,
    leave,
    close: () => {
      outbox.dispose();
      browser.locks.release(`heartlink.tab.${tabs.tabId}`);
    },
  };
}

async function leftBehind(...items: Partial<Unsent>[]) {
  for (const [at, one] of items.entries()) {
    const unsent = { ...item(`c${at + 1}`, one), tab: 'gone', failed: one.failed ?? '' };
    await shelf.set(`alice/${unsent.room}/${unsent.clientId}`, unsent);
  }
}

test('an item is shown at once and stored before add() is done', async () => {
  const tab = await openTab();
  const release = shelf.hold();
  let done = false;
  const adding = tab.outbox.add(item('c1')).then(() => {
    done = true;
  });
  expect(tab.list.value).toMatchObject([{ clientId: 'c1', tab: tab.id, failed: '' }]);
  await settled();
  expect(done).toBe(false);
  release();
  await adding;
  expect(stored()).toEqual(tab.list.value);
  expect(tab.outbox.durable.value).toBe(true);
});

test('items of one room are in the order of their clientId, and other rooms have their own', async () => {
  const tab = await openTab();
  for (const id of ['c2', 'c1', 'c3']) void tab.outbox.add(item(id));
  await tab.outbox.add(item('c0', { room: 'other' }));
  expect(ids(tab.list.value)).toEqual(['c1', 'c2', 'c3']);
  expect(ids(tab.outbox.of('other').value)).toEqual(['c0']);
  expect(ids(tab.outbox.of('r.').value)).toEqual([]);
});

test('the rooms with something to send are known, those with nothing but failures are not', async () => {
  const tab = await openTab();
  for (const room of ['waits', 'late', 'failed', 'empty']) void tab.outbox.add(item(room, { room }));
  tab.outbox.fail('late', 'timed_out');
  tab.outbox.fail('failed', 'muted');
  tab.outbox.settle('empty');
  expect(tab.outbox.rooms()).toEqual(['waits', 'late']);
});

test('what is settled is gone from the list and the shelf; settling what nobody knows does nothing', async () => {
  const tab = await openTab();
  await tab.outbox.add(item('c1'));
  tab.outbox.settle('c1');
  tab.outbox.settle('c1');
  tab.outbox.settle('never seen');
  expect(tab.list.value).toEqual([]);
  await settled();
  expect(shelf.rows.size).toBe(0);
});

test('an item settled while it is still being stored does not come back', async () => {
  const tab = await openTab();
  const release = shelf.hold();
  const adding = tab.outbox.add(item('c1'));
  tab.outbox.settle('c1');
  release();
  await adding;
  await settled();
  expect(shelf.rows.size).toBe(0);
  expect(tab.list.value).toEqual([]);
});

test('a failure and a retry are stored, under the same clientId', async () => {
  const tab = await openTab();
  await tab.outbox.add(item('c1'));
  tab.outbox.fail('c1', 'muted');
  expect(tab.list.value).toMatchObject([{ clientId: 'c1', failed: 'muted' }]);
  await settled();
  expect(stored()).toMatchObject([{ failed: 'muted' }]);
  tab.outbox.revive('c1');
  await settled();
  expect(stored()).toEqual([{ ...item('c1'), tab: tab.id, failed: '' }]);
});

test('a page opened later finds everything, and takes it over when its room is opened', async () => {
  const first = await openTab();
  await first.outbox.add(item('c1'));
  await first.outbox.add(item('c2'));
  first.close();
  const second = await openTab();
  expect(ids(second.list.value)).toEqual(['c1', 'c2']);
  expect(second.list.value.some(second.outbox.mine)).toBe(false);
  await second.outbox.adopt('r');
  expect(second.list.value.every(second.outbox.mine)).toBe(true);
  await settled();
  expect(stored().map((one) => one.tab)).toEqual([second.id, second.id]);
});

test('what a living tab has to send is left to it', async () => {
  const first = await openTab();
  await first.outbox.add(item('c1'));
  const second = await openTab();
  await second.outbox.adopt('r');
  await settled();
  expect(second.list.value.some(second.outbox.mine)).toBe(false);
  expect(stored()).toMatchObject([{ tab: first.id }]);
});

test('when a living tab closes, the open room of another takes over what it left', async () => {
  const first = await openTab();
  const second = await openTab();
  await second.outbox.adopt('r');
  await first.outbox.add(item('c1'));
  await settled();
  expect(ids(second.list.value)).toEqual(['c1']);
  first.close();
  await settled();
  expect(second.list.value.every(second.outbox.mine)).toBe(true);
});

test('one lock is awaited for each living tab, however much it says', async () => {
  const first = await openTab();
  const second = await openTab();
  await first.outbox.add(item('c1'));
  const request = vi.spyOn(browser.locks, 'request');
  await second.outbox.adopt('r');
  await first.outbox.add(item('c2'));
  await second.outbox.adopt('r');
  await settled();
  expect(request).toHaveBeenCalledTimes(1);
});

test('a tab that has left the room takes over nothing', async () => {
  const first = await openTab();
  const second = await openTab();
  await second.outbox.adopt('r');
  await first.outbox.add(item('c1'));
  await settled();
  second.leave();
  first.close();
  await settled();
  expect(second.list.value.some(second.outbox.mine)).toBe(false);
});

test('two tabs that adopt at once agree in the end who sends, and nothing is lost or doubled', async () => {
  await leftBehind({}, {});
  const first = await openTab();
  const second = await openTab();
  await Promise.all([first.outbox.adopt('r'), second.outbox.adopt('r')]);
  await settled();
  expect(stored().map((one) => one.tab)).toEqual([first.id, first.id]);
  expect(first.list.value).toEqual(stored());
  expect(second.list.value).toEqual(stored());
  // Both may have sent it; both settle it.
  first.outbox.settle('c1');
  second.outbox.settle('c1');
  await settled();
  expect(ids(first.list.value)).toEqual(['c2']);
  expect(ids(second.list.value)).toEqual(['c2']);
});

test('what is older than a day is not sent by itself, unless a person wants it', async () => {
  const old = Date.now() - 25 * HOUR_MS;
  await leftBehind({ at: old }, { at: old, failed: 'timed_out' }, { at: old, failed: 'muted' }, {});
  const tab = await openTab();
  await tab.outbox.adopt('r');
  expect(tab.list.value.map((one) => one.failed)).toEqual(['expired', 'expired', 'muted', '']);
  expect(tab.list.value.every(tab.outbox.mine)).toBe(true);
  tab.outbox.revive('c1');
  expect(tab.list.value[0]?.failed).toBe('');
});

test('without Web Locks what has lain for a minute counts as left behind, the rest a little later', async () => {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
  await leftBehind({ at: Date.now() - 61_000 }, { at: Date.now() - 10_000 });
  const tab = await openTab();
  await tab.outbox.adopt('r');
  expect(tab.list.value.map(tab.outbox.mine)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(49_000);
  expect(tab.list.value.map(tab.outbox.mine)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(tab.list.value.map(tab.outbox.mine)).toEqual([true, true]);
});

test('without Web Locks also what a tab leaves later is taken over after its minute', async () => {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
  const staying = await openTab();
  await staying.outbox.adopt('r');
  for (const id of ['c1', 'c2']) {
    const leaving = await openTab();
    await leaving.outbox.add(item(id));
    leaving.outbox.dispose();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(staying.list.value.at(-1)?.tab).toBe(leaving.id);
    await vi.advanceTimersByTimeAsync(1);
    expect(staying.list.value.at(-1)?.tab).toBe(staying.id);
  }
});

test('without Web Locks two tabs do not take an old item from each other for ever', async () => {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
  await leftBehind({ at: Date.now() - 61_000 }, { at: Date.now() - 59_000 });
  const update = vi.spyOn(shelf, 'update');
  const [first, second] = [await openTab(), await openTab()];
  await first.outbox.adopt('r');
  await second.outbox.adopt('r');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(update.mock.calls.length).toBeLessThanOrEqual(8);
  expect(first.list.value).toEqual(stored());
  expect(second.list.value).toEqual(stored());
});

test('two living tabs that take each other for dead do not quarrel for ever', async () => {
  const [first, second] = [await openTab(), await openTab()];
  await first.outbox.add(item('c1'));
  await settled();
  for (const tab of [first, second]) browser.locks.release(`heartlink.tab.${tab.id}`);
  const update = vi.spyOn(shelf, 'update');
  await second.outbox.adopt('r');
  await settled();
  expect(update.mock.calls.length).toBeLessThanOrEqual(4);
  expect(first.list.value).toEqual(stored());
  expect(second.list.value).toEqual(stored());
});

test('tabs of one person see each other add, fail, retry and settle', async () => {
  const first = await openTab();
  const second = await openTab();
  await first.outbox.add(item('c1'));
  await settled();
  expect(second.list.value).toEqual(first.list.value);
  first.outbox.fail('c1', 'muted');
  await settled();
  expect(second.list.value).toMatchObject([{ failed: 'muted' }]);
  second.outbox.revive('c1');
  await settled();
  expect(first.list.value).toMatchObject([{ failed: '', tab: second.id }]);
  second.outbox.settle('c1');
  await settled();
  expect(first.list.value).toEqual([]);
});

test('what this tab does while it reads the news of another is not undone by them', async () => {
  const first = await openTab();
  const second = await openTab();
  await second.outbox.add(item('c2'));
  await settled();
  // Both happen after the shelf was read and before its answer is there.
  const read = shelf.entries.bind(shelf);
  const entries = vi.spyOn(shelf, 'entries').mockImplementationOnce(async (prefix) => {
    const rows = await read(prefix);
    second.outbox.settle('c2');
    void second.outbox.add(item('c3'));
    return rows;
  });
  const seen: string[][] = [];
  const stop = effect(() => void seen.push(ids(second.list.value)));
  await first.outbox.add(item('c1'));
  await settled();
  stop();
  expect(entries.mock.calls.length).toBeGreaterThan(1);
  expect(ids(second.list.value)).toEqual(['c1', 'c3']);
  expect(ids(first.list.value)).toEqual(['c1', 'c3']);
  // Nothing vanished or came back in between either.
  expect(seen).toEqual([['c2'], [], ['c3'], ['c1', 'c3']]);
});

test('storage that refuses is told once, and sending goes on from memory', async () => {
  const tab = await openTab();
  const other = await openTab();
  const told: boolean[] = [];
  tab.outbox.durable.subscribe((durable) => told.push(durable));
  shelf.refuses = true;
  await tab.outbox.add(item('c1'));
  await tab.outbox.add(item('c2'));
  tab.outbox.fail('c2', 'muted');
  await settled();
  expect(told).toEqual([true, false]);
  expect(tab.list.value).toMatchObject([{ failed: '' }, { failed: 'muted' }]);
  // Space again; what another tab tells takes nothing away.
  shelf.refuses = false;
  await other.outbox.add(item('c3'));
  await settled();
  expect(ids(tab.list.value)).toEqual(['c1', 'c2', 'c3']);
  tab.outbox.settle('c1');
  await settled();
  expect(ids(tab.list.value)).toEqual(['c2', 'c3']);
  expect(tab.outbox.durable.value).toBe(false);
});

test('what could not be removed does not come back in this tab', async () => {
  const tab = await openTab();
  const other = await openTab();
  await tab.outbox.add(item('c1'));
  shelf.refuses = true;
  tab.outbox.settle('c1');
  await settled();
  shelf.refuses = false;
  await other.outbox.add(item('c2'));
  await settled();
  expect(ids(tab.list.value)).toEqual(['c2']);
});

test('a shelf that cannot be read at all makes an empty outbox that works', async () => {
  shelf.refuses = true;
  const tab = await openTab();
  expect(tab.outbox.durable.value).toBe(false);
  await tab.outbox.add(item('c1'));
  expect(ids(tab.list.value)).toEqual(['c1']);
});

test('nobody sees what another person left, even with a name that begins alike', async () => {
  await leftBehind({});
  for (const person of ['bob', 'alic', 'alice2']) {
    const tab = await openTab(person);
    await tab.outbox.adopt('r');
    expect(tab.list.value).toEqual([]);
  }
});

test('what an unknown version wrote is left alone', async () => {
  await shelf.set('alice/r/c9', { other: 'shape' });
  const tab = await openTab();
  expect(tab.list.value).toEqual([]);
  expect(shelf.rows.size).toBe(1);
});
