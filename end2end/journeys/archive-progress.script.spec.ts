// The copy of everything, taken by the page itself: how much of it has come is said meanwhile.
import { expect, test } from '../support/test';
import { entriesOf } from '../support/archive';
import { touch } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

test('while a copy is made the page says how much of it has come', async ({ page }) => {
  const collector = demoPerson('mansfield', /twenty thousand loans/);
  await signIn(page, collector);
  await page.goto(urlOf('mansfield', '/record/download'), { waitUntil: 'networkidle' });
  await expect(page.getByText('one of twenty thousand entries up to a minute')).toBeVisible();
  const secret = page.getByLabel('PIN or password', { exact: true });
  await touch(secret);

  // A wrong one: what the server says stands in the page, with the focus on it.
  await secret.fill('not this one');
  await page.getByRole('button', { name: 'Make and download the copy' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(secret).toHaveValue('');
  await expectAccessible(page);

  const said: string[] = [];
  await page.exposeFunction('heard', (text: string) => said.push(text));
  await page.locator('[data-so-far]').evaluate((line) => {
    new MutationObserver(() => (window as unknown as { heard(text: string): void }).heard(line.textContent ?? '')).observe(line, { childList: true });
  });
  await secret.fill(collector.secret);
  // As long as the page says, and no longer.
  const coming = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Make and download the copy' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^mansfield-record-\d{4}-\d\d-\d\d\.zip$/);
  expect(said.length).toBeGreaterThan(1);
  expect(said.at(-1)).toMatch(/^[\d,]+ KB so far$/);
  await expect(page.getByText(/^Your copy is there, all [\d,]+ KB of it\.$/)).toBeVisible();
  await expect(page.locator('form[data-archive]')).toMatchAriaSnapshot(`
    - textbox "PIN or password"
    - paragraph:
      - button "Make and download the copy"
    - status: /^Your copy is there, all/
  `);
  await expect(secret).toHaveValue('');
  expect([...entriesOf(await download.path()).keys()]).toContain('index.html');
  await expectAccessible(page);
});
