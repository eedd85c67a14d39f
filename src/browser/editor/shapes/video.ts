import { findVideo, providerNames } from '../../../text/embeds.ts';
import { findRecording } from '../../../text/recordings.ts';
import type { Held, Shape } from '../block-view.ts';
import { element } from '../element.ts';
import type { Values } from '../fields.ts';
import { askForVideo, findPicture } from '../inserts.ts';
import { pictureSearch } from '../picture-search.ts';
import { players } from '../players.ts';
import { captionOf } from './caption.ts';

export const video: Shape = {
  label: 'Video',
  fields: [
    {
      ...{ name: 'url', label: 'Address of the video', list: 'recordings' },
      hint: `Its page at ${providerNames().join(', ')}, or the address of a recording of the library.`,
    },
    { name: 'title', label: 'Title', hint: 'What the video is, for readers who cannot see it.' },
    { name: 'caption', label: 'Caption', look: 'lines' },
    { name: 'credit', label: 'Credit' },
    { name: 'poster', label: 'Number of the picture that stands there until it plays' },
  ],
  problem: ({ url, title }) => {
    if (!url) return 'The address is missing.';
    if (!findVideo(String(url), players()) && !findRecording(String(url)))
      return 'No player here plays this address: readers get a link.';
    return title ? null : 'The title is missing.';
  },
  shown,
  tool: asking,
};

/** Title and poster come from the provider where the story says none of its own: the newsroom asks, not this browser. */
function asking(set: (values: Values) => void, { values }: Held): HTMLElement {
  const button = element('button', { class: 'button', type: 'button' }, 'Ask the provider for title and poster');
  const status = element('p', { class: 'hint', role: 'status' });
  button.addEventListener('click', async () => {
    const url = String(values().url ?? '');
    status.textContent = 'Asking…';
    const found = await askForVideo(url);
    if (typeof found === 'string') {
      status.textContent = found;
      return;
    }
    const { title, poster, ...now } = values();
    status.textContent = now.url === url ? 'Done. What you had typed stays.' : '';
    if (now.url !== url) return;
    set({ title: title || found.title, poster: poster || (found.poster ? String(found.poster.id) : '') });
  });
  const search = pictureSearch(({ id }) => set({ poster: String(id) }), { isAside: true });
  return element('div', {}, element('div', { class: 'field' }, button, status), search);
}

/** The reader's closed player; it is no player here, and asks nobody. */
function shown() {
  const poster = element('img', { alt: '', hidden: true });
  const title = element('span', { class: 'visually-hidden' });
  const via = element('span', { class: 'via' });
  const verb = element('span');
  const play = element('span', { class: 'play' }, verb, title);
  const summary = element('summary', { class: 'bare', tabindex: '-1' }, poster, play, via);
  const player = element('details', { class: 'video', inert: true }, summary);
  const caption = captionOf();
  const dom = element('figure', { contenteditable: 'false' }, player, caption.dom);
  let shownPoster = '';
  const draw = async (values: Values) => {
    const found = findVideo(String(values.url ?? ''), players());
    const own = findRecording(String(values.url ?? ''));
    const from = own ? (own.isAudio ? 'Our own audio' : 'Our own video') : found?.provider;
    via.textContent = [from, values.title].filter(Boolean).join(': ') || 'No video chosen yet';
    verb.textContent = own?.isAudio ? 'Play audio' : 'Play video';
    player.classList.toggle('sound', own?.isAudio ?? false);
    title.textContent = `: ${values.title ?? ''}`;
    caption.draw(values);
    const wanted = String(values.poster ?? '');
    if (wanted === shownPoster) return;
    shownPoster = wanted;
    const picture = wanted ? await findPicture(wanted) : null;
    if (wanted !== shownPoster) return;
    poster.hidden = picture === null;
    summary.classList.toggle('bare', picture === null);
    if (picture) poster.src = picture.src;
  };
  return { dom, draw };
}
