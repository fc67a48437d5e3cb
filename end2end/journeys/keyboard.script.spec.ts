// Islands with the keyboard alone, and none moves anything for whoever asks for no motion. (Who is asking at the desk, the switches of
// consents and the session's warning are walked so in their own journeys.)
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAwake } from '../support/awake';
import { expectFocusSeen, tabTo } from '../support/keyboard';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

/** What moves, or would once it changes. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seconds = (list: string) => Math.max(...list.split(',').map(parseFloat));
    const would = [...document.querySelectorAll('*')].filter((one) => ['', '::before', '::after'].some((part) => {
      const style = getComputedStyle(one, part || null);
      return (style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0) || style.animationName !== 'none';
    }));
    const does = document.getAnimations().map(() => 'an animation');
    return [...new Set([...would.map((one) => `${one.tagName}.${one.className}`), ...does])];
  });
}

test('a field is judged when Tab leaves it, and the word is read out where one is', async ({ page }) => {
  await page.goto(urlOf('mansfield', '/sign-in'), { waitUntil: 'networkidle' });
  const card = page.getByLabel('Library card number');
  await tabTo(page, card);
  await page.keyboard.type('20000000000000');
  await expect(page.locator('.error')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expectFocusSeen(page);
  await expect(page.locator('#card_number-error')).toContainText('Check the number on the back of the card.');
  await expect(page.locator('#judged')).toContainText('Check the number on the back of the card.');
  await expect(page.locator('.field').filter({ has: card })).toMatchAriaSnapshot(`
    - paragraph: /Check the number on the back of the card/
    - textbox "Library card number": "20000000000000"
    - status: /Check the number on the back of the card/
  `);
  await page.keyboard.press('Shift+Tab');
  await expect(card).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(newPatron('mansfield').card);
  await page.keyboard.press('Tab');
  await expect(page.locator('.error')).toHaveCount(0);
  // What shows the PIN is the next stop after it.
  await tabTo(page, page.getByRole('button', { name: /^Show/ }));
  await page.keyboard.press('Space');
  await expect(page.locator('#secret')).toHaveAttribute('type', 'text');
});

test('the proof is asked for, read and kept, and the receipt checked, without a mouse', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/record/activity/check'));
  // What has just happened is sealed every two seconds.
  const holds = /^Nothing was changed or left out\./;
  await expect(async () => {
    await page.reload({ waitUntil: 'networkidle' });
    await expect(page.getByRole('region', { name: 'What the portal says' }).getByText(holds)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const own = page.getByRole('region', { name: 'What your own browser says' });
  await expect(own.getByRole('button', { name: 'Check in my browser' }), 'the page is awake').toBeVisible();
  await tabTo(page, own.getByRole('button', { name: 'Check in my browser' }));
  await page.keyboard.press('Enter');
  await expect(own.getByRole('status')).toHaveText(holds);
  await expect(own.getByRole('button', { name: 'Check in my browser' })).toBeFocused();
  await tabTo(page, own.getByText('The lines that were checked'));
  await page.keyboard.press('Enter');
  await expect(own.getByRole('listitem').last()).toBeVisible();
  await expect(own).toMatchAriaSnapshot(`
    - region "What your own browser says":
      - heading "What your own browser says" [level=2]
      - paragraph:
        - button "Check in my browser"
      - status: /^Nothing was changed or left out/
      - group:
        - list:
          - listitem
  `);
  await tabTo(page, page.getByRole('link', { name: 'Save the receipt' }));

  const receipt = await page.evaluate(async () => (await fetch('/record/activity/receipt')).text());
  await page.goto(urlOf('mansfield', '/ledger'), { waitUntil: 'networkidle' });
  const form = page.getByRole('region', { name: 'Check a receipt' });
  await tabTo(page, form.getByLabel('The receipt, all of it'));
  await page.keyboard.insertText(receipt);
  await tabTo(page, form.getByRole('button', { name: 'Check the receipt' }));
  await page.keyboard.press('Enter');
  await expect(form.getByRole('status')).toContainText('Your browser has worked this out by itself.');
  await expect(form).toMatchAriaSnapshot(`
    - region "Check a receipt":
      - textbox "The receipt, all of it"
      - paragraph:
        - button "Check the receipt"
      - status: /Your browser has worked this out by itself/
  `);
  await expect(form.getByRole('button', { name: 'Check the receipt' })).toBeFocused();
});

test('a permission is written by the keyboard, with its text beside it', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await tabTo(page, page.getByRole('button', { name: 'Somebody picks up my holds' }));
  await page.keyboard.press('Enter');
  await expect(page.locator('.deed')).toContainText('What it is for: To pick up my holds for me.');
  await expectAwake(page);
  await tabTo(page, page.getByLabel('A person'));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('Their full name'));
  await page.keyboard.type('Daniel Whitcomb');
  await expect(page.locator('.deed')).toContainText('Daniel Whitcomb');
  await tabTo(page, page.getByRole('button', { name: 'Continue to sign' }));
});

test('a copy of everything is asked for and comes without a mouse', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/record/download'), { waitUntil: 'networkidle' });
  await tabTo(page, page.getByLabel('PIN or password', { exact: true }));
  await expect(page.locator('#when-touched')).toHaveCount(0);
  await expectAwake(page);
  await page.keyboard.type(patron.secret);
  await tabTo(page, page.getByRole('button', { name: 'Make and download the copy' }));
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await coming;
  await expect(page.getByText(/^Your copy is there, all [\d,]+ KB of it\.$/)).toBeVisible();
  await expectFocusSeen(page);
});

test('a newsletter is written by the keyboard, with what its readers will have beside it', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'director'));
  await page.goto(urlOf('canton', '/desk/newsletters/new'), { waitUntil: 'networkidle' });
  const text = page.getByLabel('Text in English');
  await tabTo(page, text);
  await page.keyboard.type('New **books**');
  await expect(page.getByRole('region', { name: 'As it will be read', exact: true }).locator('strong')).toHaveText('books');
  await expect(text, 'what appears takes the focus from nobody').toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Save and look at it' }));
});

test('the work list is stopped and set going again by its button', async ({ page }) => {
  await signInAtDesk(page, newStaff('putnam', 'desk'));
  await expect(page.getByText('What waits renews itself while you look at it.')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Stop renewing' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('What waits stays as it is.')).toBeVisible();
  const renew = page.getByRole('button', { name: 'Renew', exact: true });
  await expect(renew).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('What waits renews itself while you look at it.')).toBeVisible();
  await expectFocusSeen(page);
});

test('a long list is searched, narrowed down and followed to its place without a mouse', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /years of reading/));
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'networkidle' });
  await tabTo(page, page.getByLabel('Search in this list'));
  await page.keyboard.type('a');
  const found = page.getByRole('status').filter({ hasText: /^[\d,]+ of [\d,]+ found$/ });
  await expect(found).toBeVisible({ timeout: 30_000 });
  const all = await found.innerText();
  await tabTo(page, page.getByLabel('Year'));
  await page.keyboard.press('ArrowDown');
  await expect(found, 'a year of them').not.toHaveText(all);
  await tabTo(page, page.getByLabel('Sort'));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Sort')).toHaveValue('oldest');
  const first = page.locator('.found > li').first();
  await tabTo(page, first.getByRole('link', { name: /^Its place in the list/ }));
  const title = await first.locator('b').innerText();
  await page.keyboard.press('Enter');
  await expect(page.locator('tr:target')).toContainText(title);
  await expectFocusSeen(page);
});

test('whoever asks for no motion gets none, on a page and while an island works', async ({ page, browser, extraHTTPHeaders }) => {
  test.slow();
  const collector = demoPerson('mansfield', /twenty thousand loans/);
  await signIn(page, collector);
  await page.goto(urlOf('mansfield', '/consents'), { waitUntil: 'networkidle' });
  expect(await moving(page), 'a button’s edge does').not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of ['/consents', '/record', '/record/history', '/record/activity/check', '/permissions/new', '/security/change']) {
    await page.goto(urlOf('mansfield', path), { waitUntil: 'networkidle' });
    expect(await moving(page), path).toEqual([]);
  }
  // While the rows come, and once they are there.
  await page.goto(urlOf('mansfield', '/record/history'), { waitUntil: 'networkidle' });
  await page.getByLabel('Search in this list').focus();
  expect(await moving(page), 'the rows come').toEqual([]);
  await expect(page.getByLabel('Year')).toBeVisible({ timeout: 30_000 });
  expect(await moving(page), 'the rows are there').toEqual([]);

  const desk = await browser.newPage({ extraHTTPHeaders, reducedMotion: 'reduce' });
  await signInAtDesk(desk, newStaff('mansfield', 'desk'));
  expect(await moving(desk), '/desk').toEqual([]);
  await desk.close();
});
