// Forms that know: what is wrong with a field is said when it is left, by what the server would say.
import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '../support/test';
import { touch } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

/** What judges is fetched when the first field is touched; from then on nothing is. */
async function judgesOnceTouched(field: Locator): Promise<void> {
  await touch(field);
  await expect(field.page().locator('#judged')).toBeAttached({ timeout: 30_000 });
}

test('a field says what is wrong with it when it is left, and never while one types', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/sign-in'));
  const card = page.getByLabel('Library card number');
  await judgesOnceTouched(card);
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
  await judgesOnceTouched(page.getByLabel('Address', { exact: true }));
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
  await judgesOnceTouched(page.getByLabel('Dirección de correo electrónico'));
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
  const fresh = page.locator('#new_secret');
  await judgesOnceTouched(fresh);
  await fresh.fill('1234');
  await page.keyboard.press('Tab');
  await expect(page.locator('#new_secret-error')).toBeVisible();
  await expect(fresh).toHaveValue('1234');
  await expectAccessible(page);
});

test('a postal code and a day are judged too, and a ZIP code gets its hyphen', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact/moving'), { waitUntil: 'networkidle' });
  const zip = page.getByLabel('ZIP or postal code (optional)');
  await judgesOnceTouched(zip);
  await zip.fill('Storrs');
  await page.keyboard.press('Tab');
  await expect(page.locator('#zipcode-error')).toContainText('A ZIP code has five digits, like 06268.');
  await zip.fill('06268 4155');
  await page.keyboard.press('Tab');
  await expect(page.locator('#zipcode-error')).toHaveCount(0);
  await expect(zip).toHaveValue('06268-4155');
  await zip.fill('SW1A 1AA');
  await page.keyboard.press('Tab');
  await expect(zip).toHaveValue('SW1A 1AA');
  await expectAccessible(page);

  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  const day = page.getByLabel('First day');
  await judgesOnceTouched(day);
  await day.fill('0026-11-30');
  // Tab goes from the month to the day within the field.
  await day.blur();
  await expect(page.locator('#from-error')).toContainText('The year is not between 1800 and 2200.');
  await day.fill('2026-11-30');
  await day.blur();
  await expect(page.locator('#from-error')).toHaveCount(0);
});

/** The table that the server's half is tested with, too (domain/src/parse/judge.rs). */
interface Case {
  judge: string;
  typed: string;
  kept?: string | null;
  en?: string;
  es?: string;
}
const cases = JSON.parse(readFileSync(resolve(__dirname, '../../domain/cases/judge.json'), 'utf8')) as Case[];

for (const lang of ['en', 'es'] as const) {
  test(`the browser judges each case of the server’s own table as the server does: ${lang}`, async ({ page }) => {
    await page.goto(urlOf('mansfield', `/sign-in?lang=${lang}`), { waitUntil: 'networkidle' });
    const field = page.locator('#card_number');
    const error = page.locator('#card_number-error');
    await judgesOnceTouched(field);
    for (const one of cases) {
      const told = `${one.judge}: ${JSON.stringify(one.typed)}`;
      await field.evaluate((input, judge) => input.setAttribute('data-judge', judge), one.judge);
      await field.fill(one.typed);
      await field.blur();
      if (one.en) {
        await expect(error, told).toHaveText(`Error: ${one[lang]}`);
        await expect(field, told).toHaveValue(one.typed);
      } else {
        await expect(error, told).toHaveCount(0);
        await expect(field, told).toHaveValue(one.kept ?? one.typed);
      }
    }
    expect(cases.length).toBeGreaterThan(50);
  });
}

test('a field that was left before what judges it had come is judged once it is here', async ({ page }) => {
  let comes = () => {};
  const held = new Promise<void>((resolve) => (comes = resolve));
  await page.goto(urlOf('mansfield', '/sign-in'), { waitUntil: 'networkidle' });
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(/\.wasm$/);
  await page.getByLabel('Library card number').fill('20000000000000');
  await page.keyboard.press('Tab');
  await asked;
  await expect(page.locator('.error')).toHaveCount(0);
  comes();
  await expect(page.locator('#card_number-error')).toContainText('Check the number on the back of the card.');
});
