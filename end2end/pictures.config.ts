// The pictures in README.md and docs, taken of the demo people by `cargo xtask pictures`.
import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';

export default defineConfig({
  testDir: 'pictures',
  workers: 1,
  timeout: 120_000,
  outputDir: '../target/end2end/pictures',
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../target/end2end/report.json' }]],
  use: { ...journeys.use, viewport: { width: 1280, height: 960 }, colorScheme: 'light' },
});
