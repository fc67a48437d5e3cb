// A patron of one's own for each journey: loaded from a file, as a library would, and activated at the desk.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { urlOf } from './libraries';

const server = process.env.E2E_SERVER ?? '../target/debug/server';

export interface Patron {
  library: string;
  card: string;
  surname: string;
  first: string;
  email: string;
  secret: string;
}

/** Runs the server's own command line, as an administrator would. */
export function portal(...args: string[]): string {
  return execFileSync(server, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: '..' });
}

let serial = 0;

/** A card number that no other journey has: institution 9999, then worker, time and a serial. */
function cardNumber(): string {
  serial += 1;
  const body = `29999${String(process.pid % 100).padStart(2, '0')}${String(Date.now() % 10000).padStart(4, '0')}${String(serial % 100).padStart(2, '0')}`;
  const digits = [...body].map(Number).map((digit, at) => (at % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit));
  const sum = digits.reduce((total, digit) => total + digit, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** Imports one patron, not yet activated. */
export function newPatron(
  library: string, surname = 'Okonkwo', first = 'Adaeze', born = '1988-04-02', mother?: Patron,
): Patron {
  const card = cardNumber();
  const email = `p${card}@example.org`;
  const patron = { library, card, surname, first, email, secret: `violet-harbour-${card.slice(-4)}` };
  load(patron, born, mother);
  return patron;
}

/** Loads a patron from the library's file: once more, with what the library knows now. */
export function load({ library, card, surname, first, email }: Patron, born: string, mother?: Patron): void {
  loadFile(library, [
    'cardnumber,surname,firstname,address,city,zipcode,email,phone,dateofbirth,categorycode,dateenrolled,dateexpiry,guarantor_id,guarantor_relationship',
    `${card},${surname},${first},12 Elm Street,Storrs,06268,${email},860-555-0142,${born},ADULT,2019-05-01,2031-05-01,${mother?.card ?? ''},${mother ? 'mother' : ''}`,
  ]);
}

/** Loads a second address of a patron, as a later file of the library's may have it. */
export function loadSecondAddress({ library, card, surname }: Patron, address: string): void {
  loadFile(library, ['cardnumber,surname,B_address', `${card},${surname},${address}`]);
}

function loadFile(library: string, lines: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'patron-'));
  const file = join(folder, 'borrowers.csv');
  writeFileSync(file, lines.join('\n'));
  portal('import', library, 'koha-borrowers', file);
  rmSync(folder, { recursive: true });
}

/** Today where the libraries are, as 2026-11-30: in the evening there it is tomorrow already by the machine's clock. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
}

/** The day so many years ago, and so many days after it. */
export function yearsAgo(years: number, days = 0): string {
  const day = new Date(today());
  day.setUTCFullYear(day.getUTCFullYear() - years);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** Activates with a code from the desk, in the browser. */
export async function activate(page: Page, patron: Patron): Promise<void> {
  const code = portal('activation-code', patron.library, patron.card).trim();
  await page.goto(urlOf(patron.library, '/activate'));
  await page.getByLabel('Code from the desk').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await choose(page, patron.secret);
}

/** Fills in and sends the form that chooses a PIN or password, and waits until it is set. */
export async function choose(page: Page, secret: string): Promise<void> {
  await page.getByLabel('New PIN or password').fill(secret);
  await page.getByLabel('Type the new one again').fill(secret);
  await page.getByRole('button', { name: 'Save it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your PIN or password is set' })).toBeVisible();
}

/** Signs in on the page that is open. */
export async function signIn(page: Page, patron: Pick<Patron, 'library' | 'card' | 'secret'>, own = false): Promise<void> {
  await page.goto(urlOf(patron.library, '/sign-in'));
  await page.getByLabel('Library card number').fill(patron.card);
  await page.getByLabel('PIN or password').fill(patron.secret);
  if (own) await page.getByLabel('This is my own computer or phone').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  // What it is called there depends on who reads.
  await expect(page).toHaveURL(/\/record(\?|$)/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
