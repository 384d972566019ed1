// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { goToRegion } from './regions.ts';

// Of the list, the room and the panel only what the focus is about. Each message is 50 pixels high, and the
// window onto them shows the first two.
const PAGE = `
  <div id="list" role="navigation" aria-label="Chats">
    <a href="/users/settings/">settings</a>
    <a href="/a/" data-room="a">a</a>
    <a href="/b/" data-room="b" aria-current="page">b</a>
  </div>
  <main id="room" tabindex="-1">
    <h1 tabindex="-1">b</h1>
    <div role="feed" aria-label="Messages">
      <article id="m1" tabindex="-1"></article>
      <article id="m2" tabindex="-1"></article>
      <article id="m3" tabindex="0"></article>
    </div>
    <form><textarea id="box"></textarea></form>
  </main>
  <aside aria-label="About"><button id="close" type="button">close</button></aside>`;

let shown: string[];

const focused = () => document.activeElement?.id || document.activeElement?.textContent?.trim();
const walk = (times: number, back = false) =>
  Array.from({ length: times }, () => {
    goToRegion(back);
    return focused();
  });

beforeEach(() => {
  document.body.innerHTML = PAGE;
  shown = ['m1', 'm2'];
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const top = shown.includes(this.id) || this.getAttribute('role') === 'feed' ? 0 : 1000;
    return { top, bottom: top + 50 } as DOMRect;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

test('forwards through the list, the messages, the box and the panel, and around', () => {
  expect(walk(5)).toEqual(['b', 'm2', 'box', 'close', 'b']);
});

test('backwards the other way', () => {
  document.getElementById('box')?.focus();
  expect(walk(4, true)).toEqual(['m2', 'b', 'close', 'box']);
});

test('the heading of the room lies between the list and the messages', () => {
  document.querySelector('h1')?.focus();
  expect(walk(1)).toEqual(['m2']);
  document.querySelector('h1')?.focus();
  expect(walk(1, true)).toEqual(['b']);
});

test('the message that Tab would reach has the focus when it is in sight', () => {
  shown = ['m2', 'm3', 'm1'];
  document.querySelector('h1')?.focus();
  document.getElementById('m1')?.setAttribute('tabindex', '0');
  document.getElementById('m3')?.setAttribute('tabindex', '-1');
  expect(walk(1)).toEqual(['m1']);
});

test('what is not on the screen is passed over', () => {
  const list = document.getElementById('list') as HTMLElement;
  list.style.visibility = 'hidden';
  document.querySelector('aside')?.remove();
  expect(walk(3)).toEqual(['m2', 'box', 'm2']);
});

test('where only the list is, it has the focus, on the first chat', () => {
  document.getElementById('room')?.remove();
  document.querySelector('aside')?.remove();
  document.querySelector('[aria-current]')?.removeAttribute('aria-current');
  expect(walk(2)).toEqual(['a', 'a']);
  document.body.innerHTML = '';
  expect(goToRegion(false)).toBe(false);
});
