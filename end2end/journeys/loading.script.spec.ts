// When a browser fetches the WebAssembly: not before the page is there, and what weighs most not before it is touched.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

/** The modules of WebAssembly that the page has fetched so far, in order. */
function modulesOf(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.wasm')) fetched.push(pathname);
  });
  return fetched;
}

/** What fails in the browser, and what it says about islands that are missing or files fetched for nothing. */
function complaintsOf(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /island|preload/i.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

test('a page is there before any WebAssembly is, and what weighs most is not fetched until it is touched', async ({ page }) => {
  const complaints = complaintsOf(page);
  await signIn(page, demoPerson('mansfield', /twenty thousand loans/));
  await page.waitForLoadState('networkidle');
  const fetched = modulesOf(page);
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'domcontentloaded' });
  // Nothing asks for it ahead, and the page says nothing that only WebAssembly could do.
  await expect(page.locator('link[rel=preload], link[rel=modulepreload]')).toHaveCount(0);
  await expect(page.getByLabel('Search in this list')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(fetched, 'what every page has, once the page is idle').toHaveLength(1);
  const [core] = fetched;

  await page.getByLabel('Search in this list').focus();
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  expect(fetched, 'the search, once it is touched').toHaveLength(2);
  expect(fetched[1]).not.toBe(core);
  await page.getByLabel('Year').focus();
  await page.getByLabel('Search in this list').hover();
  await page.getByLabel('Search in this list').focus();
  await page.waitForLoadState('networkidle');
  expect(fetched, 'and no second time').toHaveLength(2);
  expect(complaints).toEqual([]);
});

test('what every page has still works beside what was fetched later', async ({ page }) => {
  const complaints = complaintsOf(page);
  await signIn(page, demoPerson('mansfield', /twenty thousand loans/));
  await page.waitForLoadState('networkidle');
  await page.clock.install();
  const fetched = modulesOf(page);
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'networkidle' });
  const rows = page.waitForResponse(/\/api\/list$/);
  await page.getByLabel('Search in this list').focus();
  await rows;
  expect(fetched).toHaveLength(2);
  const stayed: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/stay-signed-in')) stayed.push(request.url());
  });
  const warning = page.getByRole('region', { name: 'Are you still there?' });
  await page.clock.runFor('04:40');
  await expect(warning).toBeVisible();
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning).toBeHidden();
  expect(stayed, 'asked once, not once by each module').toHaveLength(1);
  expect(complaints).toEqual([]);
});
