// SPDX-License-Identifier: Apache-2.0
// Every page in both languages and both themes: nothing that axe objects to, no sideways scroll on the
// narrowest phone, and an unknown address that is a real 404 with a page of ours.
import { expect, test } from '@playwright/test';
import { axeViolations, expectNoSidewaysScroll, needAxe } from './axe.ts';
import { expectClean, newName, newPerson, signIn } from './people.ts';

const ROOM = '/tools/chat/debug/test-room-123/';

for (const language of ['中文', 'English']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing: ${language}, ${colorScheme}`, async ({ browser, contextOptions }) => {
      const person = await newPerson(browser, 'alice', { ...contextOptions, colorScheme });
      const { page } = person;
      await needAxe(page);
      await page.goto('/users/login/');
      await page.getByRole('button', { name: language }).click();
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScroll(page);
      await page.locator('button[type=submit]').click();
      expect(await axeViolations(page)).toEqual([]);

      await signIn(page, 'alice', '/tools/chat/');
      await expect(page.getByText(/alice/)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScroll(page);

      await page.goto(ROOM);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: /WebSocket/ }).click();
      await expect(page.locator('[data-check=round_trip]')).toHaveAttribute('data-state', 'pass');
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScroll(page);

      await page.goto('/tools/chat/?join=no-such-invite');
      await expect(page.locator('section button')).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScroll(page);

      await page.goto(`/tools/chat-room-error/no_permission/${'wide-'.repeat(20)}/`);
      expect(await axeViolations(page)).toEqual([]);
      await expectNoSidewaysScroll(page);
      expectClean(person);
    });
  }
}

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
