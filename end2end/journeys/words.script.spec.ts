// How many words a page shows at first sight, for people with a full record: what is folded away counts by its title alone. A page may
// get shorter and not longer: its number here is made smaller with it.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { signIn } from '../support/patron';

const library = 'mansfield';

/** What each page may show, by who looks at it. */
const pages: [story: RegExp, path: string, most: number][] = [
  [/years of reading/, '/record', 425],
  [/years of reading/, '/record/activity', 345],
  [/years of reading/, '/consents', 215],
  [/years of reading/, '/privacy', 890],
  [/years of reading/, '/permissions/new', 125],
  [/parent of the two/, '/family/add', 150],
];

/** The words in `main` that are really shown: not what is folded, hidden, or said to those alone who hear the page. */
async function shown(page: Page): Promise<string[]> {
  return page.locator('main').evaluate((main) => {
    const isFolded = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null && at !== main; at = at.parentElement) {
        const details = at.parentElement;
        if (details instanceof HTMLDetailsElement && !details.open && details.querySelector(':scope > summary') !== at) return true;
      }
      return false;
    };
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
      && element.closest('.visually-hidden, option') === null && !isFolded(element);
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const words: string[] = [];
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (parentElement === null || !isShown(parentElement)) continue;
      words.push(...(textContent ?? '').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)));
    }
    return words;
  });
}

test('a page says at first sight what it is for, and no more words than it has to', async ({ page }) => {
  test.slow();
  const counted: string[] = [];
  const tooMany: string[] = [];
  let last = '';
  for (const [story, path, most] of pages) {
    if (story.source !== last) {
      await page.context().clearCookies();
      await signIn(page, demoPerson(library, story));
      last = story.source;
    }
    await page.goto(urlOf(library, path));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const words = await shown(page);
    expect(words.length, `${path} says something`).toBeGreaterThan(20);
    counted.push(`${path}: ${words.length}`);
    if (words.length > most) tooMany.push(`${path}: ${words.length} words, and ${most} are the most`);
  }
  test.info().annotations.push({ type: 'words', description: counted.join(', ') });
  expect(tooMany, counted.join(', ')).toEqual([]);
});

test('an address that leads into what is folded opens it', async ({ page }) => {
  await signIn(page, demoPerson(library, /years of reading/));
  await page.goto(urlOf(library, '/consents'));
  const consents = page.locator('#in-consent');
  await expect(consents).toBeHidden();
  await page.getByRole('heading', { name: 'Your past choices' }).click();
  await page.getByRole('link', { name: 'All your answers, in your record' }).click();
  await expect(consents).toBeVisible();
  await expect(consents.getByRole('link', { name: /^This is wrong/ }).first()).toBeVisible();
  await expectAccessible(page);

  // What is held of the permissions stands on their own page, and there alone.
  await expect(page.locator('#in-permission')).toHaveCount(0);
  await page.goto(urlOf(library, '/permissions'));
  await page.getByRole('heading', { name: /^Written permissions: / }).click();
  await expect(page.locator('#in-permission').getByRole('link', { name: /^This is wrong/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'About this information' }).click();
  await expect(page.locator('#in-about')).toBeVisible();

  // Other pages lead to a rule, wherever it stands.
  await page.goto(urlOf(library, '/privacy'));
  const ids = await page.locator('details [id^="rule-"]').evaluateAll((rules) => rules.map((rule) => rule.id));
  expect(ids.length).toBeGreaterThan(0);
  const rule = page.locator('details').filter({ has: page.locator(`[id="${ids.at(-1)}"]`) }).last();
  await expect(rule).not.toHaveAttribute('open');
  // In the table of how long things are kept the arrow stands before its word and not above it.
  const lines = await page.locator('.spans summary').evaluateAll((all) => (
    all.map((one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))));
  expect(Math.max(...lines)).toBeLessThan(2);
  await page.goto(urlOf(library, `/privacy#${ids.at(-1)}`));
  await expect(rule).toHaveAttribute('open');
  await expectAccessible(page);
});

test('on paper what is folded is open', async ({ page }) => {
  await signIn(page, demoPerson(library, /years of reading/));
  for (const [path, within] of [['/consents', '#in-consent'], ['/permissions', '#in-permission'], ['/privacy', '#in-other-rules'], ['/record/activity', '#in-about']]) {
    await page.goto(urlOf(library, path));
    await expect(page.locator(within), path).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator(within), path).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
  }
});
