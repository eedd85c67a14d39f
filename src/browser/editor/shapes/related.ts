import type { StoryInsert } from '../../../articles/insert.ts';
import type { Shape } from '../block-view.ts';
import { element, freshId } from '../element.ts';
import type { Values } from '../fields.ts';
import { findStory, searchStories } from '../inserts.ts';

export const related: Shape = {
  label: 'Related story',
  fields: [{ name: 'story', label: 'Or its address' }],
  problem: ({ story }) => (story ? null : 'Find the story.'),
  shown,
  tool: search,
};

function shown() {
  const headline = element('span', { class: 'related-headline' });
  const words = element('span', { dir: 'auto' }, element('b', {}, 'Related'), headline);
  const picture = element('img', { alt: '', draggable: 'false', hidden: true });
  const dom = element('div', { class: 'related', contenteditable: 'false' }, words, picture);
  let known: string | null = null;
  const drawStory = (reference: string, found: StoryInsert | null) => {
    headline.textContent =
      found?.headline ?? (reference ? `Readers see no story “${reference}”.` : 'No story chosen yet');
    headline.lang = found?.language ?? '';
    picture.hidden = !found?.picture;
    if (found?.picture) picture.src = found.picture;
  };
  const draw = async ({ story }: Values) => {
    if (story === known) return;
    known = String(story ?? '');
    const asked = known;
    if (!asked) return drawStory('', null);
    const found = await findStory(asked);
    if (asked === known) drawStory(asked, found);
  };
  return { dom, draw };
}

/** A pause in the typing, in milliseconds, after which stories are looked for. */
const pause = 250;

function search(set: (values: Values) => void): HTMLElement {
  const id = freshId();
  const input = element('input', { type: 'search', id, dir: 'auto', autocomplete: 'off' });
  const status = element('p', { class: 'hint', role: 'status' });
  const results = element('ul', { class: 'story-results' });
  const choose = ({ path, headline }: StoryInsert) => {
    set({ story: path });
    results.replaceChildren();
    status.textContent = `Chosen: ${headline}`;
    input.focus();
  };
  const look = async () => {
    const words = input.value;
    const found = await searchStories(words);
    if (words !== input.value) return;
    status.textContent = summary(found);
    results.replaceChildren(...(found ?? []).map((story) => resultOf(story, () => choose(story))));
  };
  let waiting = 0;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(look, pause);
  });
  input.addEventListener('focus', () => {
    if (results.childElementCount === 0 && !input.value) look();
  });
  input.addEventListener('keydown', (event) => {
    // Enter would send the form.
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    clearTimeout(waiting);
    look();
  });
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, 'Find one of our stories'),
    ...[input, status, results],
  );
}

function summary(found: StoryInsert[] | null): string {
  if (found === null) return 'Stories cannot be asked for. Are you still signed in, and connected?';
  if (found.length === 0) return 'No story that readers see holds these words.';
  return found.length === 1 ? 'One story.' : `${found.length} stories.`;
}

function resultOf({ headline, language, about }: StoryInsert, choose: () => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button' },
    element('span', { lang: language, dir: 'auto' }, headline),
    element('small', {}, about),
  );
  button.addEventListener('click', choose);
  return element('li', {}, button);
}
