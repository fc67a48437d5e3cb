// Pictures for people to look at: what no tool sees.
import { test, type Page } from '@playwright/test';

let taken = 0;

/** Whether somebody wants to look. */
export const isLookedAt = Boolean(process.env.E2E_PICTURES);

/** Where `E2E_PICTURES` names a folder, a picture of the whole page as it stands is put there. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  if (!isLookedAt) return;
  taken += 1;
  const file = `${test.info().title} ${test.info().project.name} ${name} ${taken}`.replace(/[^\p{L}\d]+/gu, '-');
  await page.screenshot({ path: `${process.env.E2E_PICTURES}/${file}.png`, fullPage: true });
}
