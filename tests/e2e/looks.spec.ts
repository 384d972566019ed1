// SPDX-License-Identifier: Apache-2.0
// What the server sends around the pages: an unknown address is a real 404 with a page of ours, the headers are
// strict, and a room that is not there has a page that says so.
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll } from './axe.ts';
import { newName, signIn } from './people.ts';

test('an unknown address is a 404 with a page of ours', async ({ page }) => {
  const answer = await page.goto('/no/such/page/');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a room that is not there says so, and Esc leads back to the chats', async ({ page }) => {
  const room = newName();
  await signIn(page, 'alice', '/tools/chat/');
  await page.goto(`/tools/chat/room/${room}/`);
  await expect(page).toHaveURL(new RegExp(`/tools/chat-room-error/not_found/${room}/$`));
  await expect(page.getByRole('heading', { name: '聊天室不存在' })).toBeVisible();
  await expect(page.getByText(room)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/tools\/chat\/$/);
  await expect(page.getByRole('heading', { name: '聊天', exact: true })).toBeVisible();
});

test('the headers of the shell are strict', async ({ request }) => {
  const answer = await request.get('/users/login/');
  const headers = answer.headers();
  const csp = headers['content-security-policy'] ?? '';
  expect(csp).not.toContain('unsafe-inline');
  expect(csp).toContain("require-trusted-types-for 'script'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('same-origin');
});
