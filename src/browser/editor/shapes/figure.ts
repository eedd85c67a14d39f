import type { PictureInsert } from '../../../articles/insert.ts';
import type { Shape } from '../block-view.ts';
import { element, freshId } from '../element.ts';
import type { Values } from '../fields.ts';
import { findPicture, known, uploadPicture } from '../inserts.ts';
import { pictureSearch } from '../picture-search.ts';
import { captionOf } from './caption.ts';

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
  ],
  problem: ({ media, alt, decorative }) => {
    if (!media) return 'Choose the file of the picture.';
    return alt || decorative || known(String(media))?.alt ? null : 'Alternative text is missing.';
  },
  shown,
  tool: chooser,
};

function shown() {
  const picture = element('img', { alt: '', draggable: 'false' });
  const none = element('p', { class: 'block-empty' });
  const caption = captionOf();
  const rights = element('p', { class: 'block-empty', hidden: '' });
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

/** The file goes into the library; what the library says of it stands wherever the story says nothing else. */
function chooser(set: (values: Values) => void): HTMLElement {
  const id = freshId();
  const input = element('input', { type: 'file', id, accept: 'image/*', 'aria-describedby': `${id}-status` });
  const status = element('p', { class: 'hint', id: `${id}-status`, role: 'status' });
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    status.textContent = 'Sending the picture…';
    const stored = await uploadPicture(file);
    status.textContent = typeof stored === 'string' ? stored : 'The picture is in its place.';
    input.value = '';
    if (typeof stored !== 'string') set({ media: String(stored.id) });
  });
  const file = element('div', { class: 'field' }, element('label', { for: id }, 'File of the picture'), input, status);
  return element(
    'div',
    {},
    pictureSearch((chosen) => set({ media: String(chosen.id) })),
    file,
  );
}
