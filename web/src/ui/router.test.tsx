// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import type { ComponentType } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { find, type Page, Pages, place, route } from './router.tsx';
import { newStage, type Stage } from './testing/stage.ts';

let stage: Stage;
const text = () => stage.root.textContent;

const page = (paths: string[], Part: ComponentType): Page => ({ paths, load: async () => Part });
const Room = () => <p>room {place.value.params.room}</p>;
const Home = () => (
  <p>
    home{' '}
    <a href="/tools/chat/room/den/?a=1">
      <b>den</b>
    </a>
    <a href="/elsewhere/">out</a>
    <a href="#top">top</a>
  </p>
);
const PAGES = [
  page(['tools', 'tools/chat'], Home),
  page(['tools/chat/room/:room'], Room),
  page([], () => <p>nothing here</p>),
];

beforeEach(() => {
  history.replaceState(null, '', '/tools/chat/');
  stage = newStage();
});

afterEach(() => {
  stage.clear();
});

const open = (pages: readonly Page[] = PAGES) =>
  stage.show(<Pages pages={pages} broken={() => <p>broken</p>} />);

// Whether it was followed without the browser.
async function press(words: string, held: MouseEventInit = {}): Promise<boolean> {
  const link = [...stage.root.querySelectorAll('a')].find((one) => one.textContent === words);
  let followed = false;
  // Registered after the router's own, it hears of the click after it.
  const look = (event: Event) => {
    followed = event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener('click', look, { once: true });
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...held });
  (link?.firstElementChild ?? link)?.dispatchEvent(event);
  await open();
  return followed;
}

test.each([
  ['/tools/chat/room/a%20b/', { room: 'a b' }],
  ['/tools/chat/room/a%20b', { room: 'a b' }],
  ['/tools/chat/', {}],
  ['/tools/chat/room/%E0%A4/', {}],
  ['/tools/chat/room/a/b/', {}],
])('%s has the parameters %j', (path, params) => {
  expect(find(PAGES, path)[1]).toEqual(params);
});

test('an address that nobody knows, or that cannot be decoded, is the last page', () => {
  for (const path of ['/', '/tools/chat/room/', '/tools/chat/room/%E0%A4/']) {
    expect(find(PAGES, path)[0], path).toBe(PAGES[2]);
  }
});

test('a link to a page of ours is followed without a new document, and back leads back', async () => {
  await open();
  expect(text()).toContain('home');
  expect(await press('den')).toBe(true);
  expect(text()).toBe('room den');
  expect(place.value).toEqual({ params: { room: 'den' }, query: { a: '1' } });
  expect(location.pathname).toBe('/tools/chat/room/den/');
  history.replaceState(null, '', '/tools/');
  dispatchEvent(new PopStateEvent('popstate'));
  await open();
  expect(text()).toContain('home');
});

test.each([
  ['den', { ctrlKey: true }],
  ['den', { metaKey: true }],
  ['den', { shiftKey: true }],
  ['den', { button: 1 }],
  ['out', {}],
  ['top', {}],
])('a click on %s with %j is left to the browser', async (words, held) => {
  await open();
  expect(await press(words, held)).toBe(false);
  expect(text()).toContain('home');
});

test('the page that is there stays until the next is loaded, and knows nothing of it', async () => {
  let arrive = (_: ComponentType) => {};
  const slow: Page = { paths: ['slow/:room'], load: () => new Promise((done) => (arrive = done)) };
  const pages = [slow, ...PAGES];
  route('/tools/chat/room/den/');
  await open(pages);
  route('/slow/x/');
  await open(pages);
  expect(text()).toBe('room den');
  arrive(() => <p>slow {place.value.params.room}</p>);
  await open(pages);
  expect(text()).toBe('slow x');
});

test('a page that comes too late is not drawn', async () => {
  let arrive = (_: ComponentType) => {};
  const slow: Page = { paths: ['slow'], load: () => new Promise((done) => (arrive = done)) };
  const pages = [slow, ...PAGES];
  await open(pages);
  route('/slow/');
  await open(pages);
  route('/tools/chat/room/den/');
  arrive(() => <p>slow</p>);
  await open(pages);
  expect(text()).toBe('room den');
});

test('what cannot be loaded is said, unless somebody has gone on, and until he does', async () => {
  let fail = (_: Error) => {};
  const gone: Page = { paths: ['gone'], load: () => new Promise((_, no) => (fail = no)) };
  const pages = [gone, ...PAGES];
  route('/gone/');
  await open(pages);
  route('/tools/chat/');
  fail(new Error('too late to matter'));
  await open(pages);
  expect(text()).toContain('home');
  route('/gone/');
  await open(pages);
  fail(new Error('gone'));
  await open(pages);
  expect(text()).toBe('broken');
  route('/tools/chat/room/den/');
  await open(pages);
  expect(text()).toBe('room den');
});

test('going where one is adds nothing to go back over', async () => {
  await open();
  route('/tools/chat/room/den/');
  const before = history.length;
  route('/tools/chat/room/den/');
  expect(history.length).toBe(before);
});
