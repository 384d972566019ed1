// SPDX-License-Identifier: Apache-2.0
// Browser tests against a running server: HEARTLINK_URL says where, HEARTLINK_E2E_PASSWORD is the password of
// the users alice and bob. `./dev e2e` starts the server and makes the users; by hand: `npm run e2e` in web/.
// The packages live in web/node_modules; tsconfig.json beside this file tells the loader so.
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';

// Debian's Chromium, quiet: no request that the tests did not ask for.
const launchOptions = {
  executablePath: process.env.HEARTLINK_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ],
};

const config: PlaywrightTestConfig = {
  testDir: '.',
  outputDir: '../../web/test-results',
  forbidOnly: true,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.HEARTLINK_URL ?? 'http://127.0.0.1:8000',
    browserName: 'chromium',
    launchOptions,
    locale: 'zh-CN',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
  ],
};

export default defineConfig(config);
