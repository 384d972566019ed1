// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, test } from 'vitest';
import { needTexts } from '../i18n/i18n.ts';
import { isTestRoom, judgeHandshake, judgeServer, readLastRefusal, refusedCheck } from './checks.ts';
import { HOME_PATH, loginAddress } from './session.ts';
import { registerAddress, samePage } from './sign_in.ts';

const PARAMS = { room: 'r', user: 'u', origin: 'o' };

beforeAll(() => needTexts('room', 'errors'));

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

test('the wish for a page travels in the addresses of the pages that sign in', () => {
  expect(loginAddress('')).toBe('/users/login/');
  expect(loginAddress('/tools/?a=b&c')).toBe('/users/login/?next=%2Ftools%2F%3Fa%3Db%26c');
  expect(registerAddress('/tools/?a=b&c')).toBe('/users/register/?next=%2Ftools%2F%3Fa%3Db%26c');
});

test('a failed handshake that nobody refused was cut on the way, or answered too late', () => {
  const cut = judgeHandshake(null, false, PARAMS);
  expect(cut).toEqual({
    id: 'socket',
    state: 'fail',
    note: { key: 'check.socket_no_upgrade' },
    fix: { key: 'fix.upgrade', params: {} },
  });
  expect(judgeHandshake(null, true, PARAMS).note.key).toBe('check.socket_timeout');
});

test('a handshake that arrived without its upgrade points at the proxy, and shows the lines to add', () => {
  const lines = 'proxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection upgrade;';
  const last = readLastRefusal({ code: 'not_websocket', diagnosis_id: 'D-1', at: '', owner_hint: lines });
  expect(judgeHandshake(last, true, PARAMS)).toMatchObject({
    note: { key: 'check.socket_no_upgrade' },
    fix: { key: 'fix.upgrade' },
    trace: { key: 'check.trace', params: { id: 'D-1' } },
    ownerHint: lines,
  });
});

test('what is no refusal is not read as one', () => {
  for (const value of [undefined, null, {}, { code: '' }, [], 'x']) expect(readLastRefusal(value)).toBeNull();
});

test("a refusal brings its diagnosis id and the owner's hint, where the server says them", () => {
  const refusal = { ok: false, code: 'not_a_member', status: 403, retryMs: 0 } as const;
  expect(refusedCheck('room', { ...refusal, diagnosisId: 'D-2', ownerHint: 'a\nb' }, PARAMS)).toMatchObject({
    trace: { params: { id: 'D-2' } },
    ownerHint: 'a\nb',
  });
  const bare = refusedCheck('room', { ...refusal, diagnosisId: '', ownerHint: '' }, PARAMS);
  expect(Object.keys(bare).sort()).toEqual(['fix', 'id', 'note', 'state']);
});
