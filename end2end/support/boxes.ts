// What one presses is at least 24 px wide and high (WCAG 2.2, 2.5.8), measured on the page as it stands. axe lets a smaller one pass where
// there is room around it, or where it is a link within a sentence; here none does.
import type { Page } from '@playwright/test';

/** Each button, field, link and title of something folded that is smaller, with its size. */
export async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Nobody presses paper.
    if (matchMedia('print').matches) return [];
    // Boxes may begin and end between two pixels.
    const least = 23.5;
    const isLarge = (one: Element) => {
      const { width, height } = one.getBoundingClientRect();
      return width >= least && height >= least;
    };
    const isSeen = (one: Element) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1
      && one.closest('.visually-hidden, [aria-hidden=true], [inert]') === null;
    // A label is pressed as its field is.
    const hasLargeLabel = (one: Element) => [...((one as HTMLInputElement).labels ?? [])].some((label) => isLarge(label));
    // The words around a box are pressed as the box is, and it may be the larger of the two.
    const hasLargeField = (one: Element) => one.matches('label') && [...one.querySelectorAll('input, select, textarea')].some(isLarge);
    return [...document.querySelectorAll('button, select, textarea, summary, input:not([type=hidden]), label:has(input, select, textarea), a[href]')]
      .filter((one) => isSeen(one) && !isLarge(one) && !hasLargeLabel(one) && !hasLargeField(one))
      .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${one.tagName} “${(one.textContent || one.id).trim().slice(0, 40)}” ${width.toFixed(1)} × ${height.toFixed(1)}`;
      });
  });
}
