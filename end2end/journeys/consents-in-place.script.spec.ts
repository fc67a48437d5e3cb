// Consents saved in place: with script nothing of the page is lost, and what cannot be saved goes the way of the form.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { touch } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { expectFocusSeen, tabTo } from '../support/keyboard';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

/** Opens the page, and touches a switch until what saves it in place is there. */
async function open(page: Page, library: string): Promise<void> {
  await page.goto(urlOf(library, '/consents'));
  await touch(page.getByRole('switch').first());
}

test('a switch is saved in place, undone in place, and keeps the focus', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await open(page, 'mansfield');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith('/pkg/')) asked.push(`${request.method()} ${pathname}`);
  });
  const row = page.getByRole('row', { name: /Your hold is ready/ }).first();
  const one = row.getByRole('switch');
  const before = await one.isChecked();
  await tabTo(page, one);
  const place = await page.evaluate(() => scrollY);
  await page.keyboard.press('Space');
  await expect(row.getByText('Your answer is saved, and it counts.')).toBeVisible();
  await expect(one).toBeChecked({ checked: !before });
  await expect(row).toMatchAriaSnapshot(`
    - row:
      - rowheader /Your hold is ready/
      - cell:
        - switch /Your hold is ready/${before ? '' : ' [checked]'}
      - cell
      - cell:
        - status: Your answer is saved, and it counts.
        - button /^Undo/
  `);
  await expect(one).toBeFocused();
  await expectFocusSeen(page);
  expect(await page.evaluate(() => scrollY), 'the place is kept').toBe(place);
  // The page below says it, too.
  await expect(page.locator('table[aria-labelledby=history]')).toContainText('Your hold is ready');
  await expect(page.locator('#held')).toContainText('Your hold is ready');
  await expectAccessible(page);

  await tabTo(page, row.getByRole('button', { name: /^Undo/ }));
  await page.keyboard.press('Enter');
  await expect(one).toBeChecked({ checked: before });
  await expect(one).toBeFocused();
  expect(asked, 'the page was not left').toEqual(['POST /api/consent', 'POST /api/consent']);
  expect(new URL(page.url()).search).toBe('');
  // It is kept, and not only shown.
  await page.reload();
  await expect(one).toBeChecked({ checked: before });
  await expect(row.getByText(before ? 'You said yes' : 'You said no')).toBeVisible();
});

test('what cannot be saved in place is sent as the form, which says why', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await open(page, 'mansfield');
  const one = page.getByRole('switch').first();
  const before = await one.isChecked();
  await page.route('**/api/consent', (route) => route.abort());
  await one.click();
  await expect(page).toHaveURL(/\/consents\?done=kept&saved=/);
  await expect(one).toBeChecked({ checked: !before });
  await page.unroute('**/api/consent');

  // The session has ended meanwhile.
  await open(page, 'mansfield');
  await page.context().clearCookies();
  await one.click();
  await expect(page).toHaveURL(/\/sign-in\?.*unsent=yes/);
});
