// How the main pages look to those who have them dark, in their own colours, large, or in Spanish: nothing is lost, and
// nothing runs out at the side. On a desktop nothing moves while a page arrives.
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAwake, touch } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { demoPerson } from '../support/people';
import { newStaff, signInAtDesk } from '../support/staff';

const desktop = { width: 1280, height: 800 };
const phone = { width: 320, height: 640 };

/** The page that is open, in every look. */
async function look(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await expectAccessible(page);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize(phone);
  await twiceAsLarge(page, true);
  await expectAccessible(page);
  await expectNoneAside(page);
  await twiceAsLarge(page, false);
  await page.setViewportSize(desktop);
}

/** The same in Spanish, on a phone, in the usual size and twice as large. */
async function lookInSpanish(page: Page): Promise<void> {
  await page.setViewportSize(phone);
  await page.goto(`${page.url()}${page.url().includes('?') ? '&' : '?'}lang=es`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expectAccessible(page);
  await expectNoneAside(page);
  await twiceAsLarge(page, true);
  await expectNoneAside(page);
  await page.setViewportSize(desktop);
}

/** Opens a page, which does not move while it arrives, and looks. */
async function open(page: Page, url: string): Promise<void> {
  await arrive(page, url);
  await look(page);
}

async function arrive(page: Page, url: string): Promise<void> {
  // What wakes the page comes after its first paint, as over a slow line: what it then shows has its room already.
  await page.route('**/*.wasm', async (route) => {
    await new Promise((done) => setTimeout(done, 150));
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  // The list of libraries and a page of rules have nothing to wake.
  if (await page.locator('script[type=module]').count() > 0) await expectAwake(page);
  await page.unroute('**/*.wasm');
  const { moved, painted } = await page.evaluate(async () => {
    const seen = { moved: [] as string[], painted: 0 };
    new PerformanceObserver((list) => {
      for (const one of list.getEntries() as unknown as { value: number; sources: { node?: Element }[] }[]) {
        seen.moved.push(`${one.value.toFixed(4)} ${one.sources.map(({ node }) => `${node?.nodeName}.${node?.className}`)}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      seen.painted = list.getEntries().at(-1)!.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    // What is observed is told after the next frame; both are, of all that has been.
    for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
    return seen;
  });
  test.info().annotations.push({ type: 'largest paint', description: `${Math.round(painted)} ms ${new URL(url).pathname}` });
  expect(moved, url).toEqual([]);
}

async function twiceAsLarge(page: Page, yes: boolean): Promise<void> {
  await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, yes ? '200%' : '');
}

async function expectNoneAside(page: Page): Promise<void> {
  const aside = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement!;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} > ${clientWidth}`, ...wide.map((one) => `${one.nodeName}.${one.className}`).slice(-5)];
  });
  expect(aside, page.url()).toEqual([]);
}

test.afterEach(({}, info) => {
  const paints = info.annotations.filter(({ type }) => type === 'largest paint').map(({ description }) => description);
  if (paints.length > 0) console.log(`largest paint: ${paints.join(', ')}`);
});

test('the pages before signing in, in every look', async ({ page }) => {
  test.slow();
  await open(page, urlOf('', '/'));
  for (const path of ['/', '/sign-in', '/activate', '/privacy']) {
    await open(page, urlOf('wethersfield', path));
    await lookInSpanish(page);
    await page.context().clearCookies();
  }
  // Where the button that shows a secret comes later, it finds room.
  await page.setViewportSize(phone);
  await arrive(page, urlOf('wethersfield', '/sign-in'));
  await page.setViewportSize(desktop);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look(page);
});

test('no list is wider than the sheet it stands on, however wide the window', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /years of reading/));
  const drawers = await page.getByRole('main').locator('a.part').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href') ?? ''),
  );
  for (const path of [...drawers, '/privacy?lang=es', '/record/history?lang=es', '/record/fees?lang=es']) {
    await page.goto(urlOf('mansfield', path));
    for (const width of [1280, 980, 700]) {
      await page.setViewportSize({ width, height: 800 });
      // The sheet is the nearest element around the list that has a box: an island has none.
      const over = await page.locator('table').evaluateAll((tables) => tables
        .map((table) => {
          let sheet = table.parentElement!;
          while (getComputedStyle(sheet).display === 'contents') sheet = sheet.parentElement!;
          return table.getBoundingClientRect().right - sheet.getBoundingClientRect().right;
        })
        .filter((much) => much > 1));
      expect(over, `${path} ${width} px`).toEqual([]);
      await expectNoneAside(page);
    }
  }
});

test('the record, in every look', async ({ page }) => {
  test.slow();
  await signIn(page, demoPerson('mansfield', /years of reading/));
  for (const path of ['/record', '/record/identity', '/record/history', '/record/activity', '/record/download']) {
    await open(page, urlOf('mansfield', path));
  }
  for (const path of ['/record', '/record/identity', '/record/history', '/record/activity']) {
    await page.goto(urlOf('mansfield', path));
    await page.emulateMedia({ media: 'print' });
    await expectAccessible(page);
    await page.emulateMedia({ media: 'screen' });
    await lookInSpanish(page);
  }
});

test('the activity’s proof and a receipt, in every look', async ({ page }) => {
  test.slow();
  await signIn(page, demoPerson('mansfield', /years of reading/));
  const pages = ['/record/activity/check', '/ledger'].map((path) => urlOf('mansfield', path));
  for (const url of pages) await open(page, url);
  await page.goto(pages[0], { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Check in my browser' }).click();
  const lines = page.getByText('The lines that were checked');
  await lines.click();
  await expect(page.getByRole('region', { name: 'What your own browser says' }).getByRole('listitem').first()).toBeVisible();
  await look(page);
  for (const url of pages) {
    await page.goto(url);
    await lookInSpanish(page);
  }
});

test('what is found in a list, in every look', async ({ page }) => {
  test.slow();
  await signIn(page, demoPerson('mansfield', /twenty thousand loans/));
  for (const [path, words] of [['/record/history', 'austen'], ['/record/fees', 'printed'], ['/record/notices', 'overdue']]) {
    await page.goto(urlOf('mansfield', path), { waitUntil: 'networkidle' });
    await page.getByLabel('Search in this list').focus();
    await expect(page.getByRole('combobox', { name: 'Sort' })).toBeVisible({ timeout: 30_000 });
    await page.getByLabel('Search in this list').fill(words);
    await expect(page.locator('.found > li').first()).toBeVisible();
    await look(page);
  }
});

test('deciding, in every look', async ({ page }) => {
  test.slow();
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  for (const path of ['/contact', '/consents', '/choices', '/security', '/family']) {
    await open(page, urlOf('mansfield', path));
  }
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  const write = page.url();
  await open(page, write);
  // The remark that the browser makes once words and ticks disagree.
  await touch(page.getByLabel('A person'));
  await page.getByLabel('What it is for, in your own words').fill('To pick up my holds and pay what I owe.');
  await expect(page.getByText('which is not ticked')).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: 'Continue to sign' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look(page);
  for (const url of [write, ...['/contact', '/consents', '/choices', '/security', '/family'].map((path) => urlOf('mansfield', path))]) {
    await page.goto(url);
    await lookInSpanish(page);
  }
});

test('the desk, in every look', async ({ page }) => {
  test.slow();
  await signInAtDesk(page, newStaff('mansfield', 'director'));
  for (const path of ['/desk', '/desk/staff', '/desk/permissions/new', '/desk/newsletters/new']) await open(page, urlOf('mansfield', path));
  await page.goto(urlOf('mansfield', '/desk'));
  await page.getByLabel('Card number or reference').fill(demoPerson('mansfield', /owes money/).card);
  await page.getByRole('button', { name: 'Find' }).click();
  await open(page, page.url());
  await page.getByRole('button', { name: 'Loans, returns and holds' }).click();
  await expect(page.locator('.answer').first()).toBeVisible();
  await open(page, page.url());
  await lookInSpanish(page);
  for (const path of ['/desk', '/desk/newsletters/new']) {
    await page.goto(urlOf('mansfield', path));
    await lookInSpanish(page);
  }
});

test('every component, in every look', async ({ page }) => {
  await page.goto(`file://${resolve(__dirname, '../../style/components.html')}`);
  await expectAccessible(page);
  await look(page);
  await page.emulateMedia({ media: 'print' });
  await expectAccessible(page);
});
