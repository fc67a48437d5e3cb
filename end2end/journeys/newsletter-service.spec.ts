// A newsletter that a service sends: a list for it, who said no here, who left there, and the patron reads all of it.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('L28, L29: a list is made and taken, one is taken off there, one left there, and both read it', async ({ page, browser, extraHTTPHeaders, javaScriptEnabled }) => {
  // Two browsers walk here at once, each with a newsletter of its own.
  const newsletter = javaScriptEnabled === false ? 'Library news' : 'Special events';
  const patrons = [newPatron('lci-member'), newPatron('lci-member')];
  const homes = [];
  for (const patron of patrons) {
    const home = await browser.newPage({ extraHTTPHeaders, javaScriptEnabled });
    await activate(home, patron);
    await signIn(home, patron);
    await home.goto(urlOf('lci-member', '/consents'));
    await home.getByRole('switch', { name: new RegExp(newsletter) }).click();
    await expect(home.getByText('Your answer is saved, and it counts.')).toBeVisible();
    homes.push(home);
  }
  const [ana, ben] = homes;

  await signInAtDesk(page, newStaff('lci-member', 'director'));
  await page.getByRole('link', { name: 'Newsletters', exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Newsletters that a service sends' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Newsletters that a service sends' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: newsletter, exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a list' }).click();
  await expect(page.getByText('The list is made.')).toBeVisible();
  await expectAccessible(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Take it as a file (CSV)' }).first().click();
  const list = await readFile(await (await coming).path(), 'utf8');
  for (const patron of patrons) expect(list.toLowerCase()).toContain(patron.email.toLowerCase());

  await ana.goto(urlOf('lci-member', '/record/held-elsewhere'));
  await expect(ana.getByRole('heading', { name: 'What newsletter services have of you' })).toBeVisible();
  await expect(ana.getByText('Not yet')).toBeVisible();
  await expectAccessible(ana);
  await ana.goto(urlOf('lci-member', '/consents'));
  await ana.getByRole('switch', { name: new RegExp(newsletter) }).click();
  await expect(ana.getByText('Your answer is saved, and it counts.')).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'These are off there' }).click();
  await expect(page.getByText('Tick at least one address').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(patrons[0].email).check();
  await page.getByRole('button', { name: 'These are off there' }).click();
  await expect(page.getByText('It is noted. Each of them reads it.')).toBeVisible();
  await ana.goto(urlOf('lci-member', '/record/held-elsewhere'));
  await expect(ana.getByText('Not yet')).toHaveCount(0);

  await page.getByLabel('Addresses, as the service gives them').fill(`${patrons[1].email}\nnobody at all`);
  await page.getByRole('button', { name: 'They left' }).click();
  await expect(page.getByText('Lines without an address: 2')).toBeVisible();
  await expect(page.getByLabel('Addresses, as the service gives them')).toHaveValue(/nobody at all/);
  await expectAccessible(page);
  await page.getByLabel('Addresses, as the service gives them').fill(patrons[1].email);
  await page.getByRole('button', { name: 'They left' }).click();
  await expect(page.getByText('People whose yes was taken back: 1')).toBeVisible();
  await ben.goto(urlOf('lci-member', '/record/activity'));
  await expect(ben.getByText('At the newsletter service').first()).toBeAttached();

  await page.getByRole('button', { name: 'It is destroyed' }).first().click();
  await expect(page.getByText('It is noted that the list is destroyed.')).toBeVisible();
  await expectAccessible(page);
  for (const home of homes) await home.close();
});
