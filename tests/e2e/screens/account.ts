// SPDX-License-Identifier: Apache-2.0
// The screens of an account, of the debug page, and of rooms and pages that are not there.
import { expect, type Page } from '@playwright/test';
import { refusedWith } from '../house/visitor.ts';
import { cast, enter, type Scene, type Setup, stranger } from './scene.ts';

export const accountSetups = {
  login: async (scene) => open((await stranger(scene)).page, '/users/login/'),

  'login-wrong': async (scene) => {
    const visitor = await stranger(scene);
    visitor.tolerate(refusedWith(401));
    const page = await open(visitor.page, '/users/login/');
    await page.locator('input[name=username]').fill('nobody');
    await page.locator('input[name=password]').fill('not the password');
    await submit(page);
    await expect(page.getByRole('alert')).not.toBeEmpty();
    return page;
  },

  'login-expired': async (scene) =>
    open((await stranger(scene)).page, '/users/login/?error=login_required&next=%2Ftools%2Fchat%2F'),

  register: async (scene) => open((await stranger(scene)).page, '/users/register/'),

  'register-wrong': async (scene) => {
    const page = await open((await stranger(scene)).page, '/users/register/');
    await page.locator('input[name=username]').fill('x');
    await page.locator('input[name=password]').fill('short');
    await page.locator('input[name=password_confirm]').fill('shorter');
    await submit(page);
    await expect(page.locator('[aria-invalid=true]')).toHaveCount(3);
    return page;
  },

  logout: async (scene) => signedIn(scene, '/users/logout/'),

  'logged-out': async (scene) => open((await stranger(scene)).page, '/users/logout/'),

  missing: async (scene) => {
    const visitor = await stranger(scene);
    visitor.tolerate(refusedWith(404));
    return open(visitor.page, '/no/such/page/');
  },

  settings: async (scene) => {
    const page = await signedIn(scene, '/users/settings/');
    await expect(page.locator('li[data-current=true]')).toBeVisible();
    return page;
  },

  'settings-blocked': async (scene) => {
    const { house, me, other } = await cast(scene);
    await me.block(other);
    const { page } = await enter(scene, house, me);
    await open(page, '/users/settings/');
    await expect(page.getByText(other.name).first()).toBeVisible();
    return page;
  },

  'settings-password-wrong': async (scene) => {
    const page = await signedIn(scene, '/users/settings/');
    await page.locator('form:has(input[name=new_password]) button[type=submit]').click();
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
    return page;
  },

  debug: async (scene) => {
    const page = await signedIn(scene, '/tools/chat/debug/test-room-123/');
    await expect(page.locator('[data-check=session]')).toHaveAttribute('data-state', 'pass');
    return page;
  },

  'debug-passed': async (scene) => {
    const page = await signedIn(scene, '/tools/chat/debug/test-room-123/');
    await page.getByRole('button', { name: /WebSocket/ }).click();
    await expect(page.locator('[data-check=round_trip]')).toHaveAttribute('data-state', 'pass');
    return page;
  },

  'debug-refused': async (scene) => {
    const page = await signedIn(scene, '/tools/chat/debug/nowhere/', 404);
    await page.getByRole('button', { name: /WebSocket/ }).click();
    await expect(page.locator('[data-check=room]')).toHaveAttribute('data-state', 'fail');
    return page;
  },

  'room-error-not-found': roomError('not_found'),
  'room-error-ended': roomError('ended'),
  'room-error-no-permission': roomError('no_permission'),
  'room-error-other': roomError('error', 'wide-'.repeat(20)),
} as const satisfies Record<string, Setup>;

function roomError(type: string, room = 'r-7421'): Setup {
  return (scene) => signedIn(scene, `/tools/chat-room-error/${type}/${room}/`);
}

async function signedIn(scene: Scene, path: string, ...refusals: number[]): Promise<Page> {
  const { house, me } = await cast(scene);
  const visitor = await enter(scene, house, me);
  if (refusals.length > 0) visitor.tolerate(refusedWith(...refusals));
  return open(visitor.page, path);
}

async function open(page: Page, path: string): Promise<Page> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

function submit(page: Page): Promise<void> {
  return page.locator('button[type=submit]').click();
}
