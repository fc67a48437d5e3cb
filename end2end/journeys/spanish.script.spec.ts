// Every page of a patron, and every page that is open to all, in Spanish: with its language said, nothing that axe finds, and no
// sentence left in English.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { activate, newPatron, signIn } from '../support/patron';

/** Words that stand in no Spanish sentence of the portal. */
const ENGLISH = /\b(the library|your record|you can|who can see|please|sign out|nothing is held)\b/i;

const OPEN_TO_ALL = [
  '/', '/privacy', '/privacy/sheet', '/statistics', '/newsletters', '/sign-in', '/activate', '/forgot', '/lost-card', '/card-closed',
];
const OF_A_PATRON = [
  '/record', '/record/identity', '/record/activity', '/record/activity/check', '/record/download', '/record/held-elsewhere', '/record/registrations',
  '/record/membership', '/record/fees', '/contact', '/contact/address', '/contact/email', '/contact/moving', '/choices', '/consents',
  '/permissions', '/permissions/new', '/family', '/family/add', '/corrections', '/security', '/security/change', '/security/lost',
  '/security/close', '/still-here', '/ledger',
];

/** The page that is open is in Spanish, and nothing is wrong with it. */
async function isInSpanish(page: Page, path: string): Promise<void> {
  await expect(page.locator('html'), path).toHaveAttribute('lang', 'es');
  await expectAccessible(page);
  // What is quoted in its own language says so.
  const said = await page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('[lang]:not([lang=es])').forEach((other) => other.remove());
    return copy.textContent ?? '';
  });
  expect(said, path).not.toMatch(ENGLISH);
}

/** Opens each page, which is in Spanish already, and looks at it. */
async function looksAt(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(urlOf('mansfield', path));
    await isInSpanish(page, path);
  }
}

/** The form that was sent is shown again with what is wrong, which is in Spanish. */
async function saysWhatIsWrong(page: Page, says: string): Promise<void> {
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert').getByRole('link', { name: says })).toBeVisible();
  await isInSpanish(page, says);
}

test('every page that is open to all is in Spanish', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/?lang=es'));
  await looksAt(page, OPEN_TO_ALL);
});

test('every page of a patron is in Spanish', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /owes money/));
  await page.goto(urlOf('mansfield', '/record?lang=es'));
  await looksAt(page, OF_A_PATRON);
});

test('an empty sign-in says in Spanish what is missing', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/sign-in?lang=es'));
  await page.locator('#secret').press('Enter');
  await saysWhatIsWrong(page, 'Escriba el número de su tarjeta');
});

test('an empty contact form and an empty permission say in Spanish what is missing', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact/moving?lang=es'));
  const moving = page.locator('form[action="/contact/moving"]');
  for (const field of await moving.locator('input[type=text]').all()) await field.fill('');
  await moving.locator('.buttons button').click();
  await saysWhatIsWrong(page, 'Falta la dirección.');

  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Otra cosa' }).click();
  await page.getByRole('button', { name: 'Continuar para firmar' }).click();
  await saysWhatIsWrong(page, 'Hay que elegir al menos una parte del registro');
});
