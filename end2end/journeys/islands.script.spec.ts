// What only a browser with script has: the islands. Without script neither is there, and no page needs them.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { expectFocusSeen } from '../support/keyboard';
import { urlOf } from '../support/libraries';
import { demoPerson } from '../support/people';
import { activate, newPatron, signIn } from '../support/patron';
import { signPermission } from '../support/permission';
import { newStaff, signInAtDesk } from '../support/staff';

/** The warning, once the page's own clock has been woken: time runs only when the journey says so. */
async function clockOf(page: Page) {
  await page.clock.install();
  const awake = page.waitForResponse(/\.wasm$/);
  await page.reload();
  await awake;
  await page.waitForLoadState('networkidle');
  return page.getByRole('region', { name: /^(Are you still there|¿Sigue ahí)\?$/ });
}

test('before a session ends a patron is warned, stays once, and is then led out with the reason', async ({ page }) => {
  await signIn(page, demoPerson('mansfield', /parent of/));
  const warning = await clockOf(page);
  await expect(warning).toBeHidden();

  // A shared computer's session lasts six minutes, less the half minute in which it is not written down that it is used;
  // the warning comes a minute and a half before the end.
  const was = page.getByRole('link', { name: 'Download everything' });
  await was.focus();
  const title = await page.title();
  await page.clock.runFor('03:55');
  await expect(warning).toBeHidden();
  await page.clock.runFor('00:10');
  await expect(warning.getByRole('heading', { level: 2, name: 'Are you still there?' })).toBeVisible();
  await expect(warning.getByRole('status')).toHaveText(/You will be signed out in less than two minutes/);
  await expect(page).toHaveTitle(`Are you still there? – ${title}`);
  await expect(warning).toMatchAriaSnapshot(`
    - region "Are you still there?":
      - heading "Are you still there?" [level=2]
      - status: /You will be signed out in less than two minutes/
      - paragraph:
        - button "Stay signed in"
  `);
  await expect(was, 'the warning takes the focus from nobody').toBeFocused();
  await expectAccessible(page);

  const stayed = page.waitForResponse(/\/api\/stay-signed-in/);
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  expect((await stayed).status()).toBe(200);
  await expect(warning).toBeHidden();
  await expect(page).toHaveTitle(title);
  await expect(was, 'what had the focus before has it again').toBeFocused();
  await page.clock.runFor('03:55');
  await expect(warning).toBeHidden();
  await page.clock.runFor('00:10');
  await expect(warning).toBeVisible();

  // Meanwhile the session has ended where it is kept.
  await page.context().clearCookies();
  await page.clock.runFor('01:30');
  await expect(page).toHaveURL(/\/sign-in\?ended=yes$/);
  await expect(page.getByRole('status').filter({ hasText: 'Your session has ended' })).toBeVisible();
  await expectAccessible(page);
});

test('the warning is reached first and hides nothing that has the focus, on a phone as well', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, demoPerson('wethersfield', /parent of/));
  const warning = await clockOf(page);
  await page.clock.runFor('04:40');
  const stay = warning.getByRole('button', { name: 'Stay signed in' });
  await expect(stay).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the main part of the page' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(stay).toBeFocused();
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press('Tab');
    await expectFocusSeen(page);
  }
});

test('what is done in another window, or saved in place, keeps this one open with what was typed', async ({ page }) => {
  const library = 'mansfield';
  await signIn(page, demoPerson(library, /parent of/));
  await page.goto(urlOf(library, '/contact/email'));
  const warning = await clockOf(page);
  const typed = page.getByLabel('E-mail address');
  await typed.fill('half.typed@example.org');
  await page.clock.runFor('03:00');

  // Another window of the same browser: a page is read there, then a choice is saved in place. It is idle, and wakes, by the same clock,
  // which has no marks of when (support/awake.ts).
  const other = await page.context().newPage();
  const awake = other.waitForResponse(/\.wasm$/);
  await other.goto(urlOf(library, '/consents'));
  await page.clock.runFor('00:01');
  await awake;
  await page.clock.runFor('03:30');
  await expect(page).toHaveURL(/\/contact\/email$/);
  await expect(warning, 'the other window has used the session since').toBeHidden();
  const one = other.getByRole('switch').first();
  await one.hover();
  await one.focus();
  await other.waitForLoadState('networkidle');
  const saved = other.waitForResponse((answer) => answer.url().includes('/api/') && answer.ok());
  await one.click();
  await saved;
  await page.clock.runFor('03:30');
  await expect(warning, 'and once more').toBeHidden();
  await expect(other.getByRole('region', { name: /Are you still there/ }), 'nor where something was saved').toBeHidden();
  await expect(typed).toHaveValue('half.typed@example.org');

  // With nothing done anywhere, both warn.
  await page.clock.runFor('00:45');
  await expect(warning).toBeVisible();
  await page.clock.runFor('01:40');
  await expect(page).toHaveURL(/\/sign-in\?ended=yes$|\/record$/);
});

test('an end of the session that no session can have is not believed', async ({ page }) => {
  await signIn(page, demoPerson('wethersfield', /parent of/));
  const warning = await clockOf(page);
  await page.evaluate(() => localStorage.setItem('session-ends', String(Date.now() / 1000 + 86_400)));
  await page.clock.runFor('04:10');
  await expect(warning).toBeVisible();
});

test('a laptop that was closed too long shows nothing when it is opened', async ({ page }) => {
  await signIn(page, demoPerson('canton', /parent of/));
  await clockOf(page);
  await page.context().clearCookies();
  await page.clock.fastForward('20:00');
  await expect(page).toHaveURL(/\/sign-in\?ended=yes$/);
});

test('a clerk is warned in Spanish, and led to the staff’s sign-in', async ({ page }) => {
  await signInAtDesk(page, newStaff('putnam', 'desk'));
  // The server's clock does not run with the page's: to whoever asks it, the session has only begun.
  await page.route(/\/desk\/work/, (route) => route.abort());
  await page.goto(urlOf('putnam', '/desk?lang=es'));
  const warning = await clockOf(page);
  await page.clock.runFor('13:31');
  await expect(warning.getByRole('status')).toHaveText(/Su sesión se cerrará en menos de dos minutos/);
  await expectAccessible(page);
  await page.context().clearCookies({ name: /desk|staff/ });
  await page.clock.runFor('01:30');
  await expect(page).toHaveURL(/\/desk\/sign-in\?ended=yes$/);
  await expect(page.getByText('Su sesión en el mostrador terminó.')).toBeVisible();
  await expectAccessible(page);
});

test('a PIN is shown while it is typed, hidden again, and each is told to a screen reader', async ({ page }) => {
  await page.goto(urlOf('canton', '/sign-in'));
  const secret = page.getByLabel('PIN or password');
  const told = page.locator('.field').filter({ has: secret }).getByRole('status');
  await secret.fill('violet harbour');
  await expect(page.getByRole('button', { name: /^Show\s*: PIN or password/ })).toBeVisible();
  await expect(told).toBeEmpty();
  await expect(secret).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show' }).press('Enter');
  await expect(secret).toHaveAttribute('type', 'text');
  await expect(secret).toHaveValue('violet harbour');
  await expect(told).toHaveText('What you type is shown');
  await expect(page.locator('.field').filter({ has: secret })).toMatchAriaSnapshot(`
    - textbox "PIN or password": violet harbour
    - button /^Hide/
    - status: What you type is shown
  `);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Hide' }).press('Space');
  await expect(secret).toHaveAttribute('type', 'password');
  await expect(secret).toHaveValue('violet harbour');
  await expect(told).toHaveText('What you type is hidden');
  await expectAccessible(page);
});

test('at each tick the clerk sees what the rules say to it, before anything is asked of the record', async ({ page }) => {
  const patron = demoPerson('lci-member', /parent of/);
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'A helper with the patron’s card' }).click();
  const foreseen = page.locator('.foresight > :not([hidden])');
  await expect(foreseen).toHaveCount(1);
  await expect(foreseen).toContainText('You can share nothing');
  await expectAccessible(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByLabel('They brought the patron’s library card').press('Space');
  await expect(foreseen).toContainText('You can share this');
  await expect(page.locator('.foresight')).toMatchAriaSnapshot(`
    - status:
      - paragraph: /^By the library’s rules/
      - paragraph: You can share this
  `);
  await page.getByLabel('Paying fees').check();
  await expect(foreseen).toHaveCount(1);
  await expectAccessible(page);
  expect(asked).toEqual([]);
});

test('what comes in at the desk stands in the open work list without a hand', async ({ page, browser, extraHTTPHeaders }) => {
  const home = await browser.newPage({ extraHTTPHeaders });
  const patron = newPatron('putnam');
  await activate(home, patron);
  await signIn(home, patron);
  const first = await signPermission(home, patron);

  await page.clock.install();
  await signInAtDesk(page, newStaff('putnam', 'desk'));
  await expect(page.getByText('What waits renews itself while you look at it.')).toBeVisible();
  await expectAccessible(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const second = await signPermission(home, patron);
  await home.close();
  // Whoever stands in the list is not interrupted.
  await page.getByRole('link', { name: first }).focus();
  await page.clock.fastForward(60_000);
  expect(asked).toEqual([]);
  const search = page.getByLabel('Card number or reference');
  await search.focus();
  await page.clock.fastForward(20_000);
  await expect(page.getByRole('link', { name: second })).toBeVisible();
  expect(asked).toEqual(['/desk/work']);
  await expect(page.getByText('What waits has changed:')).toBeVisible();
  await expect(page.locator('.renews')).toMatchAriaSnapshot(`
    - paragraph: /^What waits has changed/
    - button "Stop renewing"
  `);
  await expect(search).toBeFocused();
  await expectAccessible(page);
  // It can be stopped, and stops by itself when the session is over.
  await page.getByRole('button', { name: 'Stop renewing' }).click();
  await page.clock.fastForward(60_000);
  expect(asked).toEqual(['/desk/work']);
  await page.getByRole('button', { name: 'Renew' }).click();
  await page.context().clearCookies();
  await page.clock.fastForward(20_000);
  await expect(page.getByText('renews itself no more')).toBeVisible();
});
