// SPDX-License-Identifier: Apache-2.0
// Every screen of the table, in both languages and both themes: nothing that axe objects to, nothing to scroll
// sideways on the narrowest phones, nothing too small for a finger.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeIn, expectNoSidewaysScroll } from './axe.ts';
import { expect, test } from './house/test.ts';
import { SETUPS } from './screens/setups.ts';
import { type Device, LANGUAGES, SCREENS, type Screen, SHOWN_BY, THEMES } from './screens/table.ts';

const FINGER_PX = 44;
// Inside a message, with room around it.
const SMALL_PX = 24;

const SMOKE: readonly Screen[] = ['login', 'settings', 'chats-full', 'room-talk', 'room-menu'];

let looked = 0;
let violations = 0;

test.afterAll(() => {
  if (looked !== SCREENS.length * LANGUAGES.length) return; // A part of the table, or one that failed.
  const pages = Object.keys(SHOWN_BY).length;
  process.stdout.write(`axe pages=${pages} themes=${THEMES.length} langs=${LANGUAGES.length} `);
  process.stdout.write(`violations=${violations}\n`);
});

test('no page of the client is left out', () => {
  const main = readFileSync(join(__dirname, '../../web/src/main.tsx'), 'utf8');
  const routes = [...main.matchAll(/'((?:tools|users)[^']*)'/g)].map((match) => `/${match[1]}`);
  expect(routes.length).toBeGreaterThan(5);
  expect(Object.keys(SHOWN_BY).sort()).toEqual(expect.arrayContaining(routes.sort()));
});

for (const screen of SCREENS) {
  for (const language of LANGUAGES) {
    const tag = language === 'zh' && SMOKE.includes(screen) ? ['@smoke'] : [];
    test(`${screen} is for everybody: ${language}`, { tag }, async ({ newHouse }, info) => {
      const device = info.project.name as Device;
      const page = await SETUPS[screen]({ newHouse, device, language });
      const found: string[] = [];
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        found.push(...(await axeIn(page)).map((one) => `${theme}: ${one}`));
      }
      violations += found.length;
      looked += 1;
      expect(found).toEqual([]);
      if (device === 'phone') expect(await tooSmall(page)).toEqual([]);
      await expectNoSidewaysScroll(page, 360);
      await expectNoSidewaysScroll(page, 320);
    });
  }
}

// What a finger would miss: everything that can be pressed is that large, or reacts that far around its middle.
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ finger, small }) => {
      const wanted =
        'button, a[href], input, select, textarea, summary, [role=menuitem], [role=tab], [role=radio]';
      const reacts = (element: Element, x: number, y: number) => {
        const hit = document.elementFromPoint(x, y);
        const label = hit?.closest('label');
        return element.contains(hit) || label?.control === element || label?.contains(element);
      };
      const inSight = (element: Element) => {
        const box = element.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        if (box.width === 0 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
        return getComputedStyle(element).opacity !== '0' && reacts(element, x, y);
      };
      const large = (element: Element) => {
        // Whoever presses the label presses the box.
        const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
        const box = (label?.contains(element) ? label : element).getBoundingClientRect();
        const size = element.closest('article') === null ? finger : small;
        const [x, y, half] = [box.x + box.width / 2, box.y + box.height / 2, size / 2 - 1];
        const wide = box.width >= size || (reacts(element, x - half, y) && reacts(element, x + half, y));
        const high = box.height >= size || (reacts(element, x, y - half) && reacts(element, x, y + half));
        return wide && high;
      };
      // A link within a sentence is as high as its line.
      const inText = (element: Element) => getComputedStyle(element).display === 'inline';
      return [...document.querySelectorAll(wanted)]
        .filter((element) => inSight(element) && !inText(element) && !large(element))
        .map((element) => {
          const { width, height } = element.getBoundingClientRect();
          return `${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`;
        });
    },
    { finger: FINGER_PX, small: SMALL_PX },
  );
}
