// Before a session ends a page says so by itself, where there is no script to do it: nothing is lost, and one press goes on.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

test('without script a page warns by itself before the session ends, and keeps what was typed', async ({ page, javaScriptEnabled }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/contact/phone'));
  const warning = page.getByRole('region', { name: 'Are you still there?' });
  await expect(warning).toBeHidden();
  // With script the island warns (islands.script.spec.ts).
  if (javaScriptEnabled !== false) return;

  await page.getByLabel('Phone number').fill('860-555-0199');
  // Its time has come: what waits for it in the style is over.
  await page.evaluate('document.getAnimations().forEach((one) => one.finish())');
  await expect(warning).toBeVisible();
  await expect(warning).toContainText('you will be signed out at');
  await expectAccessible(page);
  const opened = page.context().waitForEvent('page');
  await warning.getByRole('link', { name: /^Stay signed in/ }).click();
  const tab = await opened;
  await expect(tab.getByRole('heading', { level: 1, name: 'You are still signed in' })).toBeVisible();
  await expectAccessible(tab);
  await tab.close();
  await expect(page.getByLabel('Phone number')).toHaveValue('860-555-0199');
});
