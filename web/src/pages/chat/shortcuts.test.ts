// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { fakeRoom } from '../../store/testing/fake_me.ts';
import { neighbour, shortcutOf } from './shortcuts.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  shortcutOf({
    key,
    keyCode: 0,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    ...held,
  } as KeyboardEvent);

test('Alt and an arrow walk the chats, Ctrl or Command and K find', () => {
  expect(press('ArrowUp', { altKey: true })).toBe('previous');
  expect(press('ArrowDown', { altKey: true })).toBe('next');
  expect(press('ArrowDown', { altKey: true, shiftKey: true })).toBe('next_unread');
  expect(press('k', { ctrlKey: true })).toBe('find');
  expect(press('K', { metaKey: true })).toBe('find');
});

test('F6 walks the parts of the page, with Shift backwards', () => {
  expect(press('F6')).toBe('region');
  expect(press('F6', { shiftKey: true })).toBe('region_back');
  expect(press('F6', { ctrlKey: true })).toBeNull();
});

test('? asks for the shortcuts, but is written where one writes', () => {
  const target = (where: string) =>
    ({ matches: (what: string) => what.split(', ').includes(where) }) as unknown as EventTarget;
  expect(press('?', { shiftKey: true, target: target('main') })).toBe('help');
  expect(press('?', { shiftKey: true, target: null })).toBe('help');
  for (const where of ['input', 'textarea', 'select'])
    expect(press('?', { shiftKey: true, target: target(where) })).toBeNull();
  expect(press('?', { shiftKey: true, ctrlKey: true })).toBeNull();
});

test('other keys mean nothing, nor does any while an input method composes', () => {
  expect(press('ArrowDown')).toBeNull();
  expect(press('k')).toBeNull();
  expect(press('ArrowDown', { altKey: true, ctrlKey: true })).toBeNull();
  expect(press('ArrowDown', { altKey: true, isComposing: true })).toBeNull();
  expect(press('k', { ctrlKey: true, keyCode: 229 })).toBeNull();
});

const LIST = [fakeRoom({ id: 'a' }), fakeRoom({ id: 'b', unread: 2 }), fakeRoom({ id: 'c' })];

test('the ends of the list are ends, and without a room the first comes', () => {
  expect(neighbour(LIST, 'a', 'previous')).toBeNull();
  expect(neighbour(LIST, 'a', 'next')).toBe('b');
  expect(neighbour(LIST, 'c', 'next')).toBeNull();
  expect(neighbour(LIST, '', 'next')).toBe('a');
});

test('the next unread is looked for below and then from the top', () => {
  expect(neighbour(LIST, 'a', 'next_unread')).toBe('b');
  expect(neighbour(LIST, 'c', 'next_unread')).toBe('b');
  expect(neighbour(LIST, 'b', 'next_unread')).toBeNull();
});
