import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { urlOf } from '../support/libraries';
import { signIn } from '../support/patron';
import { demoPerson } from '../support/people';
import { newStaff, signInAtDesk } from '../support/staff';

const eleanor = () => demoPerson('mansfield', /years of reading/);

/** The window as it is, into docs/images. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `../docs/images/${name}.png`, animations: 'disabled', caret: 'hide' });
}

test('overview, light and dark', async ({ page }) => {
  await signIn(page, eleanor(), true);
  await picture(page, 'overview');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'overview-dark');
});

test('overview on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, eleanor(), true);
  await picture(page, 'overview-phone');
});

test('a permission while it is written', async ({ page }) => {
  await signIn(page, eleanor(), true);
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  await page.getByLabel('A person').check();
  await page.getByLabel('Their full name').fill('Daniel Whitcomb');
  await expect(page.locator('.deed')).toContainText('Daniel Whitcomb (a person)');
  await picture(page, 'permission');
});

test('the desk: who is asking', async ({ page }) => {
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByLabel('Card number or reference').fill(demoPerson('mansfield', /owes money/).card);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A card in use' })).toBeVisible();
  await picture(page, 'desk');
});

test('a patron’s browser has checked the ledger', async ({ page }) => {
  await signIn(page, eleanor(), true);
  await expect(async () => {
    await page.goto(urlOf('mansfield', '/record/activity/check'));
    await expect(page.getByText(/^Nothing was changed or left out/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Check in my browser' }).click();
  await expect(page.getByRole('status')).toHaveText(/^Nothing was changed or left out/);
  await page.getByText('The lines that were checked').click();
  await picture(page, 'check');
});
