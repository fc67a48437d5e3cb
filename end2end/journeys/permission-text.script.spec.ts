import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { demoPerson } from '../support/people';
import { day } from '../support/permission';

test('the text that is read while it is written is the text that is signed', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  const text = page.locator('.deed');
  await expect(text).toContainText('What it is for: To pick up my holds for me.');
  await expect(page.getByText('Fingerprint of the text')).toBeHidden();

  // From here on, nothing is asked of the library.
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => {
    // The code that writes the text comes once, when the form is touched.
    if (!new URL(request.url()).pathname.startsWith('/pkg/')) asked.push(request.url());
  });
  await page.getByLabel('A person').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Daniel Whitcomb');
  await expect(text).toContainText('Daniel Whitcomb (a person)');
  await page.getByLabel('For a month').check();
  await page.getByLabel('First day').fill(day(1));
  await expect(text).not.toContainText('__________');
  await page.getByLabel('Until a day I choose').check();
  await page.getByLabel('Last day').fill(day(20));

  // Where words and ticks disagree, a remark says so and nothing is refused.
  await page.getByLabel('What it is for, in your own words').fill('To pick up my holds and pay what I owe.');
  await expect(page.getByText('seems to speak of “Fees and payments”, which is not ticked')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Fees and payments').check();
  await expect(page.getByText('Look once more')).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: /^Fees and payments You owe \$0\.00\.$/ })).toBeVisible();
  const written = await text.innerText();
  const fingerprint = await page.locator('.fingerprint').innerText();
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(asked).toEqual([]);

  await page.getByRole('button', { name: 'Continue to sign' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read and sign' })).toBeVisible();
  expect(await page.locator('.deed').innerText()).toBe(written);
  await page.getByLabel('Your full name, as your signature').fill('Adaeze Okonkwo');
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Sign the permission' }).click();
  await page.getByRole('link', { name: 'All your permissions' }).click();
  await page.getByRole('link', { name: /^Open/ }).click();
  expect(await page.locator('.fingerprint').innerText()).toBe(fingerprint);
});

test('what the one who is named would hear today stands beside what is ticked, and goes with the tick', async ({ page }) => {
  await signIn(page, demoPerson('lci-member', /years of reading/));
  await page.goto(urlOf('lci-member', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  await page.waitForLoadState('networkidle');
  const write = page.url();
  const told = page.locator('.told');
  const holds = told.getByText(/^Holds One hold is ready at .+ until .+\. 3 more are not ready yet\.$/);
  const loans = told.getByText(/^Checked out now \d+ loans, the next due .+\.$/);
  const owed = told.getByText(/^Fees and payments You owe \$[\d.,]+\.$/);
  await expect(holds).toBeVisible();
  await expect(loans).toBeHidden();
  await expect(owed).toBeHidden();
  await page.getByLabel('Checked out now').check();
  await page.getByLabel('Fees and payments').check();
  await expect(loans).toBeVisible();
  await expect(owed).toBeVisible();
  await page.getByLabel('Holds', { exact: true }).uncheck();
  await expect(holds).toBeHidden();
  await expectAccessible(page);
  await page.goto(write.replace(/write$/, 'discard'));
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page.getByText('The draft is gone.')).toBeVisible();
});
