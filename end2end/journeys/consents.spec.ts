import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { openPage } from '../support/pages';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { demoPerson } from '../support/people';

test('C5: a newsletter is off until chosen, the receipt has the words, and no is as easy as yes', async ({ page }) => {
  const patron = newPatron('lci-member');
  await activate(page, patron);
  await signIn(page, patron);
  await openPage(page, 'E-mail');
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail you get' })).toBeVisible();
  await expectAccessible(page);
  const newsletter = page.getByRole('table', { name: 'Newsletters' }).getByRole('row').last();
  await newsletter.getByText('Exact words').click();
  const words = (await newsletter.locator('blockquote').innerText()).replace('If you say yes:', '').trim();
  expect(words).toContain('go to the service that sends it');
  const change = newsletter.getByRole('switch');
  await expect(change).not.toBeChecked();
  await change.click();
  await expect(newsletter.getByText('Your answer is saved, and it counts.')).toBeVisible();
  await expect(change).toBeChecked();
  await expect(change).toBeFocused();
  await expectAccessible(page);
  await newsletter.getByRole('button', { name: /^Undo/ }).click();
  await expect(change).not.toBeChecked();
  await change.click();
  await expect(change).toBeChecked();

  await page.getByRole('link', { name: /^Receipt\s*: / }).last().click();
  await expect(page.getByText(words)).toBeVisible();
  await expectAccessible(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as JSON' }).click();
  const receipt = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  expect(receipt.schema_version).toContain('27560');
  expect(receipt.pii_processing.notice_text).toBe(words);
  expect(receipt.consent_events[0].event_state).toBe('consent given');

  await page.goto(urlOf('lci-member', '/consents'));
  await page.getByRole('table', { name: 'Newsletters' }).getByRole('switch').last().click();
  await expect(page.getByText('You said no').last()).toBeVisible();
  await page.goto(urlOf('lci-member', '/record/activity'));
  await expect(page.getByText('Consent withdrawn').first()).toBeVisible();
  await expect(page.getByText('Consent given').first()).toBeVisible();
});

test('L28: whoever said yes to words of years ago is asked again, for that alone; and nobody who said yes to those of today', async ({ page }) => {
  const again = page.getByRole('button', { name: /^Yes to today’s words/ });
  await signIn(page, demoPerson('canton', /years of reading/));
  await page.goto(urlOf('canton', '/consents'));
  await expect(page.getByText('You said yes').first()).toBeVisible();
  await expect(again).toHaveCount(0);
  // What came of the yes to the newsletter: two issues, each with its text; and the library's own notices beside them.
  await page.goto(urlOf('canton', '/record/notices'));
  await expect(page.getByText('Copies of newsletters').first()).toBeVisible();
  await expect(page.getByText('New books for long evenings').first()).toBeVisible();
  await expect(page.getByText('Notices from the library').first()).toBeVisible();
  await expect(page.getByText('is not loaded here')).toHaveCount(0);
  await expectAccessible(page);
  await page.context().clearCookies();
  await signIn(page, demoPerson('canton', /an expired card/));
  await page.goto(urlOf('canton', '/consents'));
  await expect(again).toHaveCount(1);
  await expect(page.getByRole('row', { name: /Your hold is ready/ }).filter({ has: again })).toHaveCount(1);
  await expectAccessible(page);
});

test('no e-mail at all is one control, is told once, and can be undone', async ({ page }) => {
  const patron = newPatron('wethersfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('wethersfield', '/consents'));
  await page.getByRole('heading', { name: 'No e-mail at all' }).click();
  await page.getByLabel('Your PIN or password, once more').fill(patron.secret);
  await page.getByRole('button', { name: 'Send me no e-mail at all' }).click();
  await expect(page.getByText('You asked for no e-mail at all.').first()).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expectAccessible(page);
  await nextMail(patron.email, /This is the last one/);
  await page.getByRole('button', { name: 'Let the library send me e-mail again' }).click();
  await page.getByRole('heading', { name: 'No e-mail at all' }).click();
  await expect(page.getByRole('button', { name: 'Send me no e-mail at all' })).toBeVisible();
});
