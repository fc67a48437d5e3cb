import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { urlOf } from '../support/libraries';
import { activate, choose, newPatron, signIn } from '../support/patron';

test('a new patron activates with a code from the desk, signs in and signs out', async ({ page }) => {
  const patron = newPatron('mansfield');
  await page.goto(urlOf('mansfield', '/activate'));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert')).toContainText('Enter the code');
  await expectAccessible(page);

  await activate(page, patron);
  await expect(page.getByRole('heading', { level: 1, name: 'Your PIN or password is set' })).toBeVisible();
  await expectAccessible(page);

  await signIn(page, patron);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('mansfield', '/record'));
  await expect(page).toHaveURL(/\/sign-in/);
});

test('what can be done here stands beside the form, and on a phone below it, and is not printed', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/sign-in'));
  const form = (await page.locator('main form').boundingBox())!;
  const promises = page.locator('.promises');
  await expect(promises.getByRole('listitem')).toHaveCount(3);
  const drawn = (await promises.boundingBox())!;
  if (page.viewportSize()!.width > 1000) expect(drawn.x).toBeGreaterThanOrEqual(form.x + form.width);
  else expect(drawn.y).toBeGreaterThanOrEqual(form.y + form.height);
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(promises).toBeHidden();
});

test('a new patron activates with a mailed link, which works once and is not used up by looking', async ({ page }) => {
  const patron = newPatron('wethersfield');
  await page.goto(urlOf('wethersfield', '/activate'));
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();

  const mail = await nextMail(patron.email, /\/choose\?t=/);
  expect(mail.text).not.toContain(patron.card);
  const link = /https?:\/\/\S+\/choose\?t=\S+/.exec(mail.text)![0];
  await page.goto(link);
  await page.goto(link);
  await choose(page, patron.secret);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Your PIN or password is set' })).toBeVisible();
  await expect(page.getByText('This link or code was used to choose it.')).toBeVisible();
  await signIn(page, patron);
});

test('a code works once', async ({ page }) => {
  const patron = newPatron('putnam');
  const { portal } = await import('../support/patron');
  const code = portal('activation-code', 'putnam', patron.card).trim();
  for (const first of [true, false]) {
    await page.goto(urlOf('putnam', '/activate'));
    await page.getByLabel('Code from the desk').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    if (first) {
      await choose(page, patron.secret);
      await expect(page.getByRole('heading', { level: 1, name: 'Your PIN or password is set' })).toBeVisible();
    } else {
      await expect(page.getByText('This link or code was used to choose it.')).toBeVisible();
    }
  }
});

test('a wrong PIN and an unknown card read the same, and what was typed is kept', async ({ page }) => {
  const patron = newPatron('canton');
  await activate(page, patron);
  const messages: string[] = [];
  for (const card of [patron.card, '29999000000003']) {
    await page.goto(urlOf('canton', '/sign-in'));
    await page.getByLabel('Library card number').fill(card);
    await page.getByLabel('PIN or password').fill('not-my-password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByLabel('Library card number')).toHaveValue(card);
    await expect(page.getByLabel('PIN or password')).toHaveValue('');
    await expectAccessible(page);
    messages.push(await page.getByRole('alert').innerText());
  }
  expect(messages[0]).toBe(messages[1]);
});

test('an empty form says what is missing, beside each field and in the summary', async ({ page }) => {
  await page.goto(urlOf('wethersfield', '/sign-in'));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const summary = page.getByRole('alert');
  await expect(summary.getByRole('link')).toHaveCount(2);
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: 'Enter your library card number' }).click();
  await expect(page.getByLabel('Library card number')).toBeFocused();
  await expectAccessible(page);
});

test('a forgotten password is chosen anew with a mailed link, which works once', async ({ page }) => {
  const patron = newPatron('lci-member');
  await activate(page, patron);
  await page.goto(urlOf('lci-member', '/sign-in'));
  await page.getByRole('link', { name: 'I forgot my PIN or password' }).click();
  await expectAccessible(page);
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  await expectAccessible(page);

  const mail = await nextMail(patron.email, /\/choose\?t=/);
  const link = /https?:\/\/\S+\/choose\?t=\S+/.exec(mail.text)?.[0] ?? '';
  await page.goto(link);
  await expectAccessible(page);
  await choose(page, 'another-harbour-7781');
  await expect(page.getByRole('heading', { level: 1, name: 'Your PIN or password is set' })).toBeVisible();
  await signIn(page, { ...patron, secret: 'another-harbour-7781' });

  await page.goto(link);
  await expect(page.getByText('This link or code was used to choose it.')).toBeVisible();
  await expectAccessible(page);
});

test('someone who is sent to sign in comes back to the page they wanted', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await page.goto(urlOf('mansfield', '/record/contact'));
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/contact#held$/);
});
