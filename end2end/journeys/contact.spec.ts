import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail, refusedMail } from '../support/mail';
import { openPage } from '../support/pages';
import { urlOf } from '../support/libraries';
import { activate, loadSecondAddress, newPatron, signIn } from '../support/patron';

test('L20: a phone number is changed, checked, waits for the desk and is taken back', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await openPage(page, 'Contact');
  await expect(page.getByRole('heading', { level: 1, name: 'How to reach you' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: /^Change\s*: Phone/ }).click();
  await page.getByLabel('Phone number').fill('none of your business');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('Phone number')).toHaveValue('none of your business');
  await expectAccessible(page);

  await page.getByLabel('Phone number').fill('860 555 0199 (ask for <b>Ana</b>)');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check the change: Phone' })).toBeVisible();
  await expect(page.getByText('860 555 0199 (ask for <b>Ana</b>)')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Go back and edit' }).click();
  await expect(page.getByLabel('Phone number')).toHaveValue('860 555 0199 (ask for <b>Ana</b>)');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('PIN or password').fill('not my password');
  await page.getByRole('button', { name: 'Make this change' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Make this change' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'One step is left' })).toBeVisible();
  await expect(page.locator('.reference')).toHaveText(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expectAccessible(page);

  await page.goto(urlOf('mansfield', '/contact'));
  await expect(page.getByText('860-555-0142').first()).toBeVisible();
  // What is held stands on the same page, with why, from where and who has seen it.
  const held = page.getByRole('region', { name: 'What we hold' });
  await held.getByRole('heading', { name: 'Contact details: 1' }).click();
  await expect(held.getByText('860-555-0142')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Who has seen it' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Take this change back\s*: Phone/ }).click();
  await expect(page.getByText('The change is taken back.')).toBeVisible();
  await expect(page.getByText('860 555 0199')).toHaveCount(0);
  await page.goto(urlOf('mansfield', '/record/activity'));
  await expect(page.getByText('A change that was asked for was taken back').first()).toBeVisible();
});

test('a new e-mail address is confirmed with the mailed link, and the old one is told', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('canton');
  await activate(page, patron);
  await signIn(page, patron);
  const wanted = `new-${patron.email}`;
  await page.goto(urlOf('canton', '/contact/email'));
  await expectAccessible(page);
  await page.getByLabel('E-mail address').fill(wanted);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Make this change' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  await expectAccessible(page);

  const told = await nextMail(patron.email, /asked to change the e-mail address/);
  expect(told.text).not.toContain(wanted);
  const mail = await nextMail(wanted, /contact\/confirm\?t=/);
  const link = /https?:\S+\/contact\/confirm\?t=\w+/.exec(mail.text)![0];

  // The mail is read on another device, where nobody is signed in.
  const elsewhere = await browser.newPage({ extraHTTPHeaders });
  await elsewhere.goto(link);
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: 'This address is mine' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Your address is confirmed' })).toBeVisible();
  await expect(elsewhere.getByText(wanted)).toHaveCount(0);
  await expectAccessible(elsewhere);
  await elsewhere.goto(link);
  // Opened again, it says what it did.
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Your address is confirmed' })).toBeVisible();
  await expectAccessible(elsewhere);
  await elsewhere.close();

  await page.goto(urlOf('canton', '/contact'));
  await expect(page.getByText('The desk checks it before it is made.')).toBeVisible();
  await expect(page.getByText(patron.email, { exact: true }).first()).toBeVisible();
});

test('whoever waits for the link to a new address is told that its mail did not arrive, and what to do', async ({ page }) => {
  const patron = newPatron('canton');
  await activate(page, patron);
  await signIn(page, patron);
  const wanted = `gone-${patron.email}`;
  const asks = async (): Promise<void> => {
    await page.getByLabel('E-mail address').fill(wanted);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('PIN or password').fill(patron.secret);
    await page.getByRole('button', { name: 'Make this change' }).click();
  };
  await page.goto(urlOf('canton', '/contact/email'));
  await asks();
  await refusedMail(wanted);
  await expect(async () => {
    await page.goto(urlOf('canton', '/contact/email/done'));
    await expect(page.getByRole('heading', { level: 1, name: 'Our e-mail did not arrive' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('The mail server refused our e-mail to the new address')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('canton', '/contact'));
  await expect(page.getByText('The mail server refused our e-mail to the new address')).toBeVisible();

  // The same address again: no link is promised that is not sent.
  await page.goto(urlOf('canton', '/contact/email'));
  await asks();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByText('E-mail to this address came back').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It is right: write to it again' }).click();
  await expect(page.getByRole('status')).toContainText('We write to the address again.');
});

test('somebody to call is named, waits for the desk, and a second address asks for what it needs', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact'));
  await page.getByRole('link', { name: /^Add\s*: Emergency or alternate contact/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Emergency or alternate contact' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove from my record' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Judith Pell');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Enter a phone number, an e-mail address or an address.' })).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Judith Pell');
  await expectAccessible(page);
  await page.getByLabel('Phone', { exact: true }).fill('860-555-0190');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check the change: Emergency or alternate contact' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Make this change' }).click();
  await expect(page.locator('.reference')).toBeVisible();
  await page.goto(urlOf('mansfield', '/contact'));
  await expect(page.getByText('Judith Pell')).toBeVisible();
  await expectAccessible(page);

  await page.goto(urlOf('mansfield', '/contact/second-address'));
  await page.getByLabel('Town or city (optional)').fill('Old Saybrook');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Enter the second address, or leave every field empty.' })).toBeVisible();
  await expectAccessible(page);
});

test('a second address is taken away with one button, after one look more', async ({ page }) => {
  const patron = newPatron('wethersfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('wethersfield', '/contact/second-address'));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Nothing is entered. Fill in the form, or go back.' })).toBeVisible();

  loadSecondAddress(patron, '6 Tidewater Lane');
  await page.goto(urlOf('wethersfield', '/contact/second-address'));
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('6 Tidewater Lane');
  await page.getByRole('button', { name: 'Remove from my record' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check the change: Second address' })).toBeVisible();
  await expect(page.getByText('Taken away')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go back and edit' }).click();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('6 Tidewater Lane');
  await page.getByRole('button', { name: 'Remove from my record' }).click();
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Make this change' }).click();
  await expect(page.locator('.reference')).toBeVisible();
  await page.goto(urlOf('wethersfield', '/contact'));
  await expect(page.getByText('6 Tidewater Lane').first()).toBeVisible();
  await expect(page.getByText('Taken away')).toBeVisible();
  await expectAccessible(page);
});

test('an address and the way to be reached, in Spanish', async ({ page }) => {
  const patron = newPatron('lci-member');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('lci-member', '/contact/address?lang=es'));
  await page.getByLabel('Dirección', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByRole('link', { name: 'Falta la dirección.' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Dirección', { exact: true }).fill('Calle Ñandú 5');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByText('hasta que muestre una identificación con foto')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('lci-member', '/contact/method'));
  await page.getByLabel('Correo postal').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByText('Correo postal')).toBeVisible();
});

test('moving house is one form and one PIN, and each part says what it waits for', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact'));
  await page.getByRole('link', { name: /^Moving\?/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are moving' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('All of this is what we already have.').first()).toBeVisible();
  await page.getByLabel('Phone number', { exact: true }).fill('none');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Phone number', { exact: true }).fill('860-555-0188');
  await page.getByLabel('E-mail address', { exact: true }).fill(`new-${patron.email}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check the changes' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go back and edit' }).click();
  await expect(page.getByLabel('Phone number', { exact: true })).toHaveValue('860-555-0188');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Make these changes' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Make these changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your changes are under way' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Phone', 'E-mail']);
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', '/contact'));
  await expect(page.getByText('12 Elm Street').first()).toBeVisible();
});
