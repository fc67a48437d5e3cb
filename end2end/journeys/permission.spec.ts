import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { openPage } from '../support/pages';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { day, signPermission } from '../support/permission';
import { newStaff, signInAtDesk } from '../support/staff';

/** Presses the button and waits for the next page's heading. */
async function goOn(page: Page, button: string, heading: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expectAccessible(page);
}

test('S3: a permission from the first question to the signature, the printed page and withdrawal', async ({ page }) => {
  test.setTimeout(120_000);
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await openPage(page, 'Permissions');
  await expect(page.getByText('You have given no permission.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Give a permission' }).click();
  await expectAccessible(page);
  await goOn(page, 'Something else', 'Give a permission');
  await expect(page.locator('.deed')).toContainText('__________');

  await page.getByLabel('Their full name').fill('Ngozi <b>Okafor</b>');
  await page.getByLabel('What it is for, in your own words').fill('To return my books\nand pay for me </textarea><script>alert(1)</script>');
  await goOn(page, 'Continue to sign', 'Give a permission');
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('Their full name')).toHaveValue('Ngozi <b>Okafor</b>');
  await expect(page.getByRole('alert').getByRole('link', { name: 'Choose at least one part of your record' })).toBeVisible();
  await page.getByLabel('A person').check();
  await page.getByLabel('What they will show at the desk').fill('Her driver’s license');
  await page.getByLabel('Checked out now').check();
  await page.getByLabel('Fees and payments').check();
  await page.getByLabel('Until a day I choose').check();
  await page.getByLabel('First day').fill(day(0));
  await page.getByLabel('Last day').fill(day(500));
  await goOn(page, 'Continue to sign', 'Give a permission');
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('Last day').fill(day(30));

  // Leaving loses nothing.
  await page.getByRole('button', { name: 'Keep as a draft' }).click();
  await expect(page.getByText('The draft is kept.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Continue/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Give a permission' })).toBeVisible();
  await expect(page.getByLabel('What it is for, in your own words')).toHaveValue('To return my books and pay for me </textarea><script>alert(1)</script>');
  await expect(page.locator('.deed')).toContainText('Ngozi <b>Okafor</b> (a person)');
  await page.getByLabel('One time').check();
  await page.getByLabel('Their full name').fill('Ngozi Okafor');
  await goOn(page, 'Continue to sign', 'Read and sign');
  await expect(page.locator('.deed')).toContainText('I permit Mansfield Public Library to tell or show them to:');
  await expectAccessible(page);

  await page.getByLabel('Your full name, as your signature').fill('Adaeze Okonkwo');
  await page.getByLabel('PIN or password').fill('not my password');
  await goOn(page, 'Sign the permission', 'Read and sign');
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('Your full name, as your signature')).toHaveValue('Adaeze Okonkwo');
  await page.getByLabel('PIN or password').fill(patron.secret);
  await goOn(page, 'Sign the permission', 'You have signed');
  const reference = await page.locator('.reference').textContent();
  expect(reference).toMatch(/^P-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(page.getByText('Bring photo ID.')).toBeVisible();
  const mail = await nextMail(patron.email, new RegExp(String(reference)));
  expect(mail.text).not.toContain('Ngozi');

  await page.getByRole('link', { name: 'A page to print' }).click();
  await expect(page.getByText('Signature of the card holder, at the desk')).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Print this page with your browser')).toBeHidden();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'screen' });

  await page.goto(urlOf('mansfield', '/permissions'));
  await expect(page.getByText('Signed, waiting for the desk').first()).toBeVisible();
  await page.getByRole('link', { name: /^Open/ }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Withdraw this permission' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(page.getByText('The permission is withdrawn. It has ended.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', '/record/activity'));
  await expect(page.getByText('Permission withdrawn').first()).toBeVisible();
});

test('the permission is signed in Spanish, and a draft is thrown away', async ({ page }) => {
  test.setTimeout(120_000);
  const patron = newPatron('putnam');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('putnam', '/permissions?lang=es'));
  await page.getByRole('link', { name: 'Dar un permiso' }).click();
  await goOn(page, 'Alguien paga lo que debo', 'Dar un permiso');
  await expect(page.locator('.deed')).toContainText('Para pagar los cargos que debo.');
  await page.getByLabel('Una organización').check();
  await page.getByLabel('Nombre completo de esa persona u organización').fill('Ayuda Legal de Putnam');
  await page.getByLabel('Un mes').check();
  await goOn(page, 'Continuar para firmar', 'Lea y firme');
  await expect(page.locator('.deed')).toContainText('Permiso por escrito a Putnam Public Library');
  await expectAccessible(page);
  await page.goto(urlOf('putnam', '/permissions'));
  await page.getByRole('link', { name: /^Descartar el borrador/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Descartar el borrador' }).click();
  await expect(page.getByText('El borrador se descartó.')).toBeVisible();
});

test('C3, W3: where no permission is taken the page says why and what the law provides', async ({ page }) => {
  for (const library of ['canton', 'wethersfield']) {
    const patron = newPatron(library);
    await activate(page, patron);
    await signIn(page, patron);
    await page.goto(urlOf(library, '/permissions'));
    await expect(page.getByRole('heading', { name: 'This library takes no permissions' })).toBeVisible();
    await expect(page.getByText('State law names two ways')).toBeVisible();
    await expectAccessible(page);
  }
});

test('S3: a signed permission is confirmed at the desk, used for what it names and nothing else, told, and withdrawn', async ({ page, browser, extraHTTPHeaders }) => {
  test.setTimeout(180_000);
  const patron = newPatron('mansfield');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  const reference = await signPermission(home, patron);

  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await expectAccessible(page);
  await page.getByRole('link', { name: reference }).click();
  await expect(page.getByText('To renew my card for me').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Confirm the permission').check();
  await page.getByLabel('Passport or consular ID').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check once more' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('Done. The patron is told by e-mail.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Share the information' }).click();
  await expectAccessible(page);
  await expect(page.getByRole('checkbox')).not.toHaveCount(0);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await page.getByLabel('Yes, I have seen it').check();
  await page.getByLabel('Driver’s license').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert').getByRole('link', { name: 'Choose at least one part' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Which parts do they ask for?' })).toContainText('Choose at least one part');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('No, or I am not sure').check();
  await page.getByLabel('Card and membership').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByText('You cannot share anything')).toBeVisible();
  await expect(page.getByText(patron.card)).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', `/desk/permissions/${reference}/disclose`));
  await page.getByLabel('Yes, I have seen it').check();
  await page.getByLabel('Driver’s license').check();
  await page.getByLabel('Card and membership').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByText('You can share this')).toBeVisible();
  await expect(page.getByText('12 Elm Street')).toHaveCount(0);
  await expectAccessible(page);

  await nextMail(patron.email, new RegExp(reference));
  await home.goto(urlOf('mansfield', '/record/activity'));
  await expect(home.getByText('Told to someone you permitted').first()).toBeVisible();
  await home.goto(urlOf('mansfield', '/permissions'));
  await home.getByRole('link', { name: /^Open/ }).click();
  await home.getByRole('link', { name: 'Withdraw this permission' }).click();
  await home.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(home.getByText('The permission is withdrawn. It has ended.')).toBeVisible();
  await page.goto(urlOf('mansfield', `/desk/permissions/${reference}/disclose`));
  await expect(page.getByRole('button', { name: 'Show what I can share' })).toHaveCount(0);
  await home.close();
});
