// axe, with no rule switched off, on the page as it stands.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { tooSmall } from './boxes';
import { pictureOf } from './pictures';

// Named, because axe leaves some of them out by itself: the size of what one taps (WCAG 2.2), for one.
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No violation of any of axe's rules, and nothing to press that is smaller than 24 px; and a picture of the state where one is asked for. */
export async function expectAccessible(page: Page): Promise<void> {
  // The words of a page can be seen before its style is there.
  await page.waitForLoadState('load');
  await pictureOf(page, '');
  const withoutScript = test.info().project.use.javaScriptEnabled === false;
  // What is markup for a browser without script is text to one with it, and nobody is to read it.
  if (!withoutScript) expect(await page.locator('body').innerText(), page.url()).not.toMatch(/<\/?(section|div|p|h[1-6]|ul|a)\b/);
  expect(await tooSmall(page), `${page.url()}: smaller than 24 px`).toEqual([]);
  // Of what passes, axe need not write down every element.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(wcag).setLegacyMode();
  const analyze = () => axe.analyze();
  const { violations } = await (withoutScript ? withScriptFor(page, analyze) : analyze());
  const told = violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.target.join(' ')).join('\n  ')}`);
  expect(told, page.url()).toEqual([]);
}

// A session that is let go would switch script on for good, so it is kept as long as its page.
const sessions = new WeakMap<Page, CDPSession>();

/**
 * axe needs script, and waits for ever where it is off. It is switched on for axe alone: the page's own scripts were
 * passed over when the page was read and do not run now.
 */
async function withScriptFor<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const disable = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value });
  // A session only passes on what changes for it, and each begins with script on.
  await disable(true);
  await disable(false);
  try {
    return await work();
  } finally {
    await disable(true);
  }
}
