import type { PictureChoice } from '../../articles/insert.ts';
import { element, freshId } from './element.ts';
import { searchPictures } from './inserts.ts';

/** A pause in the typing, in milliseconds, after which pictures are looked for. */
const pause = 250;

/** Looks through the library: its newest pictures, or those of which the words are said. */
export function pictureSearch(
  choose: (picture: PictureChoice) => void,
  /** Who makes the block begins elsewhere. */
  { isAside = false }: { isAside?: boolean } = {},
): HTMLElement {
  const id = freshId();
  const input = element('input', {
    type: 'search',
    id,
    dir: 'auto',
    autocomplete: 'off',
    'aria-describedby': `${id}-status`,
    'data-aside': isAside,
  });
  const status = element('p', { class: 'hint', id: `${id}-status`, role: 'status' });
  const results = element('ul', { class: 'picture-results' });
  const take = (picture: PictureChoice) => {
    results.replaceChildren();
    input.value = '';
    status.textContent = `Chosen: ${picture.name}`;
    input.focus();
    choose(picture);
  };
  const look = async () => {
    const words = input.value;
    const found = await searchPictures(words);
    if (words !== input.value) return;
    status.textContent = summary(found);
    results.replaceChildren(...(found ?? []).map((picture) => resultOf(picture, () => take(picture))));
  };
  let waiting = 0;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(look, pause);
  });
  input.addEventListener('keydown', (event) => {
    // Enter would send the form.
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    clearTimeout(waiting);
    look();
  });
  const label = element('label', { for: id }, 'Find a picture in the library');
  const button = element('button', { type: 'button', class: 'button' }, 'Look');
  button.addEventListener('click', look);
  return element('div', { class: 'field' }, label, element('span', { class: 'row' }, input, button), status, results);
}

function summary(found: PictureChoice[] | null): string {
  if (found === null) return 'The library cannot be asked. Are you still signed in, and connected?';
  if (found.length === 0) return 'Nothing that is said of a picture of the library has these words in it.';
  return found.length === 1 ? 'One picture.' : `${found.length} pictures.`;
}

function resultOf({ name, src }: PictureChoice, choose: () => void): HTMLElement {
  const picture = element('img', { src, alt: '', width: '320', height: '240', loading: 'lazy' });
  const button = element('button', { type: 'button' }, picture, element('span', { dir: 'auto' }, name));
  button.addEventListener('click', choose);
  return element('li', {}, button);
}
