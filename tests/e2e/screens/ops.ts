// SPDX-License-Identifier: Apache-2.0
// The screens of whoever runs the site.
import { expect, type Page } from '@playwright/test';
import { refusedWith } from '../house/visitor.ts';
import { answerOps, watchFor } from './ops_answers.ts';
import { cast, enter, type Scene, type Setup } from './scene.ts';

const OPS = '/tools/ops/';

export const opsSetups = {
  'ops-overview': async (scene) => {
    const page = await staffPage(scene);
    await page.clock.install();
    await open(page, OPS);
    await expect(page.locator('dl dt')).toHaveCount(10);
    await watchFor(page, 59);
    return page;
  },
  'ops-queue': section('queue'),
  'ops-reports': section('reports&all=1'),
  'ops-reports-empty': async (scene) => section('reports', true)(scene),
  'ops-report': openedReport,
  'ops-report-disable': async (scene) => {
    const page = await openedReport(scene);
    await page.getByRole('button', { name: /^(停用账号|Disable the account)$/ }).click();
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await expect(page.locator('[aria-invalid=true]')).toHaveCount(2);
    return page;
  },
  'ops-handshakes': section('handshakes'),
  'ops-audit': section('audit'),
  'ops-not-staff': async (scene) => refused(scene, 403, 'not_allowed'),
  'ops-failed': async (scene) => refused(scene, 503, 'unavailable'),
} as const satisfies Record<string, Setup>;

function section(query: string, empty = false): Setup {
  return async (scene) => {
    const page = await staffPage(scene, empty);
    await open(page, `${OPS}?section=${query}`);
    await expect(page.locator('section h2')).toBeVisible();
    await page.waitForLoadState('networkidle');
    return page;
  };
}

async function openedReport(scene: Scene): Promise<Page> {
  const page = await section('reports')(scene);
  await page.getByRole('button', { name: /#7$/ }).first().click();
  await expect(page.locator('ol li')).toHaveCount(4);
  return page;
}

async function refused(scene: Scene, status: number, code: string): Promise<Page> {
  const page = await staffPage(scene);
  await page.route('**/tools/api/ops/**', (route) =>
    route.fulfill({ status, json: { success: false, code, error: code } }),
  );
  await open(page, OPS);
  await expect(page.locator('main p').first()).toBeVisible();
  return page;
}

async function staffPage(scene: Scene, empty = false): Promise<Page> {
  const { house, me } = await cast(scene);
  const visitor = await enter(scene, house, me);
  // The answers are made up, also for whom the server would refuse.
  visitor.tolerate(refusedWith(403, 404, 503));
  await answerOps(visitor.page, scene.language, empty);
  return visitor.page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
