// Everything with the keyboard alone: what has the focus is seen, and lies under nothing.
import { expect, test } from '../support/test';
import { expectFocusSeen, tabTo } from '../support/keyboard';
import { urlOf } from '../support/libraries';
import { activate, newPatron } from '../support/patron';

test('a patron signs in, opens a drawer and says yes to a newsletter without a mouse', async ({ page }) => {
  const patron = newPatron('lci-member');
  await activate(page, patron);
  await page.goto(urlOf('lci-member', '/'));
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the main part of the page' })).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await tabTo(page, page.getByLabel('Library card number'));
  await page.keyboard.type(patron.card);
  await tabTo(page, page.getByLabel('PIN or password'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await tabTo(page, page.getByRole('alert').getByRole('link'));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('PIN or password')).toBeFocused();
  await page.keyboard.type(patron.secret);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Your record' })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Skip to the main part of the page' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Who you are' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Who you are' })).toBeVisible();
  await tabTo(page, page.getByText('Hidden. Show it').first());
  await page.keyboard.press('Enter');
  await expect(page.getByText('April 2, 1988')).toBeVisible();

  // On a phone the pages are behind the menu.
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  if (await menu.isVisible()) {
    await tabTo(page, menu, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'E-mail', exact: true }));
  } else {
    await tabTo(page, page.getByRole('link', { name: 'E-mail', exact: true }), 'Shift+Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'E-mail you get' })).toBeVisible();
  await tabTo(page, page.getByRole('switch').first());
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your answer is saved, and it counts.')).toBeVisible();
});
