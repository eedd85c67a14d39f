import type { PictureInsert } from '../../../articles/insert.ts';
import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';
import type { Values } from '../fields.ts';
import { findPicture, known } from '../inserts.ts';
import { captionOf } from './caption.ts';
import { chooserFor } from './chooser.ts';

export const figure: Shape = {
  label: 'Picture',
  fields: [
    {
      name: 'alt',
      label: 'Alternative text',
      hint: 'What the picture shows, for readers who cannot see it.',
    },
    { name: 'decorative', label: 'Decorative: it adds nothing to the text', look: 'check' },
    { name: 'caption', label: 'Caption', look: 'lines' },
    { name: 'credit', label: 'Credit' },
    { name: 'gallery', label: 'Of a gallery: with those beside it that are too, shown as one', look: 'check' },
  ],
  problem: ({ media, alt, decorative }) => {
    if (!media) return 'Choose the file of the picture.';
    return alt || decorative || known(String(media))?.alt ? null : 'Alternative text is missing.';
  },
  name: ({ gallery }) => (gallery ? 'Picture of a gallery' : 'Picture'),
  shown,
  tool: chooserFor('media'),
};

function shown() {
  const picture = element('img', { alt: '', draggable: 'false' });
  const none = element('p', { class: 'block-empty' });
  const caption = captionOf();
  const rights = element('p', { class: 'block-warning', hidden: '' });
  const dom = element('figure', { contenteditable: 'false' }, picture, none, caption.dom, rights);
  let media: string | null = null;
  let said: Values = {};
  /** What the library says stands where the story says nothing. */
  const drawWords = (found: PictureInsert | null) => {
    picture.alt = said.decorative ? '' : String(said.alt || found?.alt || '');
    caption.draw({ caption: said.caption || found?.caption || '', credit: said.credit || found?.credit || '' });
  };
  const drawPicture = (found: PictureInsert | null) => {
    drawWords(found);
    picture.hidden = found === null;
    none.hidden = found !== null;
    none.textContent = media ? `There is no picture “${media}”.` : 'No picture chosen yet';
    rights.hidden = !found?.rights;
    rights.textContent = found?.rights ?? '';
    if (!found) return;
    picture.src = found.src;
    picture.width = found.width;
    picture.height = found.height;
  };
  const draw = async (values: Values) => {
    said = values;
    drawWords(known(String(values.media ?? '')));
    if (values.media === media) return;
    media = String(values.media ?? '');
    const asked = media;
    if (!asked) return drawPicture(null);
    const found = await findPicture(asked);
    if (asked !== media) return;
    drawPicture(found);
    dom.dispatchEvent(new Event('known'));
  };
  return { dom, draw };
}
