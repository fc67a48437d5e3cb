// One patron's way through the portal in Firefox, for `cargo xtask audit --only checkers`: signs in, looks at the overview, looks through a
// long list as one types, says yes or no in place, has the browser check the ledger, signs out. It ends with an error that names
// what did not come. The journeys beside it are walked in Chromium: Playwright drives no Firefox but its own.
//
//   node walk.mjs PUPPETEER FIREFOX ORIGIN CARD SECRET
import { strict as assert } from 'node:assert';
import { pathToFileURL } from 'node:url';

const [library, firefox, origin, card, secret] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(library).href);

const PATIENCE = 60_000;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true, protocolTimeout: PATIENCE });
try {
  await walk(await browser.newPage());
} finally {
  await browser.close();
}

async function walk(page) {
  const failed = [];
  page.on('pageerror', (error) => failed.push(error.message));
  const asked = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // The code of what is touched, and a picture for the tab, say nothing of anybody.
    if (!/^\/(pkg\/|favicon)/.test(pathname)) asked.push(`${request.method()} ${pathname}`);
  });

  /** What `look` gives on the page, once it gives something. A page may go while it is looked at. */
  const until = async (what, look, ...given) => {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(100)) {
      const seen = await page.evaluate(look, ...given).catch(() => null);
      if (seen) return seen;
    }
    throw new Error(`${what}: not after ${PATIENCE / 1000} s, on ${page.url()}`);
  };
  const open = (path) => page.goto(origin + path, { waitUntil: 'load', timeout: PATIENCE });
  const isAt = (path) => until(`the page ${path}`, (path) => location.pathname === path && document.readyState === 'complete', path);
  const says = (what, selector, text) => until(what, (selector, text) => (
    [...document.querySelectorAll(selector)].some((one) => one.checkVisibility() && one.textContent.includes(text))
  ), selector, text);
  /** Points at the middle of the first that matches. */
  const pointAt = async (selector) => {
    const [x, y] = await until(selector, (selector) => {
      const one = document.querySelector(selector);
      if (!one?.checkVisibility()) return null;
      one.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = one.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }, selector);
    await page.mouse.move(x, y);
    return [x, y];
  };
  const press = async (selector) => page.mouse.click(...await pointAt(selector));

  // Signing in, by keyboard once the first field is pressed.
  await open('/sign-in');
  await press('#card_number');
  await page.keyboard.type(card);
  await press('#secret');
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await isAt('/record');

  // The overview: a title, and a way to every part of the record.
  await until('the parts of the record', () => document.querySelectorAll('main a.part').length > 10);
  assert.ok(await page.evaluate(() => document.querySelector('h1').textContent.trim() !== ''), 'the overview has a title');

  // What is typed into the search of a list is asked of nobody.
  await open('/record/history');
  asked.length = 0;
  await press('[data-relation=loan_history] input[type=search]');
  await until('the rows of the list', () => document.querySelector('[data-relation=loan_history] .facets select') !== null);
  await page.keyboard.type('austen');
  await until('what was looked for', () => {
    const found = [...document.querySelectorAll('.found > li')];
    return found.length > 0 && found.every((one) => /austen/i.test(one.textContent));
  });
  await page.keyboard.press('Enter');
  await wait(500);
  assert.deepEqual(asked, ['POST /api/list'], 'the rows come once, and nothing is asked after that');
  assert.equal(await page.evaluate(() => location.search), '', 'the address does not say what was looked for');

  // A switch is saved in place: the page stays, and the focus with it.
  await open('/consents');
  await pointAt('button[role=switch]');
  await until('what saves in place', () => document.querySelector('#when-touched') === null);
  await page.waitForNetworkIdle({ idleTime: 1_000, timeout: PATIENCE });
  const before = await page.evaluate(() => {
    globalThis.stays = true;
    const one = document.querySelector('button[role=switch]');
    return { id: one.id, checked: one.getAttribute('aria-checked') };
  });
  await press('button[role=switch]');
  await says('that the answer is saved', '.saved', 'Your answer is saved, and it counts.');
  const after = await page.evaluate(() => ({
    id: document.activeElement.id, checked: document.activeElement.getAttribute('aria-checked'), stays: globalThis.stays === true,
  }));
  assert.deepEqual(after, { id: before.id, checked: before.checked === 'true' ? 'false' : 'true', stays: true }, 'saved in place');

  // The browser works out that no line about the patron was changed or left out. New ones are sealed every two seconds.
  await open('/record/activity/check');
  await until('the button of what checks', () => document.querySelector('[data-proof] button')?.checkVisibility());
  await press('[data-proof] button');
  await says('that the ledger holds', '[data-proof] [role=status]', 'Nothing was changed or left out.');
  await until('the lines that were checked', () => document.querySelectorAll('[data-proof] li').length > 10);

  // Signed out, and nothing opens any more.
  await press('form[action="/sign-out"] button');
  await isAt('/signed-out');
  await open('/record');
  await isAt('/sign-in');

  assert.deepEqual(failed, [], 'no script failed');
}
