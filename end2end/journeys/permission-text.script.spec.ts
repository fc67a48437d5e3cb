import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { expectAwake, touch } from '../support/awake';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, signIn } from '../support/patron';
import { demoPerson } from '../support/people';
import { day } from '../support/permission';

test('the text that is read while it is written is the text that is signed', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  const text = page.locator('.deed');
  await expect(text).toContainText('What it is for: To pick up my holds for me.');
  await expect(page.getByText('Fingerprint of the text')).toBeHidden();

  // From here on, nothing is asked of the library.
  await expectAwake(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    // The code that writes the text comes once, when the form is touched.
    if (!new URL(request.url()).pathname.startsWith('/pkg/')) asked.push(request.url());
  });
  await page.getByLabel('A person').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Daniel Whitcomb');
  await expect(text).toContainText('Daniel Whitcomb (a person)');
  await page.getByLabel('For a month').check();
  await page.getByLabel('First day').fill(day(1));
  await expect(text).not.toContainText('__________');
  await page.getByLabel('Until a day I choose').check();
  await page.getByLabel('Last day').fill(day(20));

  // Where words and ticks disagree, a remark says so and nothing is refused.
  await page.getByLabel('What it is for, in your own words').fill('To pick up my holds and pay what I owe.');
  // It stands below the words that it is about, in view while they are written.
  await expect(page.getByText('seems to speak of “Fees and payments”, which is not ticked')).toBeInViewport({ ratio: 1 });
  const purpose = page.locator('section', { has: page.getByLabel('What it is for, in your own words') });
  await expect(purpose.getByRole('status')).toMatchAriaSnapshot(`
    - status:
      - paragraph: Look once more
      - list:
        - listitem: /which is not ticked/
  `);
  const hears = page.getByRole('region', { name: 'What they would hear today' });
  await expect(hears).toMatchAriaSnapshot(`
    - region "What they would hear today":
      - heading "What they would hear today" [level=2]
      - list:
        - listitem: Holds nothing is held now
  `);
  await expect(hears).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  await page.getByLabel('Fees and payments').check();
  await expect(page.getByText('Look once more')).toBeHidden();
  // With the tick the answer changes, before the eyes of whoever ticks.
  await expect(hears.getByRole('listitem').filter({ hasText: /^Fees and payments You owe \$0\.00\.$/ })).toBeInViewport({ ratio: 1 });
  const written = await text.innerText();
  await page.getByText('Fingerprint of the text').click();
  const fingerprint = await page.locator('.fingerprint').innerText();
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(asked).toEqual([]);

  await page.getByRole('button', { name: 'Continue to sign' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read and sign' })).toBeVisible();
  expect(await page.locator('.deed').innerText()).toBe(written);
  await page.getByLabel('Your full name, as your signature').fill('Adaeze Okonkwo');
  await page.getByLabel('PIN or password').fill(patron.secret);
  await page.getByRole('button', { name: 'Sign the permission' }).click();
  await page.getByRole('link', { name: 'All your permissions' }).click();
  await page.getByRole('link', { name: /^Open/ }).click();
  await page.getByText('Fingerprint of the text').click();
  expect(await page.locator('.fingerprint').innerText()).toBe(fingerprint);
});

test('what the one who is named would hear today stands beside what is ticked, and goes with the tick', async ({ page }) => {
  await signIn(page, demoPerson('lci-member', /years of reading/));
  await page.goto(urlOf('lci-member', '/permissions/new'));
  await page.getByRole('button', { name: 'Somebody picks up my holds' }).click();
  await expectAwake(page);
  const write = page.url();
  const told = page.locator('.told');
  const holds = told.getByText(/^Holds One hold is ready at .+ until .+\. 3 more are not ready yet\.$/);
  const loans = told.getByText(/^Checked out now \d+ loans, the next due .+\.$/);
  const owed = told.getByText(/^Fees and payments You owe \$[\d.,]+\.$/);
  await expect(holds).toBeVisible();
  await expect(loans).toBeHidden();
  await expect(owed).toBeHidden();
  await page.getByLabel('Checked out now').check();
  await page.getByLabel('Fees and payments').check();
  await expect(loans).toBeVisible();
  await expect(owed).toBeVisible();
  await page.getByLabel('Holds', { exact: true }).uncheck();
  await expect(holds).toBeHidden();
  await expectAccessible(page);
  await page.goto(write.replace(/write$/, 'discard'));
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page.getByText('The draft is gone.')).toBeVisible();
});

/** What comes of a case; what is not there is a blank. */
interface Said {
  who?: string;
  proof?: string;
  records?: string[];
  purpose?: string;
  days: string;
  remarks?: string[];
}

/** The table that the server's half is tested with, too (domain/src/permission/cases.rs). */
interface Table {
  head: { library: string; statute: string; reference: string; latest: string };
  text: Record<'en' | 'es', string[]>;
  cases: { typed: Record<string, string>; answered: boolean; said: Record<'en' | 'es', Said> }[];
}
const table = JSON.parse(readFileSync(resolve(__dirname, '../../domain/cases/permission.json'), 'utf8')) as Table;
const BLANK = '__________';

/** The whole text with what is said in its place. */
function written(text: string[], said: Said): string {
  const parts: Record<string, string> = {
    who: said.who ?? `${BLANK} (${BLANK})`,
    proof: said.proof ?? BLANK,
    records: (said.records ?? [BLANK]).map((one) => `- ${one}\n`).join(''),
    purpose: said.purpose ?? BLANK,
    days: said.days,
  };
  return text.join('\n').replace(/\{(\w+)\}/g, (_, name: string) => parts[name]);
}

/** Empties the form, and types and ticks all of this. */
async function fillIn(page: Page, typed: Record<string, string>): Promise<void> {
  await page.locator('#permission').evaluate((form) => {
    for (const field of form.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), textarea')) {
      if (['checkbox', 'radio'].includes(field.type)) field.checked = false;
      else field.value = '';
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`#permission [name="${name}"]`);
    if (['kind', 'uses', 'for'].includes(name)) await page.locator(`#permission [name="${name}"][value="${value}"]`).check();
    else if (value === 'on') await field.check();
    else await field.fill(value);
  }
}

test('the browser writes each case of the server’s own table as the server does', async ({ page }) => {
  const patron = newPatron('mansfield');
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf('mansfield', '/permissions/new'));
  await page.getByRole('button', { name: 'Something else' }).click();
  await expect(page).toHaveURL(/\/write$/);
  const write = page.url();
  const deed = page.locator('.deed');
  const mark = page.locator('.fingerprint');
  const folded = page.locator('.so-far details');
  for (const lang of ['en', 'es'] as const) {
    await page.goto(`${write}?lang=${lang}`);
    await touch(page.locator('#name'));
    // The same head for everybody; and days as they are typed where the browser has no calendar.
    await page.locator('.beside').evaluate((beside, head) => {
      for (const [name, value] of Object.entries(head)) beside.setAttribute(`data-${name}`, value);
      for (const day of beside.querySelectorAll<HTMLInputElement>('#from, #until')) day.type = 'text';
    }, table.head);
    await fillIn(page, {});
    await expect(deed).toContainText(table.head.reference);
    for (const { typed, answered, said } of table.cases) {
      const told = `${lang}: ${JSON.stringify(typed)}`;
      await fillIn(page, typed);
      const text = written(table.text[lang], said[lang]);
      expect(await deed.textContent(), told).toBe(text);
      expect(await mark.textContent(), told).toBe(createHash('sha256').update(text).digest('hex'));
      await expect(folded, told).toBeVisible({ visible: answered });
      expect(await page.locator('.beside [role=status] > .notice li').allTextContents(), told).toEqual(said[lang].remarks ?? []);
    }
  }
  expect(table.cases.length).toBeGreaterThan(20);
});
