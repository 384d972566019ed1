// SPDX-License-Identifier: Apache-2.0
// A person in a browser of their own, and what the tests demand of every page: no console errors, no CSP
// violations, no request to another host.
import { type Browser, expect, type Page } from '@playwright/test';

// Everybody's, on every server of the tests.
export const PASSWORD = process.env.HEARTLINK_E2E_PASSWORD ?? 'correct-horse-42';

export interface Person {
  readonly name: string;
  readonly page: Page;
  // Everything that a clean page must not have; expectClean() wants it empty.
  readonly complaints: string[];
}

type ContextOptions = Parameters<Browser['newContext']>[0];

export async function newPerson(browser: Browser, name: string, options?: ContextOptions): Promise<Person> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = watch(page);
  return { name, page, complaints };
}

// A refused sign-in is a 401, which Chromium prints; a test that refuses on purpose uses a page of its own.
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const base = new URL(baseAddress());
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== base.host)
      complaints.push(`foreign: ${request.url()}`);
  });
  return complaints;
}

export async function signIn(page: Page, name: string, next: string): Promise<void> {
  await page.goto(`/users/login/?next=${encodeURIComponent(next)}`);
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`${next}$`));
}

// A name that no other run of the tests has used.
export function newName(): string {
  return `p${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

// Somebody new, who lands on `next` signed in.
export async function register(page: Page, name: string, next: string): Promise<void> {
  await page.goto(`/users/register/?next=${encodeURIComponent(next)}`);
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=password_confirm]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`${next}$`));
}

export function expectClean(...people: Person[]): void {
  for (const person of people) expect(person.complaints, `${person.name}'s page`).toEqual([]);
}

function baseAddress(): string {
  return process.env.HEARTLINK_URL ?? 'http://127.0.0.1:8000';
}
