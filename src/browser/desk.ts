/*
 * What scripts add to the list of stories: what waits for this person stays true while the list is open, a story is filed anew within
 * its row, and all boxes of a page are ticked by one. The page is whole without.
 */
import { improveChoosing } from './desk/choosing.ts';
import { fileInRows } from './desk/filing.ts';
import { keepWaiting } from './desk/waiting.ts';

const line = document.querySelector<HTMLElement>('[data-waiting]');
if (line) keepWaiting(line);
const table = document.querySelector<HTMLTableElement>('table.stories');
if (table) {
  improveChoosing(table);
  fileInRows(table);
}
