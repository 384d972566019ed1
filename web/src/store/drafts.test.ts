// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBrowser } from './testing/fake_browser.ts';
import { MemoryShelf } from './testing/memory_shelf.ts';

let shelf: MemoryShelf;

beforeEach(() => {
  vi.useFakeTimers();
  openBrowser();
  shelf = new MemoryShelf();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

// A page with this person's drafts; modules of its own, as every tab has.
async function openTab(person = 'alice') {
  vi.resetModules();
  const { speakFor } = await import('./tabs.ts');
  const { rememberPerson } = await import('./local.ts');
  const { openDrafts } = await import('./drafts.ts');
  speakFor(person);
  rememberPerson({ username: person, id: 1 });
  return { drafts: await openDrafts(person, shelf), rememberPerson };
}

test('what is written is there at once and stored 300 ms later, once', async () => {
  const { drafts } = await openTab();
  const set = vi.spyOn(shelf, 'set');
  drafts.write('r', 'h');
  await vi.advanceTimersByTimeAsync(100);
  drafts.write('r', 'he');
  await vi.advanceTimersByTimeAsync(199);
  drafts.write('r', 'hello');
  expect(drafts.of('r').value).toBe('hello');
  expect(set).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect([...shelf.rows]).toEqual([['alice/r', 'hello']]);
  expect(drafts.rooms.value).toEqual(new Map([['r', 'hello']]));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(set).toHaveBeenCalledTimes(1);
});

test('a page opened later finds the drafts of its person only', async () => {
  const first = await openTab();
  first.drafts.write('r', 'hello');
  first.drafts.write('other', ' ');
  await vi.advanceTimersByTimeAsync(300);
  const second = await openTab();
  expect(second.drafts.of('r').value).toBe('hello');
  // A blank one is kept where it was written and is nothing to show.
  expect(second.drafts.of('other').value).toBe(' ');
  expect([...second.drafts.rooms.value.keys()]).toEqual(['r']);
  const bob = await openTab('bob');
  expect(bob.drafts.of('r').value).toBe('');
  expect(bob.drafts.rooms.value.size).toBe(0);
});

test('clearing is at once, and what waited to be stored does not come back', async () => {
  const { drafts } = await openTab();
  drafts.write('r', 'hello');
  await vi.advanceTimersByTimeAsync(300);
  drafts.write('r', 'hello again');
  drafts.clear('r');
  expect(drafts.of('r').value).toBe('');
  expect(drafts.rooms.value.size).toBe(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shelf.rows.size).toBe(0);
});

test('deleting every letter removes the draft', async () => {
  const { drafts } = await openTab();
  drafts.write('r', 'h');
  await vi.advanceTimersByTimeAsync(300);
  drafts.write('r', '');
  await vi.advanceTimersByTimeAsync(300);
  expect(shelf.rows.size).toBe(0);
  expect(drafts.rooms.value.size).toBe(0);
});

test('other tabs have the same draft, except where somebody types', async () => {
  const first = await openTab();
  const second = await openTab();
  first.drafts.write('r', 'from the first');
  await vi.advanceTimersByTimeAsync(300);
  expect(second.drafts.of('r').value).toBe('from the first');
  expect(second.drafts.rooms.value.get('r')).toBe('from the first');
  first.drafts.write('r', 'first');
  await vi.advanceTimersByTimeAsync(200);
  second.drafts.write('r', 'second');
  await vi.advanceTimersByTimeAsync(100);
  expect(second.drafts.of('r').value).toBe('second');
  await vi.advanceTimersByTimeAsync(200);
  expect(first.drafts.of('r').value).toBe('second');
  expect(shelf.rows.get('alice/r')).toBe('second');
  second.drafts.clear('r');
  await settled();
  expect(first.drafts.of('r').value).toBe('');
});

test('a tab left over from another person hears and shows nothing', async () => {
  const alice = await openTab('alice');
  const bob = await openTab('bob');
  bob.drafts.write('public-room', 'mine');
  await vi.advanceTimersByTimeAsync(300);
  expect(alice.drafts.of('public-room').value).toBe('');
});

test('a tab about to close stores at once, and not again', async () => {
  const { drafts } = await openTab();
  const set = vi.spyOn(shelf, 'set');
  drafts.write('r', 'hello');
  drafts.flush();
  await settled();
  expect(shelf.rows.get('alice/r')).toBe('hello');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(set).toHaveBeenCalledTimes(1);
});

test('after signing out nothing is kept any more, also of what waited', async () => {
  const { drafts, rememberPerson } = await openTab();
  drafts.write('r', 'hello');
  rememberPerson(null);
  await vi.advanceTimersByTimeAsync(300);
  expect(shelf.rows.size).toBe(0);
  expect(drafts.of('r').value).toBe('hello');
});

test('storage that refuses leaves the draft in the tab', async () => {
  shelf.refuses = true;
  const { drafts } = await openTab();
  drafts.write('r', 'hello');
  await vi.advanceTimersByTimeAsync(300);
  expect(drafts.of('r').value).toBe('hello');
  expect(drafts.rooms.value.get('r')).toBe('hello');
});

test('a page that goes before the storage has answered loses nothing', async () => {
  const { drafts } = await openTab();
  drafts.write('r', 'half a word');
  vi.spyOn(shelf, 'set').mockReturnValue(new Promise(() => {}));
  drafts.flush();
  vi.restoreAllMocks();
  const next = await openTab();
  expect(next.drafts.of('r').value).toBe('half a word');
  await settled();
  expect([...shelf.rows]).toEqual([['alice/r', 'half a word']]);
  next.drafts.clear('r');
  await settled();
  const last = await openTab();
  expect(last.drafts.of('r').value).toBe('');
});

test('nor does one that goes while it is being stored, be it written or deleted', async () => {
  const { drafts } = await openTab();
  drafts.write('deleted', 'sent by now');
  await vi.advanceTimersByTimeAsync(300);
  // The browser drops what was asked of the storage and was not done when the page went.
  vi.spyOn(shelf, 'set').mockImplementation(() => new Promise(() => {}));
  vi.spyOn(shelf, 'del').mockImplementation(() => new Promise(() => {}));
  drafts.write('r', 'half a word');
  drafts.clear('deleted');
  await vi.advanceTimersByTimeAsync(300);
  drafts.flush();
  vi.restoreAllMocks();
  const next = await openTab();
  expect(next.drafts.of('r').value).toBe('half a word');
  expect(next.drafts.of('deleted').value).toBe('');
  await settled();
  expect([...shelf.rows]).toEqual([['alice/r', 'half a word']]);
});
