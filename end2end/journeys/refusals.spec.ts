// What is refused, and the words for it: every state is a page of the library that anyone can read.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { newPatron, portal, signIn } from '../support/patron';

test('a code that is dead, a card that is missing and a link that goes nowhere are said in words', async ({ page }) => {
  await page.goto(urlOf('wethersfield', '/activate'));
  await page.getByLabel('Code from the desk').fill('ABCDE-12345');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert')).toContainText('was replaced by a newer one');
  await expect(page.getByLabel('Code from the desk')).toHaveValue('ABCDE-12345');
  await expectAccessible(page);

  await page.goto(urlOf('wethersfield', '/activate'));
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: 'Enter your library card number' })).toBeVisible();
  await expectAccessible(page);

  await page.goto(urlOf('wethersfield', '/forgot'));
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);

  // A number that is no card's is answered like any other.
  for (const way of ['/activate', '/forgot']) {
    await page.goto(urlOf('wethersfield', way));
    await page.getByLabel('Library card number').fill('not a number <b>');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  }
  await expectAccessible(page);
});

test('a PIN or password that is too easy is refused with the reason', async ({ page }) => {
  const patron = newPatron('mansfield');
  await page.goto(urlOf('mansfield', '/activate'));
  await page.getByLabel('Code from the desk').fill(portal('activation-code', 'mansfield', patron.card).trim());
  await page.getByRole('button', { name: 'Continue' }).click();
  for (const [one, other, said] of [
    ['', '', 'Choose a PIN or password'],
    ['violet-harbour-1', 'violet-harbour-2', 'The two are not the same'],
    ['password1234', 'password1234', /./],
  ] as const) {
    await page.getByLabel('New PIN or password').fill(one);
    await page.getByLabel('Type the new one again').fill(other);
    await page.getByRole('button', { name: 'Save it' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole('alert').getByRole('link')).toHaveText(said);
    await expectAccessible(page);
  }
});

test('an address that cannot be read says so', async ({ page }) => {
  await signIn(page, demoPerson('canton', /owes money/));
  for (const [address, status, heading] of [
    ['/record/activity?kind=a&kind=b', 400, 'The address could not be read'],
    ['/record/no-such-drawer', 404, 'There is no such page'],
  ] as const) {
    const response = await page.goto(urlOf('canton', address));
    expect(response?.status()).toBe(status);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expectAccessible(page);
  }
  const nowhere = await page.goto(urlOf('', '/no-such-page'));
  expect(nowhere?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test('a form that another site sent is refused, and so is one larger than any of ours', async ({ page }) => {
  await page.route('http://elsewhere.example/', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<title>Elsewhere</title><form method="post" action="${urlOf('putnam', '/sign-in')}">
      <input name="card_number" value="29999000000003"><input name="secret" value="1234"><button>Win a prize</button></form>`,
  }));
  await page.goto('http://elsewhere.example/');
  let answer = page.waitForResponse(urlOf('putnam', '/sign-in'));
  await page.getByRole('button', { name: 'Win a prize' }).click();
  expect((await answer).status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1, name: 'That form came from another site' })).toBeVisible();
  await expectAccessible(page);

  await page.goto(urlOf('putnam', '/sign-in'));
  await page.getByLabel('Library card number').fill('9'.repeat(70_000));
  answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect((await answer).status()).toBe(413);
  await expect(page.getByRole('heading', { level: 1, name: 'The form could not be read' })).toBeVisible();
  await expectAccessible(page);
});

test('a session that ended says so where one signs in', async ({ page }) => {
  await page.goto(urlOf('lci-member', '/sign-in?ended=yes'));
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText(/^Your session has ended/);
  await expectAccessible(page);
  await page.goto(urlOf('lci-member', '/desk/sign-in?ended=yes'));
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText(/^Your session at the desk has ended/);
  await expectAccessible(page);
});
