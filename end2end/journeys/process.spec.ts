// Police and legal papers after the first word: what leaves and who reads of it, an order of silence, a search warrant, a
// wellness check, practice; and the Director's review of who looked.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

/** The Director writes down who came, and records an order of a court that names contact details. */
async function ordered(page: Page, who: string): Promise<void> {
  await page.getByRole('link', { name: 'Police or legal papers' }).click();
  await page.getByLabel('Who came or called').fill(who);
  await page.getByLabel('What they asked for, in their words').fill('How to reach somebody');
  await page.getByRole('button', { name: 'Tell the Director' }).click();
  await page.getByRole('link', { name: 'Police, agencies and legal papers' }).click();
  await page.getByRole('link', { name: who }).click();
  await page.getByLabel('An order of a court', { exact: true }).check();
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByLabel('Signed by (name and office)').fill('Hon. J. Reyes, Judge');
  await page.getByText('Which parts of a record it names').click();
  await page.getByLabel('How to reach them').check();
  await page.getByRole('button', { name: 'Record it' }).click();
  await bothAdvise(page);
  await expect(page.getByRole('heading', { name: 'The decision allows compliance' })).toBeVisible();
}

/** M8: whoever the library consults is asked, each by name, and says to comply: at Mansfield the Town Manager and the Town Attorney. */
async function bothAdvise(page: Page) {
  const several = (await page.getByLabel('the Town Manager', { exact: true }).count()) > 0;
  for (const whom of several ? ['the Town Manager', 'the Town Attorney'] : ['a lawyer']) {
    if (several) await page.getByLabel(whom, { exact: true }).check();
    await page.getByLabel('In proper form: comply').check();
    await page.getByRole('button', { name: 'Record what counsel said' }).click();
    const now = page.getByRole('listitem').filter({ hasText: `${whom}: asked`, hasNotText: 'as it was recorded before' });
    await expect(now).toContainText('answered');
  }
}

test('M8: a paper that is not signed is not complied with until it is put right, whatever is advised', async ({ page }) => {
  await signInAtDesk(page, newStaff('mansfield', 'director'));
  await ordered(page, `Det. Defect ${Date.now()}`);
  await page.getByText('Is something wrong with the paper itself?').click();
  await page.getByLabel('It is not signed').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Record it' }).click();
  await bothAdvise(page);
  await expect(page.locator('.answer.is-no')).toBeVisible();
  await expect(page.getByText('Wrong with the paper', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('How it was put right (empty until it is)').fill('A signed copy came on Tuesday');
  await page.getByRole('button', { name: 'Record it' }).click();
  await bothAdvise(page);
  await expect(page.getByRole('heading', { name: 'The decision allows compliance' })).toBeVisible();
  await expect(page.getByText('A signed copy came on Tuesday').first()).toBeVisible();
});

test('S3, M8: exactly what an order names leaves with a receipt, and the patron reads it word for word', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('mansfield');
  await signInAtDesk(page, newStaff('mansfield', 'director'));
  await ordered(page, `Det. Marlow ${Date.now()}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep this record' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Card number in the paper').fill(patron.card);
  await page.getByRole('button', { name: 'Keep this record' }).click();
  await page.getByRole('link', { name: /^See what would leave/ }).click();
  await expect(page.getByText('That you looked is a line')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Read what leaves' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Given to (name)').fill('Det. Marlow');
  await page.getByLabel('Agency or court').fill('Superior Court');
  await page.getByRole('button', { name: 'Read what leaves' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This leaves' })).toBeVisible();
  await expect(page.locator('pre')).toContainText(patron.email);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Give it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Given, with receipt' })).toBeVisible();
  const digest = await page.locator('.fingerprint').innerText();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  await expectAccessible(page);

  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  await home.goto(urlOf('mansfield', '/record/activity'));
  const section = home.getByRole('region', { name: 'Given to police, an agency or a court' });
  await expect(section).toContainText('Superior Court');
  await section.locator('summary').click();
  await expect(section.locator('pre')).toContainText('Given to: Det. Marlow');
  await expect(section.locator('.fingerprint')).toHaveText(digest);
  await expectAccessible(home);
  await home.goto(urlOf('mansfield', '/record/activity?lang=es'));
  await expectAccessible(home);
  await home.close();
});

test('S3: under an order of silence the patron sees no line, and once it is over reads all of them', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('putnam');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signIn(home, patron);
  await signInAtDesk(page, newStaff('putnam', 'director'));
  await ordered(page, `Agt. Reyes ${Date.now()}`);
  await page.getByRole('button', { name: 'Record the order' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel('Who ordered it (court, law)').fill('District Court');
  await page.getByLabel('Its last day').fill('2099-12-31');
  await page.getByRole('button', { name: 'Record the order' }).click();
  await expect(page.getByText('An order of silence holds').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Card number in the paper').fill(patron.card);
  await page.getByRole('button', { name: 'Keep this record' }).click();
  await expect(page.getByRole('link', { name: /^See what would leave/ })).toBeVisible();
  await home.goto(urlOf('putnam', '/record/activity'));
  await expect(home.getByText('Deletions were put off')).toHaveCount(0);
  await page.getByRole('button', { name: 'It is over: tell whom it concerns' }).click();
  await expect(page.getByRole('status')).toContainText('Recorded.');
  await home.reload();
  await expect(home.getByText('Deletions were put off: a legal process may concern the record').first()).toBeVisible();
  await expect(home.getByText('An order not to tell you of a legal process is over').first()).toBeVisible();
  await home.close();
});

test('L25: whoever is in charge tells an officer name, telephone and address, and the patron reads why', async ({ page, browser, extraHTTPHeaders }) => {
  const patron = newPatron('lci-member');
  const home = await browser.newPage({ extraHTTPHeaders });
  await activate(home, patron);
  await signInAtDesk(page, newStaff('lci-member', 'desk'));
  await page.getByRole('link', { name: 'Police or legal papers' }).click();
  await page.getByRole('link', { name: 'Somebody may be in danger now' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.getByLabel(/I am the most senior person in charge/).check();
  await page.getByLabel(/immediate threat/).check();
  await page.getByLabel('What makes you fear for them').fill('Said goodbye to everybody');
  await page.getByLabel('Card number').fill(patron.card);
  await page.getByLabel('The officer’s name').fill('Ofc. Reyes');
  await page.getByRole('button', { name: 'Show what I can share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Share this, and nothing more' })).toBeVisible();
  await expect(page.getByText(patron.surname)).toBeVisible();
  await expect(page.getByText(patron.email)).toHaveCount(0);
  await expectAccessible(page);
  await signIn(home, patron);
  await home.goto(urlOf('lci-member', '/record/activity'));
  await expect(home.getByText('Said goodbye to everybody')).toBeVisible();
  await expectAccessible(home);
  await home.close();
});

test('M8, X3: a search warrant has its list, an objection prints, and practice writes nothing', async ({ page, browser, extraHTTPHeaders }) => {
  await signInAtDesk(page, newStaff('canton', 'volunteer'));
  await page.getByRole('link', { name: 'Police or legal papers' }).click();
  await page.getByRole('link', { name: 'They have a search warrant' }).click();
  await expectAccessible(page);
  const who = `Det. Quinn ${Date.now()}`;
  await page.getByLabel('Who came or called').fill(who);
  await page.getByLabel('What is taken, one thing a line').fill('Desk computer\nA box of papers');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('status')).toContainText('the Director has it');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.goto(urlOf('canton', '/desk/practice'));
  await page.getByLabel('An order of a court', { exact: true }).check();
  await page.getByRole('button', { name: 'See what holds' }).click();
  await expect(page.getByText('PRACTICE. Nothing is written down, and nobody is told.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing may be released' })).toBeVisible();
  await expectAccessible(page);

  const office = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(office, newStaff('canton', 'director'));
  await office.getByRole('link', { name: 'Police, agencies and legal papers' }).click();
  await office.getByRole('link', { name: who }).click();
  await expect(office.getByText('A box of papers')).toBeVisible();
  await office.getByLabel('A subpoena for a deposition').check();
  await office.getByLabel('Served on').fill('2026-11-20');
  await office.getByRole('button', { name: 'Record it' }).click();
  await office.getByRole('link', { name: 'Print a written objection' }).click();
  await expect(office.getByRole('heading', { name: 'Objection to a subpoena for a deposition' })).toBeVisible();
  await expectAccessible(office);
  await office.goto(urlOf('canton', '/desk/process/counts'));
  await expectAccessible(office);
  await office.close();
});

test('S2: the Director reviews who looked, asks, and is answered; and reads the profile in force', async ({ page, browser, extraHTTPHeaders }) => {
  // A name of her own: the review lists whoever looked in every journey.
  const name = `Pearl ${Array.from(String(Date.now()), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const [patron, clerk] = [newPatron('wethersfield'), newStaff('wethersfield', 'desk', name)];
  const desk = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(desk, clerk);
  await desk.getByLabel('Card number or reference').fill(patron.card);
  await desk.getByRole('button', { name: 'Find' }).click();
  await signInAtDesk(page, newStaff('wethersfield', 'director'));
  await page.getByRole('link', { name: 'Who viewed records' }).click();
  await expectAccessible(page);
  await page.getByRole('row').filter({ hasText: name }).getByRole('link', { name: /^Ask/ }).first().click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  const question = `What was this for, ${name}?`;
  await page.getByLabel('Your question').fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('They are asked');
  await expect(page.getByText('No answer yet').first()).toBeVisible();
  await expectAccessible(page);
  await desk.goto(urlOf('wethersfield', '/desk'));
  await desk.getByRole('link', { name: 'The Director asks you' }).click();
  await expect(desk.getByText(question)).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(desk).toHaveTitle(/^Error: /);
  await expectAccessible(desk);
  const answer = `A return at the desk, says ${name}`;
  await desk.getByLabel('Your answer').fill(answer);
  await desk.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(desk.getByRole('status')).toContainText('Your answer is with the Director.');
  await page.goto(urlOf('wethersfield', '/desk/review'));
  await expect(page.getByText(answer)).toBeVisible();
  await expectAccessible(page);
  await page.goto(urlOf('wethersfield', '/desk/profile'));
  await expect(page.getByText('switches.staff_card_monitor')).toBeVisible();
  await expectAccessible(page);
  await desk.close();
});
