// A newsletter that a service sends: a list for it, who said no here, who left there, and the patron reads all of it; and one whose
// service the portal speaks to.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { entryOf, putThere } from '../support/newsletters';
import { activate, load, newPatron, signIn } from '../support/patron';
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

test('L28, L29: a service that the portal speaks to is told of a yes, a new name and a no, and the staff settle what went wrong', async ({ page, browser, extraHTTPHeaders, javaScriptEnabled }) => {
  // The portal speaks to it once a minute, and the service answers here three times.
  test.setTimeout(360_000);
  const aTurn = { timeout: 100_000, intervals: [2_000] };
  const patrons = [newPatron('lci-member'), newPatron('lci-member')];
  // Somebody put the second there before.
  const number = await putThere(patrons[1].email);
  const homes = [];
  for (const patron of patrons) {
    const home = await browser.newPage({ extraHTTPHeaders, javaScriptEnabled });
    await activate(home, patron);
    await signIn(home, patron);
    await home.goto(urlOf('lci-member', '/consents'));
    await home.getByRole('switch', { name: /This week at the library/ }).click();
    await expect(home.getByText('Your answer is saved, and it counts.')).toBeVisible();
    homes.push(home);
  }
  const [ana, ben] = homes;

  await expect(async () => expect((await entryOf(patrons[0].email))?.lists).toHaveLength(1)).toPass(aTurn);
  await expect(async () => {
    await ana.goto(urlOf('lci-member', '/record/held-elsewhere'));
    // Off it she is not; that she is on it the service has said.
    await expect(ana.getByText('Not yet')).toHaveCount(1, { timeout: 1_000 });
  }).toPass(aTurn);
  await expect(ana.getByText('Confirmed by the service')).toBeVisible();
  await expect(ana.getByText(`${patrons[0].first} ${patrons[0].surname}, ${patrons[0].email}`)).toBeVisible();
  await expectAccessible(ana);

  await signInAtDesk(page, newStaff('lci-member', 'director'));
  await page.goto(urlOf('lci-member', '/desk/service/weekly'));
  await expect(page.getByText('The portal tells it, every few minutes')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make a list' })).toHaveCount(0);
  const box = page.getByRole('checkbox', { name: patrons[1].email });
  await expect(async () => {
    await page.reload();
    await expect(box).toBeVisible({ timeout: 1_000 });
  }).toPass(aTurn);
  await expect(page.getByText('Is there already, and not by us').first()).toBeVisible();
  await ben.goto(urlOf('lci-member', '/record/held-elsewhere'));
  await expect(ben.getByText('Something went wrong. The library looks at it.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try these again' }).click();
  await expect(page.getByText('Tick at least one address to be tried again').first()).toBeVisible();
  const typed = page.getByRole('textbox', { name: patrons[1].email });
  await box.check();
  await typed.fill('47a');
  await page.getByRole('button', { name: 'Try these again' }).click();
  await expect(page.getByText('made of digits alone').first()).toBeVisible();
  await expect(typed).toHaveValue('47a');
  await expectAccessible(page);
  await typed.fill(String(number));
  await page.getByRole('button', { name: 'Try these again' }).click();
  await expect(page.getByText('They are tried again within a few minutes.')).toBeVisible();

  // Meanwhile the library's file has another name for the first.
  load({ ...patrons[0], first: 'Zora' }, '1988-04-02');
  await expect(async () => {
    expect((await entryOf(patrons[1].email))?.lists).toHaveLength(1);
    expect((await entryOf(patrons[0].email))?.name).toBe(`Zora ${patrons[0].surname}`);
  }).toPass(aTurn);
  await page.reload();
  await expect(box).toHaveCount(0);
  await ana.goto(urlOf('lci-member', '/record/activity'));
  await expect(ana.getByText('A newsletter service was told of a change').first()).toBeAttached();

  await ana.goto(urlOf('lci-member', '/consents'));
  await ana.getByRole('switch', { name: /This week at the library/ }).click();
  await expect(ana.getByText('Your answer is saved, and it counts.')).toBeVisible();
  await expect(async () => expect(await entryOf(patrons[0].email)).toBeNull()).toPass(aTurn);
  await expect(async () => {
    await ana.goto(urlOf('lci-member', '/record/held-elsewhere'));
    await expect(ana.getByText(/^Not yet/)).toHaveCount(0, { timeout: 1_000 });
  }).toPass(aTurn);
  for (const home of homes) await home.close();
});
