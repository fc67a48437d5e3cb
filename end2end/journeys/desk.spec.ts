import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { urlOf } from '../support/libraries';
import { activate, choose, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('a day at the desk: a card is found, looked at for one purpose, and its patron sees the look', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('mansfield');
  const staff = newStaff('mansfield', 'desk');
  await page.goto(urlOf('mansfield', '/desk'));
  await expect(page).toHaveURL(/\/desk\/sign-in/);
  await expectAccessible(page);
  await page.getByLabel('User name').fill(staff.login);
  await page.getByRole('button', { name: 'Staff sign-in' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('User name')).toHaveValue(staff.login);
  await expectAccessible(page);
  await signInAtDesk(page, staff);
  await expectAccessible(page);

  await page.getByLabel('Card number or reference').fill('29999999999999');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);

  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A card in use' })).toBeVisible();
  expect(page.url()).not.toContain(patron.card);
  await expect(page.getByText(patron.surname)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Online access' }).click();
  await expect(page.getByText('You may use this')).toBeVisible();
  await expect(page.getByText(patron.surname).first()).toBeVisible();
  await expect(page.getByText('12 Elm Street')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Passport or consular ID').check();
  await page.getByRole('button', { name: 'Make the code' }).click();
  const code = await page.locator('.reference').innerText();
  await expectAccessible(page);

  // The patron goes home with the code.
  const home = await browser.newPage({ extraHTTPHeaders });
  await home.goto(urlOf('mansfield', '/activate'));
  await home.getByLabel('Code from the desk').fill(code);
  await home.getByRole('button', { name: 'Continue' }).click();
  await choose(home, patron.secret);
  await signIn(home, patron);
  await home.goto(urlOf('mansfield', '/record/activity'));
  await expect(home.getByText('Library staff (Circulation desk)').first()).toBeVisible();
  await expect(home.getByText('Online access').first()).toBeVisible();
  await expect(home.getByText('Wanda Okafor')).toHaveCount(0);
  await home.close();

  await page.goto(urlOf('mansfield', '/desk'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  await page.goto(urlOf('mansfield', '/desk'));
  await expect(page).toHaveURL(/\/desk\/sign-in/);
});

test('L20: a change waits, is found by its reference, checked against photo ID and confirmed in two steps', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('lci-member');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  await home.goto(urlOf('lci-member', '/contact/phone'));
  await home.getByLabel('Phone number').fill('860-555-0188');
  await home.getByRole('button', { name: 'Continue' }).click();
  await home.getByLabel('PIN or password').fill(patron.secret);
  await home.getByRole('button', { name: 'Make this change' }).click();
  const reference = await home.locator('.reference').innerText();

  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await expect(page.getByRole('link', { name: reference })).toBeVisible();
  await page.getByLabel('Card number or reference').fill(reference.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('860-555-0142')).toBeVisible();
  await expect(page.getByText('860-555-0188')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue to confirm' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('State ID card').check();
  await page.getByRole('button', { name: 'Continue to confirm' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm this change?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Confirm the change' }).click();
  await expect(page.getByText('The change is made, and the patron is told.')).toBeVisible();
  await expectAccessible(page);

  await nextMail(patron.email, /Contact details of your record/);
  await home.goto(urlOf('lci-member', '/contact'));
  await expect(home.getByText('860-555-0188').first()).toBeVisible();
  await home.goto(urlOf('lci-member', '/record/activity?kind=changes'));
  await expect(home.getByText('A change of contact details was confirmed').first()).toBeVisible();
  await expectAccessible(home);
  await home.close();
});

test('an administrator keeps accounts and sees no record; an ended account is out at once', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('putnam');
  const clerk = newStaff('putnam', 'desk');
  const desk = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(desk, clerk);
  const keeper = newStaff('putnam', 'administrator');
  await signInAtDesk(page, keeper);
  await expect(page.getByRole('heading', { name: 'Staff accounts' })).toBeVisible();
  await expect(page.getByText('does not do this work')).toHaveCount(0);
  await expect(page.getByLabel('Card number or reference')).toHaveCount(0);
  await expect(page.getByText(patron.surname)).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Staff accounts' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Add an account' }).click();
  await page.getByRole('button', { name: 'Add an account' }).click();
  await expect(page.getByRole('alert').or(page.getByText('Enter the name')).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name of the person').fill('Nora Quinn');
  await page.getByLabel('User name').fill(`nora-${Date.now()}`);
  await page.getByLabel('Circulation desk').check();
  await page.getByLabel('Your own password').fill(keeper.password);
  await page.getByRole('button', { name: 'Add an account' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Staff accounts' }).first().click();
  await page.getByRole('row').filter({ hasText: clerk.login }).getByRole('button', { name: /^End the account/ }).click();
  await expect(page.getByText('The account and its sessions have ended.')).toBeVisible();
  await expectAccessible(page);
  await desk.goto(urlOf('putnam', '/desk'));
  await expect(desk).toHaveURL(/\/desk\/sign-in/);
  await expect((await desk.goto(urlOf('putnam', '/desk/staff')))!.url()).toContain('/desk/sign-in');
  await desk.close();
});
