import { element } from '../element.ts';
import type { Values } from '../fields.ts';

/** The line below a picture or a video, as readers see it. */
export function captionOf() {
  const text = element('span');
  const credit = element('cite');
  const dom = element('figcaption', { dir: 'auto' }, text, ' ', credit);
  const draw = (values: Values) => {
    text.textContent = String(values.caption ?? '');
    credit.textContent = String(values.credit ?? '');
    dom.hidden = !values.caption && !values.credit;
  };
  return { dom, draw };
}
