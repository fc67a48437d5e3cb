import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { urlOf } from '../support/libraries';
import { activate, load, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('someone sees their sessions, ends one, then signs out everywhere', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  const elsewhere = await browser.newPage({ extraHTTPHeaders });
  await signIn(elsewhere, patron);

  await page.goto(urlOf('mansfield', '/security'));
  await expect(page.getByText('This session', { exact: true })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^End this session/ }).click();
  await expect(page.getByText('The session is ended.')).toBeVisible();
  await elsewhere.goto(urlOf('mansfield', '/record'));
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  await signIn(elsewhere, patron);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  await elsewhere.goto(urlOf('mansfield', '/record'));
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

test('a password is changed, the other sessions end and the patron is told by mail', async ({ page }) => {
  const patron = newPatron('putnam');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('putnam', '/security/change'));
  await expectAccessible(page);
  await page.getByLabel('Your current PIN or password').fill(patron.secret);
  await page.getByLabel('New PIN or password').fill('short');
  await page.getByLabel('Type the new one again').fill('short');
  await page.getByRole('button', { name: 'Save it' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Your current PIN or password').fill(patron.secret);
  await page.getByLabel('New PIN or password').fill('marigold-lantern-5512');
  await page.getByLabel('Type the new one again').fill('marigold-lantern-5512');
  await page.getByRole('button', { name: 'Save it' }).click();
  await expect(page.getByText('Your PIN or password is changed.')).toBeVisible();
  await expectAccessible(page);
  const mail = await nextMail(patron.email, /./);
  expect(mail.text).not.toContain('marigold');
  expect(mail.text).not.toContain(patron.card);
});

test('password managers know whose secret is changed, and keep a child’s for nobody', async ({ page }) => {
  const patron = newPatron('lci-member');
  await activate(page, patron);
  await signIn(page, patron);
  const autocomplete = (label: string) => page.getByLabel(label, { exact: true }).getAttribute('autocomplete');
  const owner = page.locator('main input[autocomplete="username"]');

  await page.goto(urlOf('lci-member', '/security/change'));
  await expect(owner).toHaveValue(patron.card);
  await expect(owner).toBeHidden();
  expect(await owner.getAttribute('name'), 'it is not sent').toBeNull();
  expect(await autocomplete('Your current PIN or password')).toBe('current-password');
  expect(await autocomplete('New PIN or password')).toBe('new-password');
  expect(await autocomplete('Type the new one again')).toBe('new-password');

  await page.goto(urlOf('lci-member', '/family/add'));
  // Before the parent's own secret, and after the child's card and PIN, which nothing keeps.
  await expect(page.locator('form[action="/family/add"] input')).toHaveCount(4);
  const kept = await page.locator('form[action="/family/add"] input').evaluateAll(
    (fields) => fields.map((field) => field.getAttribute('autocomplete')));
  expect(kept).toEqual(['off', 'one-time-code', 'username', 'current-password']);
  await expect(owner).toHaveValue(patron.card);
  await expect(owner).toBeHidden();
});

test('L19: a lost card is closed at once and says what to do next', async ({ page }) => {
  const patron = newPatron('wethersfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('wethersfield', '/security/lost'));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the card' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your card is closed' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What to do next' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('wethersfield', '/sign-in'));
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('a session that ended while someone read leads to sign-in and back', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('canton');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('canton', '/record/membership'));
  const elsewhere = await browser.newPage({ extraHTTPHeaders });
  await signIn(elsewhere, patron);
  await elsewhere.goto(urlOf('canton', '/security'));
  await elsewhere.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  await elsewhere.close();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/record\/membership$/);
});

test('whoever has no e-mail address is told by letter, which the desk prints and posts', async ({ page, browser, extraHTTPHeaders }, info) => {
  // A library for each way this is walked: whoever posts, posts all that waits.
  const libraries: Record<string, string> = {
    'script, desktop': 'canton', 'script, phone': 'putnam', 'no script, desktop': 'wethersfield', 'no script, phone': 'mansfield',
  };
  const library = libraries[info.project.name];
  const patron = newPatron(library, 'Heron', 'Ines');
  await activate(page, patron);
  load({ ...patron, email: '' }, '1988-04-02');
  await signIn(page, patron);
  await page.goto(urlOf(library, '/security/change'));
  await page.getByLabel('Your current PIN or password').fill(patron.secret);
  await page.getByLabel('New PIN or password').fill('marigold-lantern-5512');
  await page.getByLabel('Type the new one again').fill('marigold-lantern-5512');
  await page.getByRole('button', { name: 'Save it' }).click();
  await expect(page.getByText('Your PIN or password is changed.')).toBeVisible();
  await page.goto(urlOf(library, '/record/notices'));
  await expect(page.getByText('Your library password was changed').first()).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(desk, newStaff(library, 'desk'));
  await expectAccessible(desk);
  await desk.getByRole('link', { name: 'Print and post' }).click();
  await expect(desk.getByText('Letters waiting')).toBeVisible();
  await expect(desk.getByText('Heron')).toHaveCount(0);
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Show the letters to print' }).click();
  const letter = desk.getByRole('article').filter({ hasText: 'Ines Heron' });
  await expect(letter.getByText('12 Elm Street')).toBeVisible();
  await expect(letter.getByText('Every other device that was signed in has been signed out.')).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'They are in the post' }).click();
  await expect(desk.getByText('The letters are noted as posted.')).toBeVisible();
  await desk.close();

  await page.goto(urlOf(library, '/record/activity?kind=mail'));
  await expect(page.getByText('A letter to you was posted').first()).toBeVisible();
});
