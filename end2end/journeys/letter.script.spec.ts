// A newsletter while it is written: what its readers will have stands beside the form, made in the browser.
import { expect, test } from '../support/test';
import { expectAwake } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { newStaff, signInAtDesk } from '../support/staff';

test('the newsletter stands beside the form as it will be sent', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'director'));
  await page.goto(urlOf('canton', '/desk/newsletters/new'));
  await expectAwake(page);
  const beside = page.getByRole('region', { name: 'As it will be read', exact: true });
  await expect(beside).toBeHidden();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByLabel('Text in English').fill(
    '# This month\n\nNew **books** and [events](https://library.example.org/events).\n\n- One\n- <img src=x onerror=alert(1)>',
  );
  await expect(beside.getByRole('heading', { name: 'This month' })).toBeVisible();
  await expect(beside.locator('strong')).toHaveText('books');
  await expect(beside.getByRole('link', { name: 'events' })).toHaveAttribute('href', 'https://library.example.org/events');
  await expect(beside.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(beside.locator('img')).toHaveCount(0);
  await expect(beside).toMatchAriaSnapshot(`
    - region "As it will be read":
      - heading "As it will be read" [level=2]
      - heading "This month" [level=2]
      - paragraph:
        - strong: books
        - link "events"
      - list:
        - listitem: One
  `);
  expect(asked, 'nothing is asked while one writes').toEqual([]);
  await expectAccessible(page);
  const shown = await beside.locator('.letter-body').innerHTML();

  await page.getByLabel('Subject in English').fill('This month');
  await page.getByRole('button', { name: 'Save and look at it' }).click();
  // What is shown once it is saved is what stood beside it, mark for mark.
  await expect(page.locator('.letter').first()).toBeVisible();
  expect(await page.locator('.letter').first().innerHTML()).toBe(shown);
});
