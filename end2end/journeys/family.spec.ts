import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { openPage } from '../support/pages';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { activate, load, newPatron, signIn, yearsAgo, type Patron } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

const child = (born: string): Patron => newPatron('lci-member', 'Ibarra', 'Ana', born);

/** Fills in and sends the form for a child's card. */
async function add(page: Page, parent: Pick<Patron, 'library' | 'secret'>, card: string, secret: string): Promise<void> {
  await page.goto(urlOf(parent.library, '/family/add'));
  await page.getByLabel('Your child’s card number').fill(card);
  await page.getByLabel('Your child’s PIN or password').fill(secret);
  await page.getByLabel('Your own PIN or password').fill(parent.secret);
  await page.getByRole('button', { name: 'Add this child' }).first().click();
}

test('L14: a parent adds a child with the card and looks; the child sees it', async ({ page, browser, extraHTTPHeaders }) => {
  test.slow();
  const parent = newPatron('lci-member', 'Ibarra', 'Rosa');
  const ana = child(yearsAgo(12));
  await activate(page, ana);
  await activate(page, parent);
  await signIn(page, parent);
  await openPage(page, 'Family');
  await expect(page.getByText('You have not added a child.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Add a child' }).click();
  await expect(page.getByText('You do not see your child’s PIN')).toBeVisible();
  await expectAccessible(page);

  await add(page, parent, ana.card, ana.secret);
  await expect(page.getByRole('heading', { name: 'The child is added' })).toBeVisible();
  await expect(page.getByText('when Ana turns 18')).toBeVisible();
  await expectAccessible(page);
  for (const one of [parent, ana]) {
    const mail = await nextMail(one.email, /Family/);
    expect(mail.text).not.toContain(ana.card);
  }

  await page.getByRole('link', { name: 'Ana’s record' }).click();
  await expect(page.getByText('You are looking at Ana’s record.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Not shown to you' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download everything' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'How to reach Ana' }).click();
  await expect(page.getByText(ana.email)).toBeVisible();
  await expect(page.getByText('You are looking at Ana’s record.')).toBeVisible();
  await expectAccessible(page);
  const address = page.url().replace(/\/contact$/, '');
  await page.goto(`${address}/family`);
  await expect(page.getByText('Only Ana and the library see this part:')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${address}/credentials`);
  await expect(page.getByText('stay the child')).toBeVisible();
  await expectAccessible(page);

  const elsewhere = await browser.newPage({ extraHTTPHeaders });
  await signIn(elsewhere, ana);
  await elsewhere.goto(urlOf('lci-member', '/record/activity'));
  await expect(elsewhere.getByText(/^Your grown-up looked at:? /).first()).toBeVisible();
  await elsewhere.goto(urlOf('lci-member', '/record/family'));
  await expect(elsewhere.getByText('Your grown-up Rosa Ibarra can look at your record until you turn 18')).toBeVisible();
  await expect(elsewhere.getByText('You cannot remove a grown-up here.')).toBeVisible();
  await elsewhere.goto(urlOf('lci-member', '/family'));
  await expect(elsewhere.getByRole('heading', { name: 'Who can look at your record' })).toBeVisible();
  await elsewhere.close();

  await page.goto(`${address}/remove`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove this child from my account' }).click();
  await expect(page.getByText('Removed. You can no longer look at that record.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You can no longer look');
  await expectAccessible(page);
});

test('from one child’s page a parent goes to the same page of another', async ({ page }) => {
  test.slow();
  const parent = newPatron('lci-member', 'Ibarra', 'Rosa');
  const [ana, leo] = [child(yearsAgo(12)), newPatron('lci-member', 'Ibarra', 'Leo', yearsAgo(15))];
  for (const one of [ana, leo, parent]) await activate(page, one);
  await signIn(page, parent);
  for (const one of [ana, leo]) await add(page, parent, one.card, one.secret);
  await page.getByRole('link', { name: 'Ana’s record' }).click();
  await page.getByRole('link', { name: 'How to reach Ana' }).click();
  const children = page.getByRole('navigation', { name: 'Children you added' });
  await expect(children.getByRole('link', { name: 'Ana' })).toHaveAttribute('aria-current', 'page');
  await expectAccessible(page);
  await children.getByRole('link', { name: 'Leo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How to reach Leo' })).toBeVisible();
  await expect(page.getByText(leo.email)).toBeVisible();
  await expect(page.getByText(ana.email)).toHaveCount(0);
  await expectAccessible(page);
});

test('M3: on the eighteenth birthday it ends in the middle of a session', async ({ page }) => {
  const parent = newPatron('lci-member', 'Ibarra', 'Rosa');
  const ana = child(yearsAgo(18, 5));
  await activate(page, ana);
  await activate(page, parent);
  await signIn(page, parent);
  await add(page, parent, ana.card, ana.secret);
  await page.getByRole('link', { name: 'Ana’s record' }).click();
  await page.getByRole('link', { name: 'How to reach Ana' }).click();
  await expect(page.getByText(ana.email)).toBeVisible();
  // The library's file says the child was born some days earlier, so the birthday is over.
  load(ana, yearsAgo(18, -2));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You can no longer look at the record of Ana');
  await expect(page.getByText('The child is 18 now')).toBeVisible();
  await expect(page.getByText(ana.email)).toHaveCount(0);
  await expectAccessible(page);
  await openPage(page, 'Family');
  await expect(page.getByText('The child is 18 now')).toBeVisible();
  await expectAccessible(page);
});

test('what is wrong with a card, a PIN or a code is said on the form', async ({ page }) => {
  const parent = newPatron('lci-member', 'Ibarra', 'Rosa');
  await activate(page, parent);
  await signIn(page, parent);
  await page.goto(urlOf('lci-member', '/family/add'));
  await page.getByRole('button', { name: 'Add this child' }).first().click();
  await expect(page.getByRole('alert')).toContainText('Enter your child’s card number');
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await add(page, parent, parent.card, 'wrong-password-1');
  await expect(page.getByRole('alert')).toContainText('do not match');
  await expect(page.getByLabel('Your child’s card number')).toHaveValue(parent.card);
  await expectAccessible(page);
  await add(page, parent, parent.card, parent.secret);
  await expect(page.getByRole('alert')).toContainText('This is your own card.');
  await expectAccessible(page);
  await page.goto(urlOf('lci-member', '/family/add'));
  await page.getByRole('heading', { name: 'I have a code from the desk' }).click();
  await page.getByRole('textbox', { name: 'Code from the desk' }).fill('ABCDE-12345');
  await page.getByRole('button', { name: 'Add this child' }).last().click();
  await expect(page.getByRole('alert')).toContainText('This code was replaced');
  await expectAccessible(page);
});

test('M3: a clerk sees photo ID and makes a code; later every guardian is stopped, and nobody reads why', async ({ page, browser, extraHTTPHeaders }) => {
  test.slow();
  const mother = newPatron('mansfield', 'Ibarra', 'Rosa');
  const ana = newPatron('mansfield', 'Ibarra', 'Ana', yearsAgo(9), mother);
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByLabel('Card number or reference').fill(ana.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: 'Checking a parent or guardian' }).click();
  await page.getByRole('link', { name: 'Codes, stops and links of this child' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make the code' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose whose photo ID it is');
  await expectAccessible(page);
  await page.getByLabel(/^Rosa Ibarra/).check();
  await page.getByLabel('That person’s own card number').fill(mother.card);
  await page.getByLabel('Passport or consular ID').check();
  await page.getByRole('button', { name: 'Make the code' }).click();
  const code = await page.locator('.reference').innerText();
  await expectAccessible(page);

  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, mother);
  await signIn(home, mother);
  await home.goto(urlOf('mansfield', '/family/add'));
  await home.getByRole('heading', { name: 'I have a code from the desk' }).click();
  await home.getByRole('textbox', { name: 'Code from the desk' }).fill(code);
  await home.getByRole('button', { name: 'Add this child' }).last().click();
  await home.getByRole('link', { name: 'Ana’s record' }).click();
  await expect(home.getByText('You are looking at Ana’s record.')).toBeVisible();

  await page.getByRole('link', { name: 'The record' }).click();
  await page.getByRole('link', { name: 'Codes, stops and links of this child' }).click();
  await expect(page.getByRole('button', { name: /^End this link/ })).toBeVisible();
  await page.getByRole('button', { name: 'Continue to stop them' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose what you saw');
  await page.getByLabel('A custody order, or a safety concern').check();
  await page.getByRole('button', { name: 'Continue to stop them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Is this right?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('Nobody has added this child.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Now give the young person a new code' })).toBeVisible();
  await expect(page.getByText('Only the Director lifts this stop.')).toBeVisible();
  await expectAccessible(page);

  await home.reload();
  await expect(home.getByText('It was ended at the desk.')).toBeVisible();
  await expect(home.getByText(/custody/i)).toHaveCount(0);
  await expectAccessible(home);
  await home.close();
});

test('C3: where a library does not offer it, the page says so and what can be done', async ({ page }) => {
  await signIn(page, demoPerson('canton', /parent of/));
  await page.goto(urlOf('canton', '/family'));
  await expect(page.getByRole('heading', { name: 'Not offered here' })).toBeVisible();
  await expect(page.getByText('Your child can sign in')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('canton', '/family/add'));
  await expect(page.getByLabel('Your child’s card number')).toHaveCount(0);
  await expectAccessible(page);
});

test('M3: a parent on record adds a child; another card holder is told what to bring', async ({ page }) => {
  const six = demoPerson('mansfield', /six years old/);
  await signIn(page, demoPerson('mansfield', /parent of/));
  await add(page, demoPerson('mansfield', /parent of/), six.card, six.secret);
  await expect(page.getByRole('heading', { name: 'The child is added' })).toBeVisible();
  await page.context().clearCookies();
  const other = newPatron('mansfield');
  await activate(page, other);
  await signIn(page, other);
  await add(page, other, six.card, six.secret);
  await expect(page.getByRole('alert')).toContainText('The record must name you');
  await expectAccessible(page);
});

test('a family reads in Spanish', async ({ page }) => {
  await signIn(page, demoPerson('wethersfield', /parent of/));
  await page.goto(urlOf('wethersfield', '/family?lang=es'));
  await expect(page.getByRole('heading', { level: 1, name: 'Familia' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /El registro de/ }).click();
  await expect(page.getByText('Está consultando el registro de')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('wethersfield', '/family/add'));
  await expectAccessible(page);
});

test('Back after leaving a family page quickly shows nothing of the family', async ({ page }) => {
  const parent = newPatron('lci-member', 'Ibarra', 'Rosa');
  await activate(page, parent);
  await signIn(page, parent);
  // Where one is led to is no page of ours, and no page of the internet is fetched in a test.
  await page.route('https://www.weather.gov/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
  await openPage(page, 'Family');
  await expect(page.getByText('You have not added a child.')).toBeVisible();
  await page.getByRole('button', { name: 'Leave this page quickly' }).click();
  await page.waitForURL('https://www.weather.gov/');
  for (let back = 0; back < 3; back += 1) {
    await page.goBack({ waitUntil: 'load' }).catch(() => null);
    await expect(page.getByText(/Ibarra|Rosa|You have not added a child|Your record/)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  }
});
