// Nothing on a page is wider than the window, with full data, at every width that people have.
import { expect, test } from '../support/test';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

test('no page of anybody is wider than its window', async ({ page }) => {
  test.setTimeout(600_000);
  for (const who of [/years of reading/, /owes money/, /parent of the two/, /its own letters/, /an expired card/]) {
    await page.context().clearCookies();
    await signIn(page, demoPerson('mansfield', who));
    const parts = await page.getByRole('main').locator('a.part').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const paths = ['/record', '/record/activity', '/contact', '/consents', '/permissions', '/family', '/security', '/privacy', '/choices'];
    for (const path of [...paths, ...parts]) {
      await page.goto(urlOf('mansfield', path));
      for (const width of [320, 390, 768, 1024, 1280, 1440, 1920]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate(() => document.scrollingElement!.scrollWidth - document.scrollingElement!.clientWidth);
        expect(over, `${path} of ${who} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  }
});
