import { chartMakers } from '../../../text/embeds/charts.ts';
import { findChart } from '../../../text/embeds.ts';
import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';
import type { Values } from '../fields.ts';
import { findPicture, known } from '../inserts.ts';
import { players } from '../players.ts';
import { captionOf } from './caption.ts';
import { chooserFor } from './chooser.ts';

export const chart: Shape = {
  label: 'Chart',
  fields: [
    { name: 'url', label: 'Address of the chart', hint: `At ${chartMakers.join(', ')} or a host that is allowed.` },
    { name: 'title', label: 'Title' },
    {
      name: 'text',
      label: 'What it shows',
      look: 'lines',
      hint: 'The result in words: for readers who cannot see it.',
    },
    { name: 'caption', label: 'Caption', look: 'lines' },
    { name: 'credit', label: 'Credit' },
    { name: 'height', label: 'Height of its frame in pixels', hint: '480 where nothing is said.' },
  ],
  problem: ({ url, title, picture, text }) => {
    if (!url) return 'The address is missing.';
    if (!title) return 'The title is missing.';
    if (!picture) return 'Choose the file of a picture of it.';
    if (!text && !known(String(picture))?.alt) return 'What it shows is missing.';
    return findChart(String(url), players()) ? null : 'Nobody here draws this: readers get a link.';
  },
  shown,
  tool: chooserFor('picture'),
};

/** The picture, and the reader's closed frame; it asks nobody. */
function shown() {
  const picture = element('img', { alt: '', draggable: 'false', hidden: true });
  const name = element('span');
  const caption = captionOf();
  const dom = element(
    'figure',
    { class: 'chart', contenteditable: 'false' },
    picture,
    element('details', { inert: true }, element('summary', { tabindex: '-1' }, name)),
    caption.dom,
  );
  let media: string | null = null;
  const draw = async (values: Values) => {
    picture.alt = String(values.text ?? '');
    name.textContent = values.title ? `Open the chart: ${values.title}` : 'No chart chosen yet';
    caption.draw(values);
    if (values.picture === media) return;
    media = String(values.picture ?? '');
    const asked = media;
    const found = asked ? await findPicture(asked) : null;
    if (asked !== media) return;
    picture.hidden = found === null;
    if (found) Object.assign(picture, { src: found.src, width: found.width, height: found.height });
  };
  return { dom, draw };
}
