// A newsletter from the desk to the mailbox and out again, with one click, and the proof of it.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('L28, L29: an issue is written, tried, sent to whoever agreed, left with one click, and proved', async ({ page, browser, extraHTTPHeaders, javaScriptEnabled }) => {
  const patron = newPatron('canton');
  const home = await browser.newPage({ extraHTTPHeaders, javaScriptEnabled });
  await activate(home, patron);
  await signIn(home, patron);
  await home.goto(urlOf('canton', '/consents'));
  await home.getByRole('switch', { name: /Library news/ }).click();
  await expect(home.getByText('Your answer is saved, and it counts.')).toBeVisible();

  await signInAtDesk(page, newStaff('canton', 'director'));
  await page.getByRole('link', { name: 'Newsletters', exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Write an issue' }).click();
  await page.getByRole('button', { name: 'Save and look at it' }).click();
  await expect(page.getByText('Write the text').first()).toBeVisible();
  await expectAccessible(page);
  const subject = `Herons ${Date.now()}`;
  await page.getByLabel('Subject in English').fill(subject);
  await page.getByLabel('Text in English').fill(`# ${subject}\n\nNew **books** and [events](https://library.example.org/events).\n\n- Herons\n- Egrets`);
  await page.getByRole('button', { name: 'Save and look at it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect(page.getByText('people get it today')).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('To this address').fill('dora@example.org');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await expect(page.getByText('The test is on its way.')).toBeVisible();
  await nextMail('dora@example.org', /New books and events \(https:\/\/library\.example\.org\/events\)/);
  await page.getByRole('button', { name: 'Send to everyone who asked for it' }).click();
  await expect(page.getByText('It is to be sent.')).toBeVisible();
  await expectAccessible(page);

  // Another issue may go out at this moment.
  const mail = await nextMail(patron.email, new RegExp(`${subject}[^]*To stop this newsletter`, 'i'));
  expect(mail.subject).toBe(subject);
  const link = /https?:\S+\/unsubscribe\/\S+/.exec(mail.text)![0];
  const reader = await browser.newPage({ extraHTTPHeaders, javaScriptEnabled });
  await reader.goto(link);
  await expect(reader.getByRole('heading', { level: 1, name: 'Stop this newsletter?' })).toBeVisible();
  await expect(reader.getByText(patron.surname)).toHaveCount(0);
  await expectAccessible(reader);
  await reader.getByRole('button', { name: 'Stop it' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'It is stopped' })).toBeVisible();
  await expectAccessible(reader);
  await reader.getByRole('button', { name: 'Take it back' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'Your click is taken back' })).toBeVisible();
  await expectAccessible(reader);
  await reader.goto(link);
  await reader.getByRole('button', { name: 'Stop it' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'It is stopped' })).toBeVisible();
  await reader.goto(`${link}x`);
  await expect(reader.getByRole('heading', { level: 1, name: 'This link stops nothing' })).toBeVisible();
  await expectAccessible(reader);

  await home.goto(urlOf('canton', '/record/activity'));
  await expect(home.getByText('By a link in an e-mail').first()).toBeAttached();
  await home.goto(urlOf('canton', '/record/notices'));
  await expect(home.getByText('Copies of newsletters').first()).toBeVisible();
  await expectAccessible(home);

  await page.goto(urlOf('canton', '/desk/proof'));
  await page.getByLabel('E-mail address').fill(patron.email);
  await page.getByLabel(/^At this time/).fill('14:05');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('Enter the day, too').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(/^At this time/).fill('');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('By the link in a newsletter')).toBeVisible();
  await expect(page.getByText('For which address').first()).toBeVisible();
  await expect(page.getByText('By the address on record').first()).toBeVisible();
  await expectAccessible(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take it as a file (JSON)' }).click();
  const proof = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  expect(proof.people[0].records[0]['dpv:hasConsentStatus']['@id']).toBe('dpv:ConsentWithdrawn');
  expect(proof.people[0].who).toBe('record-with-card');
  expect(proof.people[0].records.some((one: { means: string }) => one.means === 'address-on-record')).toBe(true);
  expect(proof.people[0].records[0].address.toLowerCase()).toBe(patron.email.toLowerCase());
  await home.goto(urlOf('canton', '/record/activity'));
  await expect(home.getByText('Showing what was agreed to').first()).toBeVisible();
  await home.close();
  await reader.close();
});

test('L29: any of the staff takes an address off the newsletters, and mail that was given up has a page', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'desk'));
  await page.getByRole('link', { name: 'Take somebody off the newsletters' }).click();
  await page.getByRole('button', { name: 'Stop every newsletter to it' }).click();
  await expect(page.getByText('Enter an e-mail address.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Their e-mail address').fill('nobody@example.org');
  await page.getByRole('button', { name: 'Stop every newsletter to it' }).click();
  await expect(page.getByText('If newsletters went to this address, the portal sends none from now on')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signInAtDesk(page, newStaff('canton', 'administrator'));
  await page.getByRole('link', { name: 'Mail that could not be sent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mail that could not be sent' })).toBeVisible();
  await expectAccessible(page);
});
