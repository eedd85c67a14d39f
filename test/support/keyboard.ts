import type { Locator, Page } from 'playwright-core';

/**
 * Presses Tab, or Shift+Tab, until this has the focus. Every stop on the way must be one that people see.
 * @throws Error for a stop that is hidden, covered or without a mark, and where the keyboard does not get there
 */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < 150; stops += 1) {
    await page.keyboard.press(key);
    await settle(page);
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`The keyboard does not get to ${target}.`);
}

/** On a busy machine a page that has just come may be a moment without its style sheet. */
async function settle(page: Page): Promise<void> {
  const end = Date.now() + 3000;
  for (;;) {
    const problem = await page.evaluate<string | null>(whatIsWrongWithFocus);
    if (!problem) return;
    if (Date.now() > end) throw new Error(problem);
    await page.waitForTimeout(50);
  }
}

/** Runs in the page, where it is an expression: a sentence, or null where nothing is wrong. */
const whatIsWrongWithFocus = `(() => {
  const focused = document.activeElement;
  // Between the end of the page and its beginning is the browser's own.
  if (!focused || focused === document.body) return null;
  const name = focused.tagName + ' ' + focused.id + ' “' + focused.textContent.trim().slice(0, 40) + '” has the focus';
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return name + ' and does not show it.';
  const [box] = focused.getClientRects();
  if (!box || box.width < 2 || box.height < 2) return name + ' and cannot be seen.';
  const within = (place, end) => Math.min(Math.max(place, 0), end - 1);
  const x = within(box.x + Math.min(box.width / 2, 20), innerWidth);
  const y = within(box.y + Math.min(box.height / 2, 20), innerHeight);
  const shown = document.elementFromPoint(x, y);
  if (shown && (focused.contains(shown) || shown.contains(focused))) return null;
  return name + ' and lies outside of the window, or under ' + shown?.tagName + '.';
})()`;
