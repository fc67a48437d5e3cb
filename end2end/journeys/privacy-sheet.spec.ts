// The rules on one sheet of paper.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';

test('the rules of each library are one sheet of paper, in both languages', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/privacy'));
  await page.getByRole('link', { name: 'The main rules on one page, to print' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your privacy at this library' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'The address of this library’s privacy rules' })).toBeVisible();
  await expectAccessible(page);
  for (const library of ['mansfield', 'lci-member', 'canton', 'wethersfield', 'putnam']) {
    for (const lang of ['en', 'es']) {
      await page.goto(urlOf(library, `/privacy/sheet?lang=${lang}`));
      await expect(page.getByText(urlOf(library, '/privacy'))).toBeVisible();
      for (const format of ['Letter', 'A4']) {
        const pages = (await page.pdf({ format, preferCSSPageSize: false })).toString('latin1').match(/\/Type \/Page\b/g);
        expect(pages?.length, `${library}, ${lang}, ${format}`).toBe(1);
      }
    }
  }
});
