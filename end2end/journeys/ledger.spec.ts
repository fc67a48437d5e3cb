// The ledger is proved: to its patron by their own browser, and to whoever has a receipt.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

test('a patron’s own browser works out that no line was changed or left out, and a receipt is good for everybody', async ({ page }, info) => {
  const script = info.project.name.startsWith('script');
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/record/activity'));
  await page.getByRole('link', { name: 'Check that no line was changed or left out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check it yourself' })).toBeVisible();
  // What has just happened is sealed every two seconds.
  const holds = /^Nothing was changed or left out\. The lines about you are numbered 1 to \d+ without a gap/;
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('region', { name: 'What the portal says' }).getByText(holds)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expectAccessible(page);

  const own = page.getByRole('region', { name: 'What your own browser says' });
  if (script) {
    await own.getByRole('button', { name: 'Check in my browser' }).click();
    await expect(own.getByRole('status')).toHaveText(holds);
    await own.getByText('The lines that were checked').click();
    // As many as it says: what was done a moment ago may not be sealed yet.
    const [, lines] = /numbered 1 to (\d+) /.exec(await own.getByRole('status').innerText())!;
    await expect(own.getByRole('listitem')).toHaveCount(Number(lines));
    await expect(own.getByRole('listitem').last()).toContainText('Loaded from the library system');
    await expect(own.getByText('JavaScript and WebAssembly')).toBeHidden();
    await expectAccessible(page);
  } else {
    await expect(own.getByRole('button')).toHaveCount(0);
    await expect(own.getByText('A receipt can be checked without them.')).toBeVisible();
  }

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the receipt' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^receipt-\d{4}-\d\d-\d\d\.txt$/);
  const receipt = await readFile(await file.path(), 'utf8');
  expect(receipt).toMatch(/^patron-privacy-portal\/mansfield\n\d+\n[\w+/=]{44}\nlines \d+\n\n— patron-privacy-portal\/mansfield [\w+/=]+\n$/);
  expect(receipt).not.toContain(patron.card);

  // Somebody else, later, without an account.
  await page.context().clearCookies();
  await page.goto(urlOf('mansfield', '/ledger'));
  await expectAccessible(page);
  const form = page.getByRole('region', { name: 'Check a receipt' });
  const check = async (text: string) => {
    await form.getByLabel('The receipt, all of it').fill(text);
    await form.getByRole('button', { name: 'Check the receipt' }).click();
  };
  await check(receipt.replaceAll('\n', '\r\n'));
  await expect(form.getByRole('status')).toContainText(/The receipt is good\. The first [\d,]+ lines of the log are as they were/);
  await expect(form.getByRole('status')).toContainText(/\d+ of them were about the person it was made for\./);
  if (script) {
    await expect(form.getByRole('status')).toContainText('Your browser has worked this out by itself.');
  }
  await expectAccessible(page);
  // One line more than it is for, however many were sealed when it was made.
  await check(receipt.replace(/\nlines (\d+)\n/, (_, lines) => `\nlines ${Number(lines) + 1}\n`));
  await expect(form.getByText('The library’s key has not signed this.')).toBeVisible();
  await check('lines');
  await expect(form.getByText('This is no receipt, or not all of it.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('canton', '/ledger?lang=es'));
  const spanish = page.getByRole('region', { name: 'Compruebe un comprobante' });
  await spanish.getByLabel('El comprobante completo').fill(receipt);
  await spanish.getByRole('button', { name: 'Comprobar' }).click();
  await expect(spanish.getByText('Este comprobante es del registro de actividad de otra biblioteca.')).toBeVisible();
});

test('what is missing is said, and what was typed is kept as text', async ({ page }, info) => {
  await page.goto(urlOf('mansfield', '/ledger'));
  await page.getByRole('button', { name: 'Check the receipt' }).click();
  await expect(page.locator('#receipt-error')).toContainText('Paste the text of a receipt.');
  await expectAccessible(page);
  await page.getByLabel('The receipt, all of it').fill('</textarea><h2>Mallory</h2>');
  await page.getByRole('button', { name: 'Check the receipt' }).click();
  await expect(page.getByText('This is no receipt, or not all of it.').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Mallory' })).toHaveCount(0);
  if (!info.project.name.startsWith('script')) {
    await expect(page.getByLabel('The receipt, all of it')).toHaveValue('</textarea><h2>Mallory</h2>');
  }
});
