// The search that nobody sees: the rows come once, and from then on nothing is asked of the library.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { measured, MEASURES } from '../support/measured';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

const collector = () => demoPerson('mansfield', /twenty thousand loans/);

/** Whether this is the search's own code, which is fetched once and says nothing of anybody. */
const isCode = (address: string) => new URL(address).pathname.startsWith('/pkg/');

/** Opens the search of the list on this page, and waits for its rows. What is asked of the library from then on is in the list. */
async function openSearch(page: Page, library: string, path: string): Promise<string[]> {
  await page.goto(urlOf(library, path), { waitUntil: 'networkidle' });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!isCode(request.url())) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await page.getByLabel('Search in this list').focus();
  await expect(page.getByRole('combobox', { name: 'Sort' })).toBeVisible({ timeout: 30_000 });
  return asked;
}

/** How many rows are found, as the page says it, and that what is shown of them says this, each row. */
async function expectFound(page: Page, many: number | string, says: string): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: new RegExp(`^${many} of [\\d,]+ found`) })).toBeVisible();
  const rows = await page.locator('.found > li').allInnerTexts();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !row.includes(says)), says).toEqual([]);
}

/** The values that can be chosen, each with its count, without “All”. */
async function choicesOf(page: Page, name: string): Promise<[value: string, count: string][]> {
  const options = await page.getByRole('combobox', { name, exact: true }).locator('option').evaluateAll(
    (all) => all.map((one) => [(one as HTMLOptionElement).value, one.textContent ?? '']),
  );
  return options.slice(1).map(([value, said]) => [value, /\((\d+)\)$/.exec(said)![1]]);
}

async function openHistory(page: Page): Promise<void> {
  await signIn(page, collector());
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'networkidle' });
}

test('nothing is asked of the library while one types, and each key is answered at once', MEASURES, async ({ page }) => {
  await openHistory(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!isCode(request.url())) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  const search = page.getByLabel('Search in this list');
  const here = page.url();
  await search.focus();
  await expect(page.getByText('The library does not see what you look for.')).toBeVisible();
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  expect(asked, 'the rows come once').toEqual(['POST /api/list']);

  // From the key to the answer on the page.
  const slowest = await search.evaluate(async (input: HTMLInputElement) => {
    let slowest = 0;
    for (const typed of ['a', 'au', 'aus', 'aust', 'austen', 'austen e', 'austen em', 'x', '', 'war peace']) {
      const before = performance.now();
      input.value = typed;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((done) => setTimeout(done));
      slowest = Math.max(slowest, performance.now() - before);
    }
    return slowest;
  });
  measured('slowest key among 20,000 rows', slowest);
  await expect(page.getByRole('status').filter({ hasText: 'of 20,000 found' })).toBeVisible();
  await expect(page.locator('.found > li').first()).toContainText('War and Peace');
  await expect(page.locator('[data-relation]')).toMatchAriaSnapshot(`
    - search:
      - searchbox "Search in this list": war peace
      - button "Search"
      - paragraph: /The library does not see what you look for/
    - combobox "Year"
    - combobox "Sort"
    - status: /of 20,000 found/
    - list:
      - listitem: /War and Peace/
  `);
  await expectAccessible(page);
  await page.getByLabel('Year').selectOption({ index: 1 });
  await search.fill('zzzz');
  await expect(page.getByText('Nothing in this list matches.')).toBeVisible();
  await search.press('Enter');
  expect(asked, 'and nothing after that').toEqual(['POST /api/list']);
  expect(page.url(), 'nor does the address say it').toBe(here);
  await search.fill('');
  await page.getByLabel('Year').selectOption({ index: 0 });
  // Sorted without being asked for anything else; and back to the list as it was.
  const first = page.locator('.found > li b').first();
  await page.getByLabel('Sort').selectOption('A to Z');
  const inOrder = await page.locator('.found > li b').allInnerTexts();
  expect(inOrder).toEqual([...inOrder].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  const az = await first.innerText();
  await page.getByLabel('Sort').selectOption('Oldest first');
  await expect(first).not.toHaveText(az);
  await page.getByLabel('Sort').selectOption('Newest first');
  expect(asked, 'sorting asks nothing either').toEqual(['POST /api/list']);
  await expect(page.locator('caption')).toContainText('of 20,000');
});

test('an author, a branch and a year are chosen, and the drawing shows how many there are of each year', async ({ page }) => {
  await signIn(page, demoPerson('lci-member', /twenty thousand loans/));
  const asked = await openSearch(page, 'lci-member', '/record/history');
  const author = page.getByRole('combobox', { name: 'Author', exact: true });
  const branch = page.getByRole('combobox', { name: 'Checked out at', exact: true });
  const year = page.getByRole('combobox', { name: 'Year', exact: true });

  const authors = await choicesOf(page, 'Author');
  expect(authors.length).toBeGreaterThan(5);
  const [who, works] = authors[0];
  await author.selectOption(who);
  await expectFound(page, works, who);
  await expectAccessible(page);
  const branches = await choicesOf(page, 'Checked out at');
  expect(branches.map(([name]) => name)).toEqual(['An LCI Member Library', 'Harbor Hill']);
  await author.selectOption({ index: 0 });
  await branch.selectOption('Harbor Hill');
  await expectFound(page, branches[1][1], 'Harbor Hill');
  // Both at once leave what has both.
  await author.selectOption(who);
  await expect(page.getByRole('status').filter({ hasText: /^([\d,]+ of [\d,]+ found|Nothing in this list matches\.)/ })).toBeVisible();
  const both = await page.locator('.found > li').allInnerTexts();
  expect(both.filter((row) => !row.includes(who) || !row.includes('Harbor Hill'))).toEqual([]);
  expect(both.length).toBeLessThanOrEqual(Number(works));
  await author.selectOption({ index: 0 });
  await branch.selectOption({ index: 0 });

  // A bar for each year, oldest first; of those found, in the year that was chosen alone.
  const years = await choicesOf(page, 'Year');
  const [newest, loans] = years[0];
  await year.selectOption(newest);
  await expect(page.getByRole('status').filter({ hasText: new RegExp(`^${loans} of `) })).toBeVisible();
  const heights = (bars: string) => page.locator(`.timeline ${bars}`).evaluateAll(
    (all) => all.map((one) => Number(one.getAttribute('height'))),
  );
  const [all, found] = [await heights('rect.pale'), await heights('rect:not(.pale)')];
  expect(all.length).toBe(years.length);
  expect(all.filter((height) => height <= 0)).toEqual([]);
  expect(found.slice(0, -1).filter((height) => height > 0)).toEqual([]);
  expect(found.at(-1), 'every loan of that year').toBe(all.at(-1));
  await expect(page.locator('.timeline .axis span')).toHaveText([years.at(-1)![0], newest]);
  await expectAccessible(page);
  expect(asked, 'the rows come once').toEqual(['POST /api/list']);
});

test('fees and notices are looked through in the same way', async ({ page }) => {
  await signIn(page, collector());
  let asked = await openSearch(page, 'mansfield', '/record/fees');
  await page.getByLabel('Search in this list').fill('PRINTED');
  await expectFound(page, 30, 'Printed pages');
  await page.getByLabel('Search in this list').fill('');
  await page.getByRole('combobox', { name: 'How it was paid' }).selectOption('Card');
  await expectFound(page, 10, 'Card');
  await page.getByRole('combobox', { name: 'What for' }).selectOption('Entered by staff');
  await expect(page.getByText('Nothing in this list matches.')).toBeVisible();
  await expectAccessible(page);
  expect(asked, 'the rows come once').toEqual(['POST /api/list']);

  asked = await openSearch(page, 'mansfield', '/record/notices');
  await page.getByLabel('Search in this list').fill('bring it back');
  await expectFound(page, 1, 'Overdue');
  await page.getByLabel('Search in this list').fill('');
  await page.getByRole('combobox', { name: 'What about' }).selectOption('Receipt');
  await expectFound(page, 54, 'You borrowed two things today.');
  await expectAccessible(page);
  expect(asked, 'the rows come once').toEqual(['POST /api/list']);
});

test('where the rows do not come, nothing says that nobody sees what is looked for', async ({ page }) => {
  await page.route('**/api/list', (route) => route.abort());
  await openHistory(page);
  const search = page.getByLabel('Search in this list');
  const failed = page.getByText('Press Search, and the library’s server will look.');
  const stays = page.getByText('The library does not see what you look for.');
  await search.focus();
  await expect(failed).toBeVisible();
  await expect(stays).toBeHidden();
  await expectAccessible(page);
  await search.fill('austen');
  await expect(failed).toBeVisible();
  await expect(stays).toBeHidden();
  await search.press('Enter');
  await expect(page.getByText(/^[\d,]+ found for “austen”$/)).toBeVisible();

  // Once they come after all, it is so again, and is said.
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'networkidle' });
  await search.focus();
  await expect(failed).toBeVisible();
  await page.unroute('**/api/list');
  await search.fill('austen');
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  await expect(stays).toBeVisible();
  await expect(failed).toBeHidden();
});

test('the search fits a phone, and goes by the keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openHistory(page);
  await page.getByLabel('Search in this list').focus();
  await page.keyboard.type('austen', { delay: 20 });
  await expect(page.locator('.found > li').first()).toContainText('Austen', { timeout: 30_000 });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Search' })).toBeFocused();
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement!;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  await expectAccessible(page);
});

test('one’s activity is looked through in the same way, and what is found leads to its place', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /years of reading/));
  await page.goto(urlOf('mansfield', '/record/activity'), { waitUntil: 'networkidle' });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!isCode(request.url())) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  const here = page.url();
  await page.getByLabel('Search in this list').focus();
  await expect(page.getByText('The library does not see what you look for.')).toBeVisible();
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('Search in this list').fill('permission');
  const first = page.locator('.found > li').first();
  await expect(first).toContainText(/permission/i);
  await expectAccessible(page);
  expect(asked, 'the rows come once').toEqual(['POST /api/list']);
  expect(page.url()).toBe(here);
  const said = await first.locator('b').innerText();
  await first.getByRole('link', { name: /^Its place in the list/ }).click();
  const line = page.locator('.seen > li:target');
  await expect(line).toContainText(said);
  await expect(line).toBeInViewport();
  await expectAccessible(page);
  // Without script the filter is there, and with it.
  await page.getByLabel('Show', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show these lines' }).click();
  await expect(page.getByLabel('Search in this list')).toHaveCount(0);
});

test('on a slow phone the rows are there soon after the tap', MEASURES, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHistory(page);
  // What Lighthouse calls slow 4G, and a processor a quarter as quick.
  const device = await page.context().newCDPSession(page);
  await device.send('Network.enable');
  await device.send('Network.emulateNetworkConditions', {
    offline: false, latency: 150, downloadThroughput: 1.6 * 1024 * 128, uploadThroughput: 0.75 * 1024 * 128,
  });
  await device.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const before = Date.now();
  await page.getByLabel('Search in this list').focus();
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 60_000 });
  measured('slow phone, from tap to 20,000 rows', Date.now() - before);
});

test('§ 4-193(h): what is found leads to its place in the list, where one says that it is wrong', async ({ page }) => {
  await openHistory(page);
  const search = page.getByLabel('Search in this list');
  await search.focus();
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  await search.fill('war peace');
  await page.getByLabel('Sort').selectOption('Oldest first');
  const found = page.locator('.found > li').first();
  const title = await found.locator('b').innerText();
  await found.getByRole('link', { name: /^Its place in the list/ }).click();
  const row = page.locator('tr:target');
  await expect(row).toContainText(title);
  await expect(row).toBeInViewport();
  await expectAccessible(page);
  await row.getByRole('link', { name: 'This is wrong' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(title).first()).toBeVisible();
});
