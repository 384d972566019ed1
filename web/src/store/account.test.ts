// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changePassword, endOtherSignIns, endSignIn, readSignIns, register } from './account.ts';

interface Call {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
}

let calls: Call[] = [];
let answer: unknown;
let status = 200;

beforeEach(() => {
  calls = [];
  status = 200;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie that the server sets is read from here
  document.cookie = 'csrftoken=crumb';
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const { method = '', headers, body } = init;
    const sent = typeof body === 'string' ? JSON.parse(body) : null;
    calls.push({ path, method, headers: headers as Record<string, string>, body: sent });
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => vi.unstubAllGlobals());

test('this device stands first in the list, and odd rows break nothing', async () => {
  const row = { id: 'b', current: true, created_at: 'T1', expires_at: 'T2', address: '::1', agent: 'x' };
  answer = { success: true, sessions: [{ id: 'a', current: false }, row, null, 7] };
  expect(await readSignIns()).toEqual({
    ok: true,
    list: [
      { id: 'b', current: true, createdAt: 'T1', expiresAt: 'T2', address: '::1', agent: 'x' },
      { id: 'a', current: false, createdAt: '', expiresAt: '', address: '', agent: '' },
    ],
  });
});

test('ending sign-ins is a DELETE with the CSRF header that says which', async () => {
  answer = { success: true, ended: 2 };
  expect(await endSignIn('a1')).toEqual({ ok: true, ended: 2 });
  expect(await endOtherSignIns()).toEqual({ ok: true, ended: 2 });
  expect(calls.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['DELETE', '/tools/api/sessions/', { id: 'a1' }],
    ['DELETE', '/tools/api/sessions/', { others: true }],
  ]);
  for (const call of calls) {
    expect(call.headers).toMatchObject({ 'X-CSRFToken': 'crumb', 'Content-Type': 'application/json' });
  }
});

test('a changed password says how many sign-ins it ended', async () => {
  const fields = { current_password: 'a', new_password: 'b', new_password_confirm: 'b' };
  answer = { success: true, ended: 3 };
  expect(await changePassword(fields)).toEqual({ ok: true, ended: 3 });
  expect(calls[0]).toMatchObject({ method: 'POST', path: '/users/api/password/', body: fields });
  answer = { success: false, code: 'password_wrong', error: '' };
  status = 403;
  expect(await changePassword(fields)).toMatchObject({ ok: false, code: 'password_wrong', status: 403 });
});

test('registering keeps the wish for a page, and leads to no other site', async () => {
  const fields = { username: 'mei', password: 'eight chars', password_confirm: 'eight chars' };
  answer = { success: true, redirect: '//evil.example/' };
  expect(await register(fields, '/tools/')).toEqual({ ok: true, redirect: '/tools/chat/' });
  expect(calls[0]).toMatchObject({ path: '/users/register/?next=%2Ftools%2F', body: fields });
});
