// How long something takes in the browser. No journey fails for it: how quick the machine is, is not the portal's doing. `cargo xtask
// bench --only browser` walks the journeys that measure and holds what they say against a budget.
import { test } from '@playwright/test';

/** The tag of a journey that measures. */
export const MEASURES = { tag: '@measures' };

/** Notes that this took so many milliseconds. The bench knows it by its name (xtask/src/bench/browser.rs). */
export function measured(name: string, took: number): void {
  test.info().annotations.push({ type: `measured: ${name}`, description: `${Math.round(took)} ms` });
  console.log(`${name}: ${Math.round(took)} ms`);
}
