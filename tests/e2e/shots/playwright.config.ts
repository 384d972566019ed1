// SPDX-License-Identifier: Apache-2.0
// `./dev shots`: the browsers of the tests, photographing. A screen that cannot be reached fails.
import { defineConfig } from '@playwright/test';
import tests from '../playwright.config.ts';

export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: 'take.ts',
  outputDir: '../../../web/test-results',
  fullyParallel: true,
  workers: 2,
  use: { ...tests.use, trace: 'off', screenshot: 'off' },
  globalSetup: './setup.ts',
});
