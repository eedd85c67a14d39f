import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';

export const pullQuote: Shape = {
  label: 'Pull quote',
  fields: [{ name: 'by', label: 'Who said it' }],
  shown: () => {
    const text = element('div', { class: 'block-text' });
    const by = element('footer', { contenteditable: 'false', dir: 'auto' });
    return {
      dom: element('blockquote', { class: 'pull' }, text, by),
      text,
      draw: (values) => {
        by.textContent = String(values.by ?? '');
        by.hidden = !values.by;
      },
    };
  },
};
