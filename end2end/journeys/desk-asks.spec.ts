// Who is asking? Everything by the keyboard; what may be told is on the page, and nothing else is.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { expectFocusSeen, pressAccessKey } from '../support/keyboard';
import { urlOf } from '../support/libraries';
import { measured, MEASURES } from '../support/measured';
import { demoPerson } from '../support/people';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

test('L21: a patron with the card is answered with three keys after the card is scanned', MEASURES, async ({ page }) => {
  const patron = demoPerson('lci-member', /parent of/);
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await expect(page.getByLabel('Card number or reference')).toBeFocused();
  let keys = 0;
  const press = async (key: string) => {
    await page.keyboard.press(key);
    keys += 1;
  };
  let began = Date.now();
  // The card is scanned: its digits are no keys.
  await page.keyboard.type(patron.card);
  await press('Enter');
  await expect(page.getByLabel('I see the patron’s library card')).toBeFocused();
  const asked = Date.now() - began;
  await expectFocusSeen(page);
  await expectAccessible(page);
  began = Date.now();
  await press('Space');
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();
  measured('at the desk: the patron with the card', asked + Date.now() - began);
  expect(keys).toBe(3);
  // First of all what is out, what is overdue and what is owed; not the name, which was not asked for.
  const band = page.getByRole('region', { name: 'In short' });
  for (const label of ['Out', 'Overdue', 'Owed in all']) await expect(band.getByText(label, { exact: true })).toBeVisible();
  await expectAccessible(page);
});

/** Who asks most: about whom, their letter, what the clerk ticks, and what the page says then. */
const COMMON = [
  { whose: /parent of/, letter: 't', tick: 'They read out the card number', says: 'You can share this' },
  { whose: /parent of/, letter: 'h', tick: 'They brought the patron’s library card', says: 'You can share this' },
  { whose: /parent of/, letter: 'd', says: 'You can share this' },
  { whose: /six years old/, letter: 'g', tick: 'They brought the child’s library card', says: 'You can share this' },
  { whose: /parent of/, letter: 'g', tick: 'They brought the child’s library card', says: 'You can share nothing' },
];

test('L14, L17, L18, L22: the common cases take the keyboard alone, and four keys at most', MEASURES, async ({ page }) => {
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  for (const { whose, letter, tick, says } of COMMON) {
    const patron = demoPerson('lci-member', whose);
    await page.goto(urlOf('lci-member', '/desk'));
    await expect(page.getByLabel('Card number or reference')).toBeFocused();
    const began = Date.now();
    let keys = 0;
    const press = async (key: string) => {
      await page.keyboard.press(key);
      keys += 1;
    };
    // The card is scanned: its digits are no keys.
    await page.keyboard.type(patron.card);
    await press('Enter');
    await expect(page.getByLabel('I see the patron’s library card')).toBeFocused();
    await pressAccessKey(page, letter);
    keys += 1;
    await expect(page.locator('.doors [aria-current]')).toHaveAttribute('accesskey', letter);
    if (tick) {
      await expect(page.getByLabel(tick)).toBeFocused();
      await press('Space');
    } else {
      await expect(page.getByRole('button', { name: 'Show what I can share' })).toBeFocused();
    }
    await press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: says })).toBeVisible();
    measured(`at the desk: ${says === 'You can share this' ? '' : 'no to '}${letter}`, Date.now() - began);
    expect(keys, letter).toBe(tick ? 4 : 3);
  }
});

test('each of the clerk’s own tasks is one letter after the card, and the letter stands on its button', async ({ page }) => {
  const patron = newPatron('mansfield');
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'A card in use' })).toBeVisible();
  const tasks = await page.locator('button[name="purpose"]').evaluateAll((buttons) => buttons.map((button) => ({
    letter: (button as HTMLButtonElement).accessKey,
    shown: button.querySelector('kbd')?.textContent,
    says: [...button.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.textContent).join('').trim(),
  })));
  expect(tasks.length).toBeGreaterThan(2);
  for (const { letter, shown, says } of tasks) {
    expect(shown, says).toBe(letter);
    await pressAccessKey(page, letter);
    await expect(page.getByRole('heading', { level: 1, name: says, exact: true })).toBeVisible();
    await expect(page.locator('button[name="purpose"][aria-current]')).toHaveAttribute('accesskey', letter);
  }
  await expectFocusSeen(page);
});

test('what the work list leads to by a letter shows that letter', async ({ page }) => {
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  for (const letter of ['i', 's', 'o']) {
    await page.goto(urlOf('mansfield', '/desk'));
    const link = page.locator(`main a[accesskey="${letter}"]`);
    await expect(link.locator('kbd')).toHaveText(letter);
    await expect(link.locator('kbd')).toBeVisible();
    const leads = await link.evaluate((one) => (one as HTMLAnchorElement).pathname);
    await pressAccessKey(page, letter);
    await expect.poll(() => new URL(page.url()).pathname).toBe(leads);
  }
});

test('L17, L18: a helper without the card hears the words of refusal, a payer one amount, and the patron reads of both', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('lci-member');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { name: 'Who is asking?' })).toBeVisible();
  await expectAccessible(page);
  const look = page.url();

  await page.getByRole('link', { name: 'A helper with the patron’s card' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share nothing' })).toBeVisible();
  await expect(page.getByText('To help someone with their account you need their library card.')).toBeVisible();
  await expect(page.getByText(patron.surname)).toHaveCount(0);
  await expectAccessible(page);

  await page.goto(look);
  await page.getByRole('link', { name: 'Someone who wants to pay' }).click();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByText('$0.00')).toBeVisible();
  await expect(page.getByText(patron.surname)).toHaveCount(0);
  await expectAccessible(page);

  await signIn(home, patron);
  await home.goto(urlOf('lci-member', '/record/activity'));
  await expect(home.getByText('Someone asked at the desk').first()).toBeVisible();
  await expect(home.getByText('Someone who offered to pay what you owe').first()).toBeAttached();
  await home.close();
});

test('L21: with a photo ID alone a record is found by what it shows, and a wrong birth date finds nothing', async ({ page }) => {
  const patron = newPatron('putnam', `Quillfeather${Date.now()}`);
  await signInAtDesk(page, newStaff('putnam', 'desk'));
  await page.getByRole('link', { name: 'No card here' }).click();
  await expectAccessible(page);
  await page.getByRole('form', { name: 'Photo ID and no card' }).getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Name on the photo ID').fill(`${patron.surname} Adaeze`.toUpperCase());
  await page.getByLabel('Birth date on the photo ID').fill('1988-04-03');
  await page.getByRole('form', { name: 'Photo ID and no card' }).getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('Name on the photo ID')).toHaveValue(`${patron.surname} Adaeze`.toUpperCase());
  await page.getByLabel('Birth date on the photo ID').fill('1988-04-02');
  await page.getByRole('form', { name: 'Photo ID and no card' }).getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { name: 'Who is asking?' })).toBeVisible();
  expect(page.url()).not.toContain('1988');
  await page.getByRole('link', { name: 'The patron, here' }).click();
  await page.getByLabel('Photo ID I see').selectOption('Passport or consular ID');
  await page.getByLabel('Name, address and how to be reached').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();
  await expect(page.getByText('April 2, 1988')).toBeVisible();
  await expectAccessible(page);
});

test('C3, W4, W5: what a library does not offer is not on its screen, and the words for everybody else are a press away', async ({ page }) => {
  await signInAtDesk(page, newStaff('canton', 'volunteer'));
  await page.getByRole('link', { name: 'Somebody asks about a person' }).click();
  await expect(page.getByRole('link', { name: 'Someone with a written permission' })).toHaveCount(0);
  await expectAccessible(page);
  for (const who of ['A friend or relative', 'A reporter', 'Another library', 'Anyone else']) {
    await page.getByRole('link', { name: who }).click();
    await expect(page.getByRole('heading', { name: 'You can share nothing' })).toBeVisible();
    await page.getByRole('link', { name: 'Somebody asks about a person' }).click();
  }
  await page.getByRole('link', { name: 'Police, an agency or legal papers' }).click();
  await expect(page.getByText('Tell the Director now')).toBeVisible();
  await expectAccessible(page);
});

test('L15, L16, W5: a clerk writes down who came, and the Director finds it first and cannot skip a step', async ({ page, browser, extraHTTPHeaders }) => {
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.getByRole('link', { name: 'Police or legal papers' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tell the Director' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  const who = `Det. Marlow ${Date.now()}`;
  await page.getByLabel('Who came or called').fill(who);
  await page.getByLabel('What they asked for, in their words').fill('What somebody has borrowed');
  await page.getByRole('button', { name: 'Tell the Director' }).click();
  await expect(page.getByRole('status')).toContainText('Call the Director now');

  const office = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(office, newStaff('lci-member', 'director'));
  await office.getByRole('link', { name: 'Police, agencies and legal papers' }).click();
  await expectAccessible(office);
  await office.getByRole('link', { name: who }).click();
  await expectAccessible(office);
  await office.getByLabel('A subpoena signed by an attorney or a clerk').check();
  await office.getByRole('button', { name: 'Record it' }).click();
  await expect(office.getByText('Nothing may be released')).toBeVisible();
  await office.getByLabel('Complied with').check();
  await office.getByRole('button', { name: 'Close it' }).click();
  await expect(office).toHaveTitle(/^Error: /);
  await expectAccessible(office);
  await office.getByLabel('No answer yet').check();
  await office.getByRole('button', { name: 'Record what counsel said' }).click();
  await office.getByLabel('Refused, nothing given').check();
  await office.getByRole('button', { name: 'Close it' }).click();
  await expect(office.getByText('Refused, nothing given')).toBeVisible();
  await expectAccessible(office);
  await office.close();
});

test('L22: a caller without the card number is found by the number that calls, and one who pays by name and house', async ({ page }) => {
  const patron = newPatron('lci-member', `Caller${Date.now()}`);
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.getByRole('link', { name: 'No card here' }).click();
  const caller = page.getByRole('form', { name: 'A caller without the card number' });
  await caller.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await caller.getByLabel('Name of who calls').fill(`${patron.first} ${patron.surname}`);
  await caller.getByLabel('Number that calls').fill('(860) 555-9999');
  await caller.getByRole('button', { name: 'Find' }).click();
  await expect(caller.getByText('No record fits, or more than one does.')).toBeVisible();
  await expect(caller.getByLabel('Number that calls')).toHaveValue('(860) 555-9999');
  await caller.getByLabel('Number that calls').fill('860 555 0142');
  await caller.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('They call from a number on the record.')).toBeVisible();
  expect(page.url()).not.toContain('555');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();

  await page.goto(urlOf('lci-member', '/desk/identify'));
  const payer = page.getByRole('form', { name: 'Someone wants to pay for another' });
  await payer.getByLabel('Name of whoever owes').fill(`${patron.first} ${patron.surname}`);
  await payer.getByLabel('Number of their house').fill('12');
  await payer.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Someone who wants to pay' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'The patron, here' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();
});

test('a clerk reads loans as a table with a total, and the rest of a row on demand', async ({ page }) => {
  const patron = demoPerson('mansfield', /owes money/);
  await signInAtDesk(page, newStaff('mansfield', 'desk'));
  await page.getByLabel('Card number or reference').fill(patron.card);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByLabel('I see the patron’s library card').check();
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You can share this' })).toBeVisible();
  const loans = page.getByRole('table', { name: 'Checked out now' });
  await expect(loans.getByRole('columnheader', { name: 'Due', exact: true })).toBeVisible();
  expect(await loans.getByRole('row').count()).toBeGreaterThan(2);
  await expect(page.getByRole('table', { name: 'Fees and payments' }).getByRole('rowheader', { name: 'Total' })).toBeVisible();
  await expectAccessible(page);
  const more = page.locator('table.told summary').first();
  await more.click();
  await expect(page.locator('table.told details[open] dl').first()).toBeVisible();
  await expectAccessible(page);
});
