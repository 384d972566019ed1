// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isTestRoom, judgeServer } from './checks.ts';
import { HOME_PATH, loginAddress, samePage } from './session.ts';

const ready = (success: boolean, lifecycle: string) =>
  JSON.stringify({ success, version: '0.1.0', checks: { lifecycle, store: 'writable' } });

test('a ready server passes with what it says about itself', () => {
  const check = judgeServer(200, ready(true, 'serving'), '8000');
  const params = { detail: 'v0.1.0 · lifecycle: serving · store: writable' };
  expect(check).toMatchObject({ state: 'pass', note: { key: 'check.server_ok', params } });
});

test('a server that is not ready says which of its checks it is', () => {
  const check = judgeServer(503, ready(false, 'draining'), '8000');
  const params = { detail: 'v0.1.0 · lifecycle: draining · store: writable' };
  expect(check).toMatchObject({ state: 'fail', note: { key: 'check.server_not_ready', params } });
});

test('an answer that is not ours is shown as it came', () => {
  const params = { detail: '502 Bad Gateway' };
  expect(judgeServer(502, '502 Bad Gateway\n', '8000')).toMatchObject({ state: 'fail', note: { params } });
});

test('no answer names the port', () => {
  expect(judgeServer(0, '', '8000').note).toEqual({ key: 'check.server_down', params: { port: '8000' } });
});

test('test messages go out by themselves only in test rooms', () => {
  expect(isTestRoom('test-room-123')).toBe(true);
  expect(isTestRoom('my-test-room-123')).toBe(false);
});

test('after signing in the way leads to a page of this site and nowhere else', () => {
  expect(samePage('/tools/chat/?a=1#x')).toBe('/tools/chat/?a=1#x');
  for (const path of [
    '',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
  ]) {
    expect(samePage(path)).toBe(HOME_PATH);
  }
});

test('the wish for a page travels in the address of the sign-in page', () => {
  expect(loginAddress('')).toBe('/users/login/');
  expect(loginAddress('/tools/?a=b&c')).toBe('/users/login/?next=%2Ftools%2F%3Fa%3Db%26c');
});
