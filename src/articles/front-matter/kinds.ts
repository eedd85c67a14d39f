import type { Mistake } from '../../text/front-matter.ts';
import type { ArticleKind } from '../kind.ts';

/** What only stories have. */
const notOnPages = [
  ...['section', 'label', 'topics', 'authors', 'series', 'part', 'dateline', 'comments'],
  ...['image', 'imageAlt', 'imageDecorative', 'imageCaption', 'imageCredit'],
  ...['video', 'videoTitle', 'videoPoster'],
];

/** A story needs a section; a page has none, nor much else of what a story has. */
export function checkKind(
  values: { kind: ArticleKind; section: string },
  lineOf: (field: string) => number,
): Mistake[] {
  // The first field stands in the second line.
  const isGiven = (field: string) => lineOf(field) > 1;
  if (values.kind === 'page') {
    const wrong = notOnPages.filter(isGiven);
    return wrong.map((field) => ({ line: lineOf(field), message: `A page has no ${field}. Leave it out.` }));
  }
  // Where no field could be read, one that is not there is no second mistake.
  if (values.section || !Object.keys(values).some(isGiven)) return [];
  return [{ line: lineOf('section'), message: 'section is required.' }];
}
