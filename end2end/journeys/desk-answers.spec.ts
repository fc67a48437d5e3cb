// What the desk answers besides yes: refusals, withdrawals, cards and looks that are over; and a day in Spanish.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { day, signPermission } from '../support/permission';
import { demoPerson } from '../support/people';
import { newStaff, signInAtDesk } from '../support/staff';

test('a clerk changes the own password and signs in with it', async ({ page }) => {
  const staff = newStaff('canton', 'desk');
  await signInAtDesk(page, staff);
  await page.getByRole('link', { name: 'Password' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  const wanted = 'a reading lamp and 31 moths';
  for (const [now, next] of [['not my password', wanted], [staff.password, 'too short'], [staff.password, wanted]]) {
    await page.getByLabel('Your current password').fill(now);
    await page.getByLabel('New password').fill(next);
    await page.getByLabel('Type the new one again').fill(next);
    await page.getByRole('button', { name: 'Change the password' }).click();
    if (next === wanted && now === staff.password) break;
    await expect(page.getByRole('alert').getByRole('link')).toHaveCount(1);
    await expectAccessible(page);
  }
  await expect(page.getByText('Your password is changed. Your other sessions have ended.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Staff sign-in' })).toBeVisible();
  await signInAtDesk(page, { ...staff, password: wanted });
});

test('L20: a change is refused with a reason, which the patron reads', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('mansfield');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  await home.goto(urlOf('mansfield', '/contact/phone'));
  await home.getByLabel('Phone number').fill('860-555-0188');
  await home.getByRole('button', { name: 'Continue' }).click();
  await home.getByLabel('PIN or password').fill(patron.secret);
  await home.getByRole('button', { name: 'Make this change' }).click();
  const reference = await home.locator('.reference').innerText();

  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByRole('link', { name: reference }).click();
  await page.getByRole('button', { name: 'Continue to refuse' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Why not? The patron reads this.').fill('The name on the ID was another one.');
  await page.getByRole('button', { name: 'Continue to refuse' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Refuse this change?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Refuse the change' }).click();
  await expect(page.getByText('The change is refused, and the patron is told.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', `/desk/changes/${reference}`));
  await expect(page.getByText('Nothing is waiting under this reference anymore.')).toBeVisible();

  await home.goto(urlOf('mansfield', '/contact'));
  await expect(home.getByText('860-555-0142').first()).toBeVisible();
  await home.goto(urlOf('mansfield', '/record/pending'));
  await expect(home.getByText('The name on the ID was another one.')).toBeVisible();
  await expectAccessible(home);
  await home.close();
});

test('S3: a permission is refused with a reason, which the patron reads', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('lci-member');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  const reference = await signPermission(home, patron);

  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.goto(urlOf('lci-member', `/desk/permissions/${reference}`));
  await page.getByLabel('Refuse it').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: 'Write the reason' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Reason, if you refuse').fill('The ID showed another name.');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('The ID showed another name.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('Done. The patron is told by e-mail.')).toBeVisible();
  await expectAccessible(page);

  await home.goto(urlOf('lci-member', '/permissions'));
  await home.getByRole('link', { name: /^Open/ }).click();
  await expect(home.getByText('The ID showed another name.')).toBeVisible();
  await expectAccessible(home);
  await home.close();
});

test('S3: a permission on paper is entered, read aloud, put in force and withdrawn at the desk', async ({ page }) => {
  const patron = newPatron('mansfield');
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByRole('link', { name: 'Enter a permission signed on paper' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert').getByRole('link')).not.toHaveCount(0);
  await expectAccessible(page);

  await page.getByLabel('The patron’s card number').fill(patron.card);
  await page.getByLabel('An organization').check();
  await page.getByLabel('Their full name').fill('Storrs Legal Aid');
  await page.getByLabel('What they will show at the desk').fill('A letter and photo ID');
  await page.getByLabel('Fees and payments').check();
  await page.getByLabel('What it is for, in your own words').fill('To settle a debt');
  await page.getByLabel('First day').fill(day(0));
  await page.getByLabel('Last day').fill(day(60));
  await page.getByLabel('One time').check();
  await page.getByLabel('Name as signed on the paper').fill('Adaeze Okonkwo');
  await page.getByLabel('State ID card').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read this text to the patron' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByLabel('Their full name')).toHaveValue('Storrs Legal Aid');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'The patron agrees: put it in force' }).click();
  await expect(page.getByText('Done. The patron is told by e-mail.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('radio', { name: 'Withdraw it for the patron' }).check();
  await page.getByLabel('Passport or consular ID').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('Done. The patron is told by e-mail.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Share the information' })).toHaveCount(0);
  await expectAccessible(page);
});

test('a card that is closed proves nothing, and a look that is over shows nothing', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'desk'));
  await page.getByLabel('Card number or reference').fill(demoPerson('canton', /reported lost/).card);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('alert')).toContainText('It proves nothing: ask for photo ID.');
  await expectAccessible(page);
  const answer = await page.goto(urlOf('canton', '/desk/look/018f3a52-0000-7000-8000-000000000000'));
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'This record is closed again' })).toBeVisible();
  await expectAccessible(page);
});

test('a day at the desk in Spanish', async ({ page }) => {
  const patron = newPatron('putnam');
  await signInAtDesk(page, newStaff('putnam', 'desk'));
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Trabajo en el mostrador' })).toBeVisible();
  await page.getByLabel('Número de tarjeta o referencia').fill('C-0000-0000-0000');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await expect(page.getByRole('alert')).toContainText('Aquí no hay esa tarjeta ni esa referencia.');
  await expectAccessible(page);
  await page.getByLabel('Número de tarjeta o referencia').fill(patron.card);
  await page.getByRole('button', { name: 'Buscar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Una tarjeta en uso' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Préstamos, devoluciones y reservas' }).click();
  await expect(page.getByText('Puede usar esto')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('putnam', '/desk/permissions/new'));
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByRole('alert')).toContainText('Elija qué identificación con foto vio');
  await expectAccessible(page);
  await page.goto(urlOf('putnam', '/desk/password'));
  await expectAccessible(page);
});
