// SPDX-License-Identifier: Apache-2.0
// What every page is held to, whatever it shows: nothing that axe objects to, and no sideways scroll on the
// narrowest phone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

const AXE = join(__dirname, '../../web/node_modules/axe-core/axe.min.js');

// On a page as it is: axe is brought along by the debugger, which the CSP does not hold up.
export async function axeIn(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
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

export async function expectNoSidewaysScroll(page: Page, width = 360): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(excess, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  if (size !== null) await page.setViewportSize(size);
}
