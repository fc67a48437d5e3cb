// A permission, signed by a patron who is signed in.
import type { Page } from '@playwright/test';
import { urlOf } from './libraries';
import type { Patron } from './patron';

/** A day as the libraries' own calendar has it, so many days from now (`YYYY-MM-DD`). */
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });
export const day = (from: number) => calendar.format(Date.now() + from * 864e5);

/** Answers every question and signs. Returns the reference. */
export async function signPermission(page: Page, patron: Patron): Promise<string> {
  const next = async (button: string) => page.getByRole('button', { name: button }).click();
  await page.goto(urlOf(patron.library, '/permissions/new'));
  await next('Something else');
  await page.getByLabel('A person').check();
  await page.getByLabel('Their full name').fill('Ngozi Okafor');
  await page.getByLabel('What they will show at the desk').fill('Her driver’s license');
  await page.getByLabel('Card and membership').check();
  await page.getByLabel('What it is for, in your own words').fill('To renew my card for me');
  await page.getByLabel('First day').fill(day(0));
  await page.getByLabel('Until a day I choose').check();
  await page.getByLabel('Last day').fill(day(30));
  await page.getByLabel('As often as needed').check();
  await next('Continue to sign');
  await page.getByLabel('Your full name, as your signature').fill('Adaeze Okonkwo');
  await page.getByLabel('PIN or password').fill(patron.secret);
  await next('Sign the permission');
  return page.locator('.reference').innerText();
}
