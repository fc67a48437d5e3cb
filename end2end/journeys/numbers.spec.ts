// The numbers of a library, for anybody and for the Director; and a breach of security from the register to the patron's
// activity.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn, today } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('S4, S6: anybody reads the numbers that the library publishes, in both languages, and the Director takes them as CSV', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/privacy'));
  await page.getByRole('link', { name: 'Numbers of the library' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Numbers of the library' })).toBeVisible();
  await expect(page.getByText('Month by month').or(page.getByText('No month is counted yet'))).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', '/statistics?lang=es'));
  await expect(page.getByRole('heading', { level: 1, name: 'Números de la biblioteca' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', '/statistics?lang=en'));

  await signInAtDesk(page, newStaff('mansfield', 'director'));
  await page.getByRole('link', { name: 'Numbers of the library' }).click();
  await expectAccessible(page);
  const download = page.getByRole('link', { name: /CSV/ });
  if (await download.count() > 0) {
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
    expect(file.suggestedFilename()).toMatch(/^mansfield-\d{4}\.csv$/);
  }
});

test('L30: a breach is written down, the Attorney General comes first, and whoever it concerns reads of it', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('putnam');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);

  await signInAtDesk(page, newStaff('putnam', 'director'));
  await page.getByRole('link', { name: 'Breaches of security' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Write down a breach' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  const what = `A printed list was left on a bus, ${Date.now()}`;
  await page.getByLabel('What happened, for the register').fill(what);
  for (const day of ['Found on', 'Data were open from', 'until']) {
    await page.getByLabel(day, { exact: true }).fill(today());
  }
  await page.getByLabel('How to reach them').check();
  await page.getByLabel('The holders of certain cards').check();
  await page.getByLabel('Card numbers, where it is certain cards').fill(patron.card);
  await page.getByLabel('What those whom it may concern are told, in English').fill('A printed list was left on a bus.');
  await page.getByLabel('The same in Spanish').fill('Una lista impresa quedó en un autobús.');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'It is written down.' })).toBeVisible();
  await expect(page.getByText('by what the portal holds now: 1.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tell everyone affected' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByText('First note that the Attorney General has been told').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('The Attorney General has been told').check();
  await page.getByLabel('On', { exact: true }).fill(today());
  await page.getByLabel('How, and who answered').fill('By the form on the Internet');
  await page.getByRole('button', { name: 'Note it' }).click();
  await page.getByRole('button', { name: 'Tell everyone affected' }).click();
  await expect(page.getByText(/Told so far: [01] of 1\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Who was told, and when' }).click();
  await expect(page.getByText(patron.card.slice(-4))).toBeVisible();
  await expectAccessible(page);

  // The worker writes within a minute.
  await expect(async () => {
    await home.goto(urlOf('putnam', '/record/activity'));
    await expect(home.getByText('You were told of a breach of security').first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });
  await expectAccessible(home);
  await home.goto(urlOf('putnam', '/record/activity?lang=es'));
  await expect(home.getByText('Se le avisó de una filtración de datos').first()).toBeVisible();
  await home.close();
});
