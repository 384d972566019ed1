// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handlingOf, isFromServer, listens, outdated } from './route.ts';

const HERE = 'https://chat.example.org';

function visit(path: string): string {
  return handlingOf('GET', 'navigate', HERE + path, HERE);
}

function load(path: string, method = 'GET', mode = 'cors'): string {
  return handlingOf(method, mode, HERE + path, HERE);
}

test('every page of the client opens from the shell, whatever stands behind its address', () => {
  for (const path of [
    '/',
    '/users/login/?next=%2Ftools%2Fchat%2F',
    '/users/register/',
    '/users/settings/',
    '/users/logout/',
    '/tools/',
    '/tools/chat',
    '/tools/chat/?join=abc',
    '/tools/ops/?section=queue',
    '/tools/chat/room/test-room-123/',
    '/tools/chat/room/%E4%BD%A0%E5%A5%BD/?message=7#7',
    '/tools/chat/enhanced/a/',
    '/tools/chat/debug/a/',
    '/tools/heart_link/chat/a/',
    '/tools/chat-room-error/ended/a/',
  ]) {
    expect(visit(path), path).toBe('page');
  }
});

test('the worker knows every address that the router knows', () => {
  const main = readFileSync(join(import.meta.dirname, '../main.tsx'), 'utf8');
  const paths = [...main.matchAll(/'((?:tools|users)[^']*)'/g)].map((match) => `/${match[1]}`);
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(visit(path.replace(/:\w+/g, 'x')), path).toBe('page');
});

test('only pages with rooms go where a notification leads', () => {
  const all = [
    '/tools/',
    '/tools/chat/',
    '/tools/chat/room/a/',
    '/tools/heart_link/chat/a/',
    '/tools/chat/enhanced/a/',
  ];
  for (const path of all) expect(listens(HERE + path), path).toBe(true);
  for (const path of [
    '/users/settings/',
    '/tools/chat/debug/a/',
    '/users/login/?next=%2Ftools%2Fchat%2F',
    '/',
  ]) {
    expect(listens(HERE + path), path).toBe(false);
  }
});

test('what is about a person never passes through the worker, whoever asks', () => {
  for (const path of [
    '/tools/api/chat/rooms/',
    '/users/api/session-status/',
    '/ws/chat/a/',
    '/ws/user/',
    '/readyz?verbose',
    '/livez',
    '/metrics',
    '/sw.js',
    '/manifest.webmanifest',
    '/robots.txt',
  ]) {
    expect([visit(path), load(path)], path).toEqual(['untouched', 'untouched']);
  }
});

test('nothing that changes something is touched, not even at the address of a page or an asset', () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
    expect(load('/users/login/', method, 'navigate')).toBe('untouched');
    expect(load('/assets/a-1.js', method)).toBe('untouched');
  }
});

test('a page that a script asks for is not a visit to it', () => {
  expect(load('/tools/chat/')).toBe('untouched');
});

test('assets come from the cache, also those that no page names beforehand', () => {
  for (const path of ['/assets/core-x.js', '/assets/core-x.css', '/assets/emoji-x.json', '/favicon.svg']) {
    expect(load(path, 'GET', 'no-cors'), path).toBe('asset');
  }
});

test('another site is none of our business, even with our paths', () => {
  expect(handlingOf('GET', 'navigate', 'https://evil.example/tools/chat/', HERE)).toBe('untouched');
  expect(handlingOf('GET', 'cors', `http://chat.example.org/assets/a.js`, HERE)).toBe('untouched');
});

test('a gateway that finds nobody is not our server; a refusal, a redirect and an error of ours are', () => {
  // 0: a redirect, which a worker sees without its status.
  for (const status of [0, 200, 304, 401, 404, 429, 500, 501])
    expect(isFromServer(status), `${status}`).toBe(true);
  for (const status of [502, 503, 504]) expect(isFromServer(status), `${status}`).toBe(false);
});

test('caches of other builds go, but the last one stays while a second tab may still need it', () => {
  const names = ['heartlink-1', 'heartlink-2', 'heartlink-3'];
  expect(outdated(names, 'heartlink-3', 0)).toEqual(['heartlink-1', 'heartlink-2']);
  expect(outdated(names, 'heartlink-3', 1)).toEqual(['heartlink-1', 'heartlink-2']);
  expect(outdated(names, 'heartlink-3', 2)).toEqual(['heartlink-1']);
  expect(outdated(['heartlink-3'], 'heartlink-3', 2)).toEqual([]);
});
