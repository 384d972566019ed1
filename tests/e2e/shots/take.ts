// SPDX-License-Identifier: Apache-2.0
// One picture of every screen × device × theme × language. The devices are the projects.
import { test } from '../house/test.ts';
import { SETUPS } from '../screens/setups.ts';
import { type Device, LANGUAGES, SCREENS, THEMES } from '../screens/table.ts';
import { fileOf, PART } from './album.ts';

for (const screen of SCREENS.filter((name) => name.includes(PART))) {
  for (const language of LANGUAGES) {
    test(`${screen}, ${language}`, async ({ newHouse }, info) => {
      const device = info.project.name as Device;
      const page = await SETUPS[screen]({ newHouse, device, language });
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        const path = fileOf({ screen, device, theme, language });
        await page.screenshot({ path, animations: 'disabled', fullPage: true });
      }
    });
  }
}
