// What follows from a choice about notices, and from an address that is gone: lines for the desk, which the patron reads.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { refusedMail } from '../support/mail';
import { openPage } from '../support/pages';
import { activate, load, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

/** Opens the line of this pile whose page shows `mark`, the newest first: a line names nobody. */
async function openLine(desk: Page, library: string, pile: RegExp, mark: string): Promise<void> {
  const lines = desk.getByRole('table', { name: pile }).getByRole('link');
  const found = await lines.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  for (const href of found.reverse()) {
    const answer = await desk.goto(urlOf(library, href));
    if (answer!.ok() && (await desk.getByText(mark).count()) > 0) return;
  }
  throw new Error(`no line of ${pile} shows ${mark}`);
}

test('L27: where the library’s own system sends the notices, a choice is entered at the desk, and the patron reads so', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('canton');
  await activate(page, patron);
  await signIn(page, patron);
  await openPage(page, 'E-mail');
  await expect(page.getByText('The library’s own system sends them.')).toBeVisible();
  const kind = page.getByRole('table', { name: /^Notices/ }).getByRole('row').last();
  await kind.getByRole('switch').click();
  await expect(page.getByText('Your answer is saved, and it counts.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Waiting for the desk' }).click();
  await expect(page.getByText('E-mail choices to be entered in the library’s system').first()).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(desk, newStaff('canton', 'desk'));
  await openLine(desk, 'canton', /^E-mail choices to enter/, patron.card);
  await expect(desk.getByRole('heading', { level: 1, name: 'Enter this in the library’s system' })).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'It is entered there' }).click();
  await expect(desk.getByRole('status')).toContainText('The patron reads that it is entered');
  await expectAccessible(desk);
  await desk.close();

  await page.goto(urlOf('canton', '/record/activity'));
  await expect(page.getByText('An e-mail choice was entered in the library’s own system').first()).toBeVisible();
  await expectAccessible(page);
});

test('an address that is gone: the patron is told at the next sign-in, the desk in its list, and either has it tried again', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('putnam');
  patron.email = `gone-${patron.email}`;
  load(patron, '1988-04-02');
  // The mail that says so is the one that comes back.
  await activate(page, patron);
  await refusedMail(patron.email);
  await expect(async () => {
    await signIn(page, patron);
    await expect(page.getByRole('heading', { name: /^Our e-mail to gone-.* comes back$/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);

  const desk = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(desk, newStaff('putnam', 'desk'));
  await openLine(desk, 'putnam', /^Addresses that e-mail came back from/, patron.email);
  await expect(desk.getByText('5.1.1')).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Take it off the list' }).click();
  await expect(desk.getByRole('status')).toContainText('It is off the list.');
  await desk.close();

  await page.getByRole('button', { name: 'It is right: write to it again' }).click();
  await expect(page.getByRole('status')).toContainText('We write to the address again.');
  await expect(page.getByRole('heading', { name: /comes back/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('L26: where this portal sends them, a patron chooses one mail a day and no titles', async ({ page }) => {
  const patron = newPatron('putnam');
  await activate(page, patron);
  await signIn(page, patron);
  await openPage(page, 'E-mail');
  await page.getByRole('link', { name: 'Choose how they come' }).click();
  await expectAccessible(page);
  await page.getByLabel('All in one e-mail each morning').check();
  await page.getByRole('button', { name: 'Save how notices come' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.getByLabel('All in one e-mail each morning')).toBeChecked();
  await page.getByLabel('Say only how many, and when').check();
  await page.getByRole('button', { name: 'Save what notices name' }).click();
  await expect(page.getByLabel('Say only how many, and when')).toBeChecked();
  await expectAccessible(page);
});
