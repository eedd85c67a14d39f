import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';

export const factBox: Shape = {
  label: 'Fact box',
  fields: [{ name: 'title', label: 'Title' }],
  problem: ({ title }) => (title ? null : 'The title is missing.'),
  shown: () => {
    const text = element('div', { class: 'block-text' });
    const title = element('p', { class: 'facts-title', contenteditable: 'false', dir: 'auto' });
    return {
      dom: element('div', { class: 'facts' }, title, text),
      text,
      draw: (values) => {
        title.textContent = String(values.title ?? '');
        title.hidden = !values.title;
      },
    };
  },
};
