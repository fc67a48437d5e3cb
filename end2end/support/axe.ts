// axe, with no rule switched off. It runs in the page, so a page without script is read as markup in one that has it.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No violation on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  const told = violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.target.join(' ')).join('\n  ')}`);
  expect(told, page.url()).toEqual([]);
}
