// When the page's islands can be used: each module of WebAssembly marks the moment (frontend/src/lib.rs).
import type { Locator, Page } from '@playwright/test';
import { expect } from './test';

/** Waits until each module that the page has asked for so far has woken its islands. */
export async function expectAwake(page: Page): Promise<void> {
  await expect(page.locator('script[type=module]'), 'a page with islands').not.toHaveCount(0);
  const asleep = () => page.evaluate(() =>
    document.querySelectorAll('script[type=module]').length - performance.getEntriesByName('awake').length);
  await expect.poll(asleep, { message: 'modules that are not awake', timeout: 30_000 }).toBe(0);
}

/** Touches what fetches a module, and waits until it is awake. */
export async function touch(at: Locator): Promise<void> {
  const page = at.page();
  await expectAwake(page);
  await at.hover();
  await at.focus();
  await expect(page.locator('#when-touched')).toHaveCount(0);
  await expectAwake(page);
}
