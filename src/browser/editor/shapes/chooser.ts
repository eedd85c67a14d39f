import { element, freshId } from '../element.ts';
import type { Values } from '../fields.ts';
import { uploadPicture } from '../inserts.ts';
import { pictureSearch } from '../picture-search.ts';

/** Of the attribute that holds a picture's number. The file goes into the library; what the library says of it stands wherever the story says nothing else. */
export const chooserFor =
  (name: string) =>
  (set: (values: Values) => void): HTMLElement => {
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
      if (typeof stored !== 'string') set({ [name]: String(stored.id) });
    });
    const file = element(
      'div',
      { class: 'field' },
      element('label', { for: id }, 'File of the picture'),
      input,
      status,
    );
    return element(
      'div',
      {},
      pictureSearch((chosen) => set({ [name]: String(chosen.id) })),
      file,
    );
  };
