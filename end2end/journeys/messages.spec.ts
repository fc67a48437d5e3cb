// The Director reads every message before a patron gets one, in both languages, as text and with layout.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { newStaff, signInAtDesk } from '../support/staff';

test('every message can be looked at before anybody gets it', async ({ page }) => {
  await signInAtDesk(page, newStaff('mansfield', 'director'));
  await page.getByRole('link', { name: 'Every message the portal sends' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Every message the portal sends' })).toBeVisible();
  await expect(page.getByText('No message has a picture')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Choosing a new PIN or password' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Español' })).toBeVisible();
  await expect(page.locator('pre').first()).toContainText('Someone asked to reset the PIN or password');
  const english = page.frameLocator('iframe').first();
  // Nothing runs in the frame itself, not even what would scroll in it.
  await page.locator('iframe').first().scrollIntoViewIfNeeded();
  await expect(english.getByText('Hello Ana,')).toBeVisible();
  await expectAccessible(page);

  await page.goBack();
  await page.getByRole('link', { name: 'Newsletter', exact: true }).click();
  await expect(page.frameLocator('iframe').first().getByRole('heading', { name: 'Herons' })).toBeVisible();
  await expectAccessible(page);
});
