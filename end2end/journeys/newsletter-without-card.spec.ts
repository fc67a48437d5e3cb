// Newsletters without a card: asked for, confirmed by the mailed link, seen, stopped and removed.
import { expect, test } from '../support/test';
import { expectAccessible } from '../support/axe';
import { nextMail } from '../support/mail';
import { urlOf } from '../support/libraries';

test('C5, L28: somebody without a card asks for a newsletter, confirms it, sees all that is held and has it removed', async ({ page }) => {
  const address = `rosa-${Date.now()}-${test.info().workerIndex}@example.org`;
  await page.goto(urlOf('canton', '/'));
  await page.getByRole('link', { name: 'Get our newsletters without a card' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByText('Choose at least one newsletter.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Your name').fill('Rosa');
  await page.getByLabel('Your e-mail address').first().fill(address);
  await page.getByLabel('Library news').check();
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  await expectAccessible(page);

  const asked = await nextMail(address, /\/newsletters\/confirm\?t=/);
  expect(asked.text).not.toContain('Rosa');
  await page.goto(/https?:\S+\/newsletters\/confirm\S+/.exec(asked.text)![0]);
  await expect(page.getByText('It keeps my name and this address for that')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, send them to me' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You get our newsletters' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'See, change or remove what we hold about you' }).click();
  await page.getByLabel('Your e-mail address').last().fill(address);
  await page.getByRole('button', { name: 'Send me that link' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  const link = await nextMail(address, /\/newsletters\/mine\?t=/);
  await page.goto(/https?:\S+\/newsletters\/mine\S+/.exec(link.text)![0]);
  await expect(page.getByRole('heading', { level: 1, name: 'What we hold about you as a reader' })).toBeVisible();
  await expect(page.getByText(address).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Stop it\s*: Library news$/ }).click();
  await expect(page.getByText('Saved, and it counts.')).toBeVisible();
  await expect(page.getByText('It does not come.')).toBeVisible();
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lo que guardamos sobre usted' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Remove it now' }).click();
  await expect(page.getByText('Tick the box to remove all of it.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Yes, remove all of it').check();
  await page.getByRole('button', { name: 'Remove it now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'All of it is removed' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(/https?:\S+\/newsletters\/mine\S+/.exec(link.text)![0]);
  await expect(page.getByRole('heading', { level: 1, name: 'This link has ended' })).toBeVisible();
  await expectAccessible(page);
});

test('L28: where a service sends the newsletters, whoever asks without a card reads its name before they say yes', async ({ page }) => {
  const address = `lino-${Date.now()}-${test.info().workerIndex}@example.org`;
  await page.goto(urlOf('lci-member', '/'));
  await page.getByRole('link', { name: 'Get our newsletters without a card' }).click();
  await expect(page.getByText('The Director alone makes the list for the service and sees who is on it')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Your name').fill('Lino');
  await page.getByLabel('Your e-mail address').first().fill(address);
  await page.getByLabel('Special events').check();
  await page.getByRole('button', { name: 'Send me the link' }).click();
  const asked = await nextMail(address, /\/newsletters\/confirm\?t=/);
  await page.goto(/https?:\S+\/newsletters\/confirm\S+/.exec(asked.text)![0]);
  await expect(page.getByText('they go to the service that sends it (Newsletter service)')).toBeVisible();
  await page.getByRole('button', { name: 'Yes, send them to me' }).click();
  await expect(page.getByText('comes once the library has put you on the service’s list')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'See, change or remove what we hold about you' }).click();
  await page.getByLabel('Your e-mail address').last().fill(address);
  await page.getByRole('button', { name: 'Send me that link' }).click();
  const link = await nextMail(address, /\/newsletters\/mine\?t=/);
  await page.goto(/https?:\S+\/newsletters\/mine\S+/.exec(link.text)![0]);
  await page.getByText(/^Exact words\s*: Library news$/).click();
  await expect(page.getByText('Library news” by e-mail: News, programs and new books')).toBeVisible();
  await expectAccessible(page);
});
