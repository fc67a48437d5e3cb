import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';

test('someone chooses their library and reads its rules before signing in', async ({ page }) => {
  await page.goto(urlOf('', '/'));
  await expect(page.getByRole('heading', { level: 1, name: 'Choose your library' })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(5);
  await page.getByRole('link', { name: /Canton/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What the library holds about you');
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Read the library’s privacy rules' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The library’s privacy rules' })).toBeVisible();
  await expect(page.getByText('11-25').filter({ visible: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test('the chooser and a library speak Spanish, and the choice is kept', async ({ page }) => {
  await page.goto(urlOf('', '/'));
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Elija su biblioteca' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /Putnam/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.goto(urlOf('putnam', '/privacy'));
  await expect(page.getByRole('heading', { level: 1, name: 'Las reglas de privacidad de la biblioteca' })).toBeVisible();
  await expectAccessible(page);
});

test('an address that is not there says so, in words', async ({ page }) => {
  const response = await page.goto(urlOf('mansfield', '/no-such-page'));
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible();
  await expectAccessible(page);
});
