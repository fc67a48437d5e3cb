// Every page of a patron, and every page that is open to all, in Spanish: with its language said, nothing that axe finds, and no
// sentence left in English.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

/** Words that stand in no Spanish sentence of the portal. */
const ENGLISH = /\b(the library|your record|you can|who can see|please|sign out|nothing is held)\b/i;

const OPEN_TO_ALL = [
  '/', '/privacy', '/privacy/sheet', '/statistics', '/newsletters', '/sign-in', '/activate', '/forgot', '/lost-card', '/card-closed',
];
const OF_A_PATRON = [
  '/record', '/record/activity', '/record/activity/check', '/record/download', '/record/held-elsewhere', '/record/registrations',
  '/record/membership', '/record/fees', '/contact', '/contact/address', '/contact/moving', '/choices', '/consents',
  '/permissions', '/permissions/new', '/family', '/family/add', '/corrections', '/security', '/security/change', '/security/lost',
  '/security/close', '/still-here', '/ledger',
];

/** Opens each page, which is in Spanish already, and looks at it. */
async function looksAt(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(urlOf('mansfield', path));
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
