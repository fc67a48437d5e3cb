// Nothing on a page is wider than the window, with full data, at every width that people have: what each of the demonstration's
// people at one library sees, at every other library the people whose names, records and words are hardest on a page (everybody else
// there in the audit: `@everybody`), a child as a parent sees them, and the desk with a record open. A page is loaded once and measured at every width; each person is a test of their own, so that the workers
// share them.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { urlOf } from '../support/libraries';
import { demoPerson, stories } from '../support/people';
import { isLookedAt, pictureOf } from '../support/pictures';
import { newStaff, signInAtDesk } from '../support/staff';

const library = 'mansfield';
const widths = [320, 390, 768, 1024, 1280, 1440, 1920];
/** Who can sign in, by their story. */
const people = [
  /years of reading/, /no e-mail/, /parent of the two/, /six years old/, /thirteen years old/, /turns 18/, /reads Spanish/,
  /an expired card/, /owes money/, /its own letters/, /twenty thousand loans/,
];

const otherLibraries = ['lci-member', 'putnam', 'canton', 'wethersfield'];
/** Of each of them: the hardest name, the fullest record, and the longer words of Spanish. */
const othersPeople = [/its own letters/, /years of reading/, /reads Spanish/];
const everywhere = otherLibraries.flatMap((at) => othersPeople.map((one) => [at, one] as const));
/** Everybody else there, with every form. */
const everybodyElse = otherLibraries.flatMap((at) =>
  people.filter((one) => !othersPeople.some((other) => other.source === one.source)).map((one) => [at, one] as const));
/** The forms are the same for everybody: these see them with the most in them, the longest names, and a change that waits. */
const seesForms = /years of reading|its own letters|parent of the two/;

/** At which widths the page that is open, with all that is folded open, is wider than the window, and by how much. */
async function tooWide(page: Page, name: string): Promise<string[]> {
  if (isLookedAt) await pictures(page, name);
  // What is folded shows less, and is no wider.
  await page.locator('main details').evaluateAll((all) => all.forEach((one) => { (one as HTMLDetailsElement).open = true; }));
  const wrong: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.scrollingElement!.scrollWidth - document.scrollingElement!.clientWidth);
    if (over > 0) wrong.push(`${name}: ${over} px at ${width}`);
  }
  return wrong;
}

/** The page as it stands, at four widths, dark and on paper. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const width of [320, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await pictureOf(page, `${name} ${width}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await pictureOf(page, `${name} dark`);
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await page.setViewportSize({ width: 720, height: 800 });
  await pictureOf(page, `${name} print`);
  await page.emulateMedia({ media: 'screen' });
}

/** Loads each of these pages and measures it. */
async function allFit(page: Page, paths: Iterable<string>, at = library): Promise<void> {
  // What wakes a page changes no width of what the server wrote, and would only take time here.
  await page.route('**/pkg/*.js', (route) => route.abort());
  const wrong: string[] = [];
  for (const path of new Set(paths)) {
    const answer = await page.goto(urlOf(at, path));
    // A page that says no is a page, too.
    expect(answer!.status(), path).toBeLessThan(500);
    wrong.push(...await tooWide(page, path));
  }
  expect(wrong).toEqual([]);
}

/** The paths of this host that links in the main part of the page lead to, where they match. */
async function linksOf(page: Page, wanted: RegExp): Promise<string[]> {
  const all = await page.locator('main a[href^="/"]').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  return [...new Set(all)].filter((path) => wanted.test(path));
}

/** Signs in without a word of any language, and reads Spanish where the person does. */
async function enter(page: Page, story: RegExp, at = library): Promise<void> {
  const { card, secret } = demoPerson(at, story);
  await page.goto(urlOf(at, '/sign-in'));
  await page.locator('#card_number').fill(card);
  await page.locator('#secret').fill(secret);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/record$/);
  // The language of letters is the record's, that of pages the browser's: this one has chosen Spanish at the top of a page.
  if (/Spanish/.test(story.source)) await page.goto(urlOf(at, '/record?lang=es'));
}

test('everybody of the demonstration who can sign in is measured', () => {
  const all = stories(library);
  const unmeasured = all.filter((story) => !people.some((one) => one.test(story)));
  expect(unmeasured).toEqual(['a card reported lost']);
  expect(all).toHaveLength(people.length + 1);
});

/** The forms that a patron comes to from their pages, and the receipt of what they said last. */
async function formsOf(page: Page, at: string): Promise<string[]> {
  const found: string[] = [];
  for (const [path, wanted] of [['/contact', /^\/contact\/[a-z-]+$/], ['/consents', /^\/consents\/receipts\/[0-9a-f-]{36}$/]] as const) {
    await page.goto(urlOf(at, path));
    const links = await linksOf(page, wanted);
    // One receipt is like another.
    found.push(...(path === '/consents' ? links.slice(0, 1) : links));
  }
  expect(found.length, 'one for each detail, and for moving').toBeGreaterThan(10);
  return ['/permissions/new', '/record/activity/check', '/corrections', '/family/add', ...found];
}

const some = [...people.map((one) => [library, one] as const), ...everywhere].map(([at, story]) => [at, story, ''] as const);
const others = everybodyElse.map(([at, story]) => [at, story, ' @everybody'] as const);
for (const [at, story, tag] of [...some, ...others]) {
  test(`no page is wider than its window: ${at === library ? '' : `${at}, `}${story.source}${tag}`, async ({ page }) => {
    await enter(page, story, at);
    const parts = await linksOf(page, /^\/record\/[a-z-]+$/);
    expect(parts.length).toBeGreaterThan(10);
    const paths = ['/record', '/record/activity', '/contact', '/consents', '/permissions', '/family', '/security', '/privacy', '/choices'];
    const more: string[] = [];
    for (const path of ['/permissions', '/family']) {
      await page.goto(urlOf(at, path));
      more.push(...await linksOf(page, /^\/(permissions|family)\/[0-9a-f-]{36}$/));
    }
    if (at === library && /years of reading/.test(story.source)) {
      expect(more.filter((path) => path.startsWith('/permissions/')).length, 'a permission in force and one that was used up').toBeGreaterThan(1);
    }
    if (/parent of/.test(story.source) && (at === library || more.some((path) => path.startsWith('/family/')))) {
      const child = more.find((path) => path.startsWith('/family/'))!;
      expect(child, 'the child that the parent has added').toMatch(/^\/family\//);
      await page.goto(urlOf(at, child));
      more.push(...await linksOf(page, new RegExp(`^${child}/[a-z-]+$`)));
      expect(more.length, 'with the parts that a parent sees').toBeGreaterThan(3);
    }
    if (seesForms.test(story.source) || tag) more.push(...await formsOf(page, at));
    if (/years of reading/.test(story.source)) {
      expect(more.some((path) => path.startsWith('/consents/receipts/')), 'a receipt of a consent').toBe(true);
    }
    await allFit(page, [...paths, ...parts, ...more, '/record/download'], at);
  });
}

test('on a phone the masthead is two lines, three with the quick way out, and the menu stands alone on none', async ({ page }) => {
  await enter(page, /parent of the two/);
  for (const language of ['en', 'es']) {
    for (const [path, most] of [['/record', 2], ['/family', 3]] as const) {
      await page.goto(urlOf(library, `${path}?lang=${language}`));
      for (const width of [320, 360, 390, 412, 480, 640]) {
        await page.setViewportSize({ width, height: 800 });
        const { parts, menu } = await page.locator('.masthead').evaluate((masthead) => {
          const middle = (one: Element) => {
            const { top, height } = one.getBoundingClientRect();
            return top + height / 2;
          };
          const seen = [...masthead.children].filter((one) => one.checkVisibility());
          return { parts: seen.map(middle), menu: middle(masthead.querySelector('.menu')!) };
        });
        const lines = [...parts].sort((a, b) => a - b).filter((one, at, all) => at === 0 || one - all[at - 1] > 8);
        const here = `${path} in ${language} at ${width}`;
        expect(lines.length, here).toBeLessThanOrEqual(most);
        expect(parts.filter((one) => Math.abs(one - menu) <= 8).length, `${here}: beside the menu`).toBeGreaterThan(1);
      }
    }
  }
});

test('no page of the desk is wider than its window, with a record open', async ({ page }) => {
  await signInAtDesk(page, newStaff(library, 'desk'));
  await page.getByLabel('Card number or reference').fill(demoPerson(library, /owes money/).card);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { name: 'Who is asking?' })).toBeVisible();
  const look = new URL(page.url()).pathname;
  const asking = await linksOf(page, new RegExp(`^${look}/asks/`));
  expect(asking.length).toBeGreaterThan(2);
  expect(await tooWide(page, look)).toEqual([]);
  await page.goto(urlOf(library, look));
  // What the patron is told: every part of the record in tables.
  await page.getByLabel('I see the patron’s library card').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();
  expect(await tooWide(page, 'what can be shared')).toEqual([]);
  await allFit(page, asking);
});

test('no page of the Director is wider than its window', async ({ page }) => {
  await signInAtDesk(page, newStaff(library, 'director'));
  const work = await linksOf(page, /^\/desk\/(?!look\/)/);
  const pages = [
    '/desk', '/desk/identify', '/desk/asks', '/desk/profile', '/desk/letters', '/desk/password', '/desk/staff', '/desk/staff/new',
    '/desk/proof', '/desk/consents', '/desk/unsubscribe', '/desk/newsletters', '/desk/service', '/desk/mail', '/desk/messages',
    '/desk/police', '/desk/wellness', '/desk/review', '/desk/breach', '/desk/breach/new', '/desk/statistics', '/desk/warrant',
    '/desk/practice', '/desk/process', '/desk/process/counts', '/desk/past',
  ];
  await allFit(page, [...pages, ...work]);
});
