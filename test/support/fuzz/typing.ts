import type { Page } from 'playwright-core';
import { vectors } from './hostile.ts';

/** What a form was answered with. */
export interface Answered {
  /** Where it went. */
  action: string;
  status: number;
  type: string;
  text: string;
}

/** Has pages of this profile know how to send their forms. */
export async function learnToSend(page: Page): Promise<void> {
  await page.addInitScript({ path: 'test/support/fuzz/send-all.js' });
}

/**
 * Sends every form of a page that has fields to type into, as a browser does: with hostile text in one after the other while the
 * rest stands as it was, and then in all of them, by each of its buttons.
 * @param first which of the texts the first field gets
 */
export const sendForms = (page: Page, first: number): Promise<Answered[]> =>
  page.evaluate(`sendAll(${JSON.stringify({ texts: vectors, first })})`);

/** Addresses that run, attributes that do, and what would send the whole page elsewhere. */
const dangerous = `[...document.querySelectorAll('*')].flatMap((element) =>
  [...element.attributes]
    .filter(({ name, value }) => /^on/i.test(name) || name === 'srcdoc' ||
      /^(href|src|action|formaction|xlink:href|data|poster|cite|background)$/i.test(name) &&
        /^(javascript|vbscript|data:text)/i.test(value.replace(/[\\0-\\x20]/g, '')) ||
      element.localName === 'base' || name === 'http-equiv' && /refresh/i.test(value))
    .map(({ name, value }) => element.localName + ' ' + name + '=' + value.slice(0, 80)))`;

/** What of the page would run when it is clicked, moved over or waited for. */
export const dangersOf = (page: Page): Promise<string[]> => page.evaluate(dangerous);
