// A new version of a library's profile: it is loaded with the day on which it begins, and everybody can read what changes before.
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { urlOf } from '../support/libraries';
import { activate, newPatron, portal, signIn } from '../support/patron';
import { newStaff, signInAtDesk } from '../support/staff';

const LIBRARY = 'wethersfield';
const BEFORE = 'New books and events, once a month.';
const AFTER = 'New books, events and concerts, each week.';
const BEFORE_ES = 'Libros nuevos y eventos, una vez al mes.';
const AFTER_ES = 'Libros nuevos, eventos y conciertos, cada semana.';
/** Far away, so that it never begins while journeys run. */
const FROM = '2031-03-03';

/** Loads the version; another journey may have loaded it already. */
function loadNext(): void {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const file = join(folder, 'next.toml');
  writeFileSync(file, readFileSync(`../libraries/${LIBRARY}.toml`, 'utf8').replace(BEFORE, AFTER).replace(BEFORE_ES, AFTER_ES));
  try {
    portal('profile', 'load', file, '--from', FROM);
  } catch (error) {
    expect(String((error as { stderr: string }).stderr)).toContain('it says what the last version says');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('what a new version of the rules changes is read before its day, where one agrees to it and where the library explains itself', async ({ page, browser, extraHTTPHeaders }) => {
  loadNext();
  expect(portal('profile', 'versions', LIBRARY)).toMatch(/in force[\s\S]*from 2031-03-03 .*waits/);

  await page.goto(urlOf(LIBRARY, '/privacy'));
  const coming = page.getByRole('region', { name: 'From March 3, 2031' });
  await expect(coming).toContainText(BEFORE);
  await expect(coming).toContainText(AFTER);
  await expectAccessible(page);
  await page.goto(urlOf(LIBRARY, '/privacy?lang=es'));
  await expect(page.getByRole('region', { name: 'Desde el 3 de marzo de 2031' })).toContainText(AFTER_ES);
  await page.goto(urlOf(LIBRARY, '/privacy?lang=en'));

  const patron = newPatron(LIBRARY);
  await activate(page, patron);
  await signIn(page, patron);
  await page.goto(urlOf(LIBRARY, '/consents'));
  await expect(page.getByText('From March 3, 2031 a yes says:').first()).toContainText(AFTER);
  await expectAccessible(page);

  const office = await browser.newPage({ extraHTTPHeaders });
  await signInAtDesk(office, newStaff(LIBRARY, 'director'));
  await office.goto(urlOf(LIBRARY, '/desk/profile'));
  const versions = office.getByRole('table', { name: 'Versions' });
  await expect(versions).toContainText('in force');
  await expect(versions).toContainText('waits for its day');
  await expect(office.getByText('newsletters[monthly].what.en')).toBeVisible();
  await expectAccessible(office);
  await office.close();
});
