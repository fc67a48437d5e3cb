// What is the patron's own: a value that is wrong, a card that is closed for good, what others hold, and a copy of everything
// for somebody who cannot sign in.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('a value is said to be wrong, kept by the desk, and carries the patron’s statement from then on', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('mansfield');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  // A contact detail has a way of its own, with the PIN or password.
  await home.goto(urlOf('mansfield', '/record/contact'));
  await home.getByRole('heading', { name: 'Contact details: 1' }).click();
  const email = home.locator('details.about').filter({ has: home.locator('summary', { hasText: 'E-mail' }) }).first();
  await email.locator('summary').click();
  await expect(email.getByRole('link', { name: /^This is wrong/ })).toHaveCount(0);
  await email.getByRole('link', { name: /^Change it/ }).click();
  await expect(home).toHaveURL(/\/contact\/email/);
  await home.goto(urlOf('mansfield', '/record/identity'));
  const about = home.locator('details.about').filter({ hasText: 'Last name' }).first();
  await about.locator('summary').click();
  await about.getByRole('link', { name: /^This is wrong/ }).click();
  await expect(home.getByRole('heading', { level: 1, name: 'Say what is wrong' })).toBeVisible();
  await expectAccessible(home);
  await home.getByRole('button', { name: 'Send it to the desk' }).click();
  await expect(home).toHaveTitle(/^Error: /);
  await expectAccessible(home);
  await home.getByLabel('What is wrong, and what would be right?').fill('It is Okonkwo-Reyes.');
  await home.getByRole('button', { name: 'Send it to the desk' }).click();
  await expect(home.getByText('It is with the desk.')).toBeVisible();
  const reference = await home.locator('.reference').innerText();
  expect(reference).toMatch(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expectAccessible(home);

  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByRole('link', { name: reference }).click();
  await expect(page.getByText('It is Okonkwo-Reyes.')).toBeVisible();
  await expect(page.getByText('Asked from')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep it and say why' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Why? The patron reads this.').fill('Your passport says Okonkwo.');
  await page.getByRole('button', { name: 'Keep it and say why' }).click();
  await expect(page.getByText('Answered.')).toBeVisible();

  await home.goto(urlOf('mansfield', '/corrections'));
  await expect(home.getByText('Your passport says Okonkwo.')).toBeVisible();
  await home.getByRole('button', { name: 'Put it beside the value' }).click();
  await expect(home).toHaveTitle(/^Error: /);
  await expectAccessible(home);
  await home.getByLabel('Your statement').fill('The passport is wrong too.');
  await home.getByRole('button', { name: 'Put it beside the value' }).click();
  await expect(home.getByText('Your statement stands beside the value now')).toBeVisible();
  await expectAccessible(home);
  await home.goto(urlOf('mansfield', '/record/identity'));
  await expect(home.getByText('The passport is wrong too.')).toBeVisible();
  await expectAccessible(home);
  // The desk, which checks a name, reads it with the value.
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'The patron, here' }).click();
  await page.getByLabel('Photo ID I see').selectOption({ index: 1 });
  await page.getByLabel('Name on their photo ID').fill(`${patron.first} ${patron.surname}`);
  await page.getByLabel('Name, address and how to be reached').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByText('The passport is wrong too.')).toBeVisible();
  await home.goto(urlOf('mansfield', '/corrections?lang=es'));
  await expectAccessible(home);
  await home.close();
});

test('a card is closed for good, and the desk closes it in the library’s system too', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('canton');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  await home.goto(urlOf('canton', '/security'));
  await home.getByRole('link', { name: 'Close my card for good' }).click();
  await expect(home.getByText('not before the desk has closed the card in the library’s own system too')).toBeVisible();
  await expectAccessible(home);
  await home.getByLabel('Your PIN or password').fill('not mine at all');
  await home.getByRole('button', { name: 'Close my card' }).click();
  await expect(home).toHaveTitle(/^Error: /);
  await expectAccessible(home);
  await home.getByLabel('Your PIN or password').fill(patron.secret);
  await home.getByRole('button', { name: 'Close my card' }).click();
  await expect(home.getByRole('heading', { level: 1, name: 'Your card is closed' })).toBeVisible();
  await expectAccessible(home);
  await home.goto(urlOf('canton', '/record'));
  await expect(home.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await home.close();

  await signInAtDesk(page, newStaff('canton', 'desk'));
  await page.getByRole('region', { name: /^Closed here, to be closed in our own system/ }).getByRole('row', { name: /Card to be closed/ }).getByRole('link', { name: 'Open' }).last().click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It is closed in our system' }).click();
  await expect(page.getByText('Noted.')).toBeVisible();
});

test('M6, L24: what others hold is on one page, with their policies and how to be forgotten there', async ({ page }) => {
  for (const library of ['mansfield', 'lci-member']) {
    const patron = newPatron(library);
    await activate(page, patron);
    await signIn(page, patron);
    await expect(page.getByText('This portal holds nothing else about you. The library’s own system may hold more')).toBeVisible();
    await page.goto(urlOf(library, '/record/held-elsewhere'));
    await expect(page.getByText('To have an account there deleted').first()).toBeVisible();
    await expect(page.getByRole('link', { name: /^https:/ }).first()).toBeVisible();
    await expectAccessible(page);
    await page.goto(urlOf(library, '/record/registrations'));
    await expect(page.getByText('Not loaded here.')).toBeVisible();
    await expectAccessible(page);
    await page.goto(urlOf(library, '/record'));
    await page.getByRole('button', { name: 'Sign out' }).first().click();
  }
});

test('L21: who cannot sign in takes a copy of everything at the desk, once', async ({ page }) => {
  const patron = newPatron('mansfield');
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'The patron, here' }).click();
  await page.getByLabel('Photo ID I see').selectOption({ index: 1 });
  await page.getByLabel('Name on their photo ID').fill(`${patron.first} ${patron.surname}`);
  await page.getByLabel('The whole record').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { name: 'A copy of everything, for the patron to take' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open the pages to print' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What the library holds about you' })).toBeVisible();
  // One look at the ID is one copy: the page it came from is over.
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Open the pages to print' })).toHaveCount(0);
});

test('X1: the Director looks for the list of who saw a record that is deleted', async ({ page }) => {
  await signInAtDesk(page, newStaff('mansfield', 'director'));
  await page.getByRole('link', { name: 'Who saw a record that is deleted' }).click();
  await expectAccessible(page);
  await page.getByLabel('Name on the photo ID').fill('Nobody Atall');
  await page.getByLabel('Birth date on the photo ID').fill('1990-01-02');
  await page.getByRole('button', { name: 'Find the list' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByText('Nothing that is kept is found by this.').first()).toBeVisible();
  await expectAccessible(page);
});
