// From page to page by the pages' own names: on a phone they are behind the menu.
import type { Page } from '@playwright/test';

/** Opens one of the patron's pages from wherever one is. */
export async function openPage(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name, exact: true }).click();
}
