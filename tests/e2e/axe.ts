// SPDX-License-Identifier: Apache-2.0
// What every page is held to, whatever it shows: nothing that axe objects to, and no sideways scroll on the
// narrowest phone.
import { expect, type Page, test } from '@playwright/test';

// Before the first page is opened. An init script is not subject to the page's CSP, unlike a script element.
export async function needAxe(page: Page): Promise<void> {
  const web = `${test.info().config.rootDir}/../../web`;
  await page.addInitScript({ path: `${web}/node_modules/axe-core/axe.min.js` });
}

export async function axeViolations(page: Page): Promise<string[]> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      nodes: { html: string }[];
    }
    const { violations } = await axe.run();
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
  });
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 640 });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(excess, `${page.url()} at 360 px`).toBeLessThanOrEqual(0);
  if (size !== null) await page.setViewportSize(size);
}
