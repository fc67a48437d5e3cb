// Going through a page with the keyboard, and seeing where one is.
import { expect, type Locator, type Page } from '@playwright/test';

/** What has the focus has a line around it (WCAG 2.4.7), is in the window and lies under nothing (2.4.11). */
export async function expectFocusSeen(page: Page): Promise<void> {
  const wrong = await page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const name = `${one.tagName} “${(one.textContent || one.id).trim().slice(0, 40)}”`;
    const style = getComputedStyle(one);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no line around ${name}`;
    const box = one.getClientRects()[0];
    const [x, y] = [box.x + Math.min(box.width, innerWidth) / 2, box.y + Math.min(box.height, innerHeight) / 2];
    const top = document.elementFromPoint(x, y);
    if (!top) return `outside the window: ${name}`;
    return one.contains(top) || top.contains(one) || document.querySelector(`label[for="${one.id}"]`)?.contains(top)
      ? null : `${name} lies under ${top.tagName}.${top.className}`;
  });
  expect(wrong).toBeNull();
}

/** Presses Tab until this has the focus; all that comes before is seen as well. */
export async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press(key);
    await expectFocusSeen(page);
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`the focus does not come to ${wanted}`);
}

/** Presses the access key that has this letter: Alt and the letter, where Chromium runs on Linux. (Playwright's own `press` leaves out
 * what the key would write, by which Chromium finds whose it is.) */
export async function pressAccessKey(page: Page, letter: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const code = letter.toUpperCase().charCodeAt(0);
  const key = { modifiers: 1, key: letter, windowsVirtualKeyCode: code };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await session.send('Input.dispatchKeyEvent', { type: 'char', ...key, text: letter, unmodifiedText: letter });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}
