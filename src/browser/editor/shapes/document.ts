import { findDocumentFile } from '../../../text/documents.ts';
import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';
import type { Values } from '../fields.ts';

export const document: Shape = {
  label: 'Document',
  fields: [
    {
      ...{ name: 'file', label: 'Address of the document', list: 'documents' },
      hint: 'Of a PDF of the library, from its page there; the newest are offered here.',
    },
    { name: 'title', label: 'Title', hint: 'What the library says where nothing is said.' },
    { name: 'credit', label: 'Credit' },
  ],
  problem: ({ file }) => {
    if (!file) return 'The address is missing.';
    return findDocumentFile(String(file)) ? null : 'This is no address of a document of the library.';
  },
  shown,
};

/** The reader's card, without its picture. */
function shown() {
  const name = element('span', {});
  const dom = element(
    'div',
    { class: 'related document', contenteditable: 'false' },
    element('span', { dir: 'auto' }, element('b', {}, 'Document'), name),
  );
  const draw = (values: Values) => {
    const file = findDocumentFile(String(values.file ?? ''));
    name.textContent = String(values.title || titleIn(file) || file || 'No document chosen yet');
  };
  return { dom, draw };
}

/** As the library calls it, where it is among the newest. */
const titleIn = (file: string | null): string | null =>
  globalThis.document.querySelector<HTMLOptionElement>(`#documents option[value="/media/${file}"]`)?.label ?? null;
