import { writeFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { activate, newPatron, signIn } from '../support/patron';
import { entriesOf } from '../support/archive';

test('a reader of many years opens every drawer', async ({ page }) => {
  test.slow();
  await signIn(page, demoPerson('mansfield', /years of reading/));
  await expectAccessible(page);
  const drawers = await page.getByRole('main').locator('a.part').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href') ?? ''),
  );
  expect(drawers).toHaveLength(21);
  for (const drawer of drawers) {
    const response = await page.goto(urlOf('mansfield', drawer));
    expect(response?.status(), drawer).toBe(200);
    await expect(page.getByRole('heading', { level: 2, name: 'About this information' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: 'Who has seen it' })).toBeVisible();
    await expectAccessible(page);
  }
});

test('a history of twenty thousand loans is paged and searched', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /twenty thousand loans/));
  await page.getByRole('link', { name: 'Reading history' }).click();
  await expect(page.locator('caption')).toContainText('of 20,000');
  await page.getByRole('link', { name: 'Next →' }).click();
  await expect(page.locator('caption')).toContainText('51 to 100');
  const here = page.url();
  await page.getByLabel('Search in this list').fill('austen emma');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'found' })).toBeVisible({ timeout: 30_000 });
  // The same name stands in the list of writers that narrows what is shown, where the browser searches.
  await expect(page.getByText('Austen, Jane').filter({ visible: true }).first()).toBeVisible();
  expect(page.url(), 'no address says what was looked for').not.toContain('austen');
  expect(here).not.toContain('search');
  await expectAccessible(page);
  await page.getByLabel('Search in this list').fill('zzzz no such title %_');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing in this list matches.')).toBeVisible();
  await expectAccessible(page);
});

test('a table is a table to a screen reader, also where its rows are cards', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /years of reading/));
  // What Chromium itself tells screen readers: a snapshot of Playwright goes by the elements, whatever the style makes of them.
  const told = await page.context().newCDPSession(page);
  for (const path of ['/record/history', '/record/notices', '/consents']) {
    await page.goto(urlOf('mansfield', path));
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const tables = await page.locator('main table').filter({ visible: true }).count();
      const { nodes } = await told.send('Accessibility.getFullAXTree');
      const many = (role: string) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
      expect(tables, path).toBeGreaterThan(0);
      expect(many('table'), `${path} at ${width}`).toBe(tables);
      expect(many('row'), `${path} at ${width}`).toBe(await page.locator('main tr').filter({ visible: true }).count());
      for (const role of ['rowheader', 'columnheader', 'cell']) {
        expect(many(role), `${path} at ${width}: ${role}`).toBeGreaterThan(0);
      }
    }
  }
});

test('a patron takes a copy of everything and opens it', async ({ page }, info) => {
  const patron = newPatron('mansfield', 'Nguyễn');
  await activate(page, patron);
  await signIn(page, patron);
  await page.getByRole('link', { name: 'Download everything' }).click();
  await expectAccessible(page);
  await page.getByLabel('PIN or password').fill('wrong-password-1');
  await page.getByRole('button', { name: 'Make and download the copy' }).click();
  await expect(page.getByRole('alert')).toContainText('This is not your PIN or password');
  await expectAccessible(page);
  await page.getByLabel('PIN or password').fill(patron.secret);
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make and download the copy' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const entries = entriesOf(await download.path());
  const names = [...entries.keys()];
  expect(names.some((name) => name.endsWith('.html'))).toBe(true);
  expect(names.some((name) => name.endsWith('manifest.json'))).toBe(true);
  expect(names.some((name) => name.endsWith('.csv'))).toBe(true);
  const json = [...entries].find(([name]) => name.endsWith('record.json'))?.[1] ?? '';
  expect(json).toContain(patron.card);
  expect(json).toContain('Nguyễn');
  expect([...entries.values()].join('')).not.toContain('$argon2');

  // The page in the archive needs nothing but itself.
  const copy = info.outputPath('record.html');
  await writeFile(copy, [...entries].find(([name]) => name.endsWith('.html'))![1]);
  await page.goto(`file://${copy}`);
  await expect(page.getByText('Nguyễn').first()).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expectAccessible(page);
});

test('a birth date is hidden until it is asked for', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/record/identity'));
  await expect(page.getByText('April 2, 1988')).toBeHidden();
  await page.getByText('Hidden. Show it').first().click();
  await expect(page.getByText('April 2, 1988')).toBeVisible();
});

test('the record reads in Spanish', async ({ page }) => {
  const patron = newPatron('wethersfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Su registro' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('wethersfield', '/record/contact'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expectAccessible(page);
});

test('M1: someone chooses the language of mail, then has the list of past loans erased', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.getByRole('link', { name: 'Reading history' }).click();
  await page.getByRole('link', { name: 'Choose whether a list is kept' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Language and reading history' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Español').check();
  await page.getByRole('button', { name: 'Save the language' }).click();
  await expect(page.getByText('Your choice is saved.')).toBeVisible();
  await expect(page.getByLabel('Español')).toBeChecked();
  await page.getByLabel('Keep no list').check();
  await page.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Erase the list of what you have read?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Erase the list and keep none' }).click();
  await expect(page.getByText('Your choice is saved.')).toBeVisible();
  await expect(page.getByLabel('Keep no list')).toBeChecked();
  await expectAccessible(page);
});
