// A proof that does not hold: what the library answers is changed on its way, and the patron's own browser says what is wrong.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';

test('one’s own browser says what is wrong with lines that were changed, left out, cut off or never signed', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/record/activity/check'));
  // What has just happened is sealed every two seconds.
  await expect(async () => {
    await page.reload();
    const portal = page.getByRole('region', { name: 'What the portal says' });
    await expect(portal.getByText(/^Nothing was changed or left out\./)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const truth = await page.evaluate(async () => (await (await fetch('/api/proof', { method: 'POST', body: new URLSearchParams() })).json()) as string);
  expect(truth).toMatch(/^waiting \d+\n/);

  let told = truth;
  await page.route('**/api/proof', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(told) }));
  const own = page.getByRole('region', { name: 'What your own browser says' });
  const lines = own.getByText('The lines that were checked');
  const check = async (says: RegExp | string) => {
    await own.getByRole('button', { name: 'Check in my browser' }).click();
    await expect(own.getByRole('status')).toHaveText(says);
  };
  await check(/^Nothing was changed or left out\./);
  await expect(lines).toBeVisible();

  const lies: [what: string, lie: string, says: string][] = [
    // What was done, in the first line: its salt and its number stay.
    ['a line is changed', truth.replace(/^(line \d+ \[1,"[0-9a-f]{64}",1,.*)"imported"/m, '$1"viewed"'),
      'A line is not as it was when it was sealed. Tell the library, and keep your receipt.'],
    ['a line is left out', truth.replace(/^line \d+ \[1,"[0-9a-f]{64}",2,.*\n/m, ''),
      'A line about you is missing. Tell the library, and keep your receipt.'],
    ['the number of lines is another', truth.replace(/\nlines (\d+)\n/, (_, many) => `\nlines ${Number(many) - 1}\n`),
      'The library’s key has not signed this.'],
    ['the answer is cut off', truth.slice(0, truth.indexOf('\n\n')), 'This is no receipt, or not all of it.'],
  ];
  for (const [what, lie, says] of lies) {
    expect(lie, what).not.toBe(truth);
    told = lie;
    await check(says);
    // Nothing was found to be in order: nothing is shown as if it were.
    await expect(lines, what).toBeHidden();
    await expectAccessible(page);
  }
  told = truth;
  await check(/^Nothing was changed or left out\./);
  await expect(lines).toBeVisible();
});
