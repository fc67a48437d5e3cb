// Forms that know: what is wrong with a field is said when it is left, by what the server would say.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

test('a field says what is wrong with it when it is left, and never while one types', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/sign-in'));
  await page.waitForLoadState('networkidle');
  const card = page.getByLabel('Library card number');
  await card.pressSequentially('20000000000000');
  await expect(page.locator('.error')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('#card_number-error')).toContainText('Check the number on the back of the card.');
  await expect(card).toHaveAttribute('aria-invalid', 'true');
  await expect(card).toHaveAccessibleDescription(/Check the number on the back of the card\./);
  await expect(page.getByRole('status').filter({ hasText: 'Library card number: ' })).toBeAttached();
  await expectAccessible(page);
  // It stays until the field is left again, with a number that can be one.
  await card.fill(newPatron('mansfield').card);
  await expect(page.locator('#card_number-error')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.error')).toHaveCount(0);
  await expect(card).not.toHaveAttribute('aria-invalid');
  await expect(card).toHaveAccessibleDescription(/\S/);
});

test('what a word processor left behind is taken out, an empty field is not wrong yet, and nothing is sent meanwhile', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact/moving'));
  await page.waitForLoadState('networkidle');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.getByLabel('Address', { exact: true }).fill('\u{FEFF}12\u{A0}Elm\tSt\u{200B} ');
  await page.getByLabel('Town or city (optional)').fill('');
  await page.getByLabel('Phone number', { exact: true }).fill('none');
  await page.getByLabel('E-mail address').fill('ana@');
  await page.getByLabel('Country (optional)').focus();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('12 Elm St');
  await expect(page.locator('.error')).toHaveText([
    /A phone number has at least five digits\./,
    /The part after the @ sign has a mistake\./,
  ]);
  await expectAccessible(page);
  expect(sent).toEqual([]);
  // The server says the same, in the same place, and the summary with it.
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.locator('#phone-error')).toContainText('A phone number has at least five digits.');
  await expect(page.locator('#email-error')).toContainText('The part after the @ sign has a mistake.');
});

test('in Spanish too, and a button is not moved away from under the mouse', async ({ page }) => {
  const patron = newPatron('putnam');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('putnam', '/contact/email?lang=es'));
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Dirección de correo electrónico').fill('ana@');
  const button = page.getByRole('button', { name: 'Continuar' });
  const before = await button.boundingBox();
  await button.hover();
  await page.mouse.down();
  expect(await button.boundingBox()).toEqual(before);
  await page.mouse.up();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.locator('#email-error')).toContainText('La parte después del signo @ tiene un error.');
});

test('a new PIN is judged by what can be said of it without the record, and is never rewritten', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/security/change'));
  await page.waitForLoadState('networkidle');
  const fresh = page.locator('#new_secret');
  await fresh.fill('1234');
  await page.keyboard.press('Tab');
  await expect(page.locator('#new_secret-error')).toBeVisible();
  await expect(fresh).toHaveValue('1234');
  await expectAccessible(page);
});
