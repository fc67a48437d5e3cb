// Every journey runs with script on a desktop and without script at 320 px; those that every patron takes run in the
// other two combinations as well (`cargo xtask audit --only journeys`, or any with `--grep`). What is there with script alone (`….script.spec.ts`) runs with script alone.
// What is tagged `@everybody` does for all the demonstration's people what another journey does for some: the audit's, too.
import { defineConfig } from '@playwright/test';

const desktop = { width: 1280, height: 800 };
const everyPatron = /(choose-a-library|sign-in|record|security|contact|consents)\.spec\.ts/;
const everybody = /@everybody/;
const withScript = /\.script\.spec\.ts$/;
const phone = { width: 320, height: 640 };

export default defineConfig({
  testDir: 'journeys',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 8_000 },
  outputDir: '../target/end2end/results',
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../target/end2end/report.json' }]],
  use: {
    locale: 'en-US',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.E2E_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'script, desktop', grepInvert: everybody, use: { viewport: desktop } },
    { name: 'everybody', grep: everybody, use: { viewport: desktop } },
    { name: 'script, phone', testMatch: everyPatron, use: { viewport: phone } },
    { name: 'no script, desktop', testMatch: everyPatron, use: { viewport: desktop, javaScriptEnabled: false } },
    { name: 'no script, phone', testIgnore: withScript, use: { viewport: phone, javaScriptEnabled: false } },
  ],
});
