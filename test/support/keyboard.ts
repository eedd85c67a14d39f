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

/**
 * Presses Tab from the beginning of the page to its end. Every stop must be one that people see.
 * @returns what had the focus, in order, by its words
 * @throws Error for a stop that is hidden, covered or without a mark, and where there is no end
 */
export async function tabThrough(page: Page): Promise<string[]> {
  const stops: string[] = [];
  while (stops.length < 400) {
    await page.keyboard.press('Tab');
    const name = await settle(page);
    if (name === null) return stops;
    stops.push(name);
  }
  throw new Error('The keyboard does not get to the end of the page.');
}

/** What has the focus, by its words. On a busy machine a page that has just come may be a moment without its style sheet. */
async function settle(page: Page): Promise<string | null> {
  const end = Date.now() + 3000;
  for (;;) {
    const { problem, name } = await page.evaluate<{ problem: string | null; name: string | null }>(focus);
    if (!problem) return name;
    if (Date.now() > end) throw new Error(problem);
    await page.waitForTimeout(50);
  }
}

/** Runs in the page, where it is an expression: what is wrong, if anything is; no name behind the last stop, where the browser's own controls are. */
const focus = `(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { problem: null, name: null };
  const name = (focused.textContent.trim() || focused.getAttribute('name') || focused.tagName).slice(0, 60);
  const wrong = (what) => ({ name, problem: focused.tagName + ' ' + focused.id + ' “' + name + '” has the focus and ' + what });
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return wrong('does not show it.');
  const [box] = focused.getClientRects();
  if (!box || box.width < 2 || box.height < 2) return wrong('cannot be seen.');
  const within = (place, end) => Math.min(Math.max(place, 0), end - 1);
  const x = within(box.x + Math.min(box.width / 2, 20), innerWidth);
  const y = within(box.y + Math.min(box.height / 2, 20), innerHeight);
  const shown = document.elementFromPoint(x, y);
  if (shown && (focused.contains(shown) || shown.contains(focused))) return { problem: null, name };
  return wrong('lies outside of the window, or under ' + shown?.tagName + '.');
})()`;
