// How many said yes and no: a page and a table, in bands, without a name.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { newStaff, signInAtDesk } from '../support/staff';

test('S4: the Director sees how many said yes and no, in bands, and takes it as a table', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'director'));
  await page.getByRole('link', { name: 'How many said yes and no' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How many said yes and no' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Any e-mail at all' }).first()).toBeVisible();
  await expectAccessible(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Take it as a table (CSV)' }).click();
  const table = await readFile(await (await coming).path(), 'utf8');
  expect(table).toMatch(/Question,Code,Who,Answer,How,At least,At most/);
  for (const line of table.trim().split('\r\n').slice(1)) {
    const [least, most] = line.split(',').slice(-2).map(Number);
    expect(most - least, line).toBeGreaterThanOrEqual(9);
  }
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cuántas personas dijeron que sí y que no' })).toBeVisible();
  await expectAccessible(page);
});
