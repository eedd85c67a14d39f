import type { Picture } from '../../media/picture.ts';
import type { LoadedList } from '../queries/lists.ts';

/** A square, to stand beside the name, which says all that there is to say of it. */
export interface Portrait {
  src: string;
  width: number;
  height: number;
}

export const portraitModel = ({ portrait }: Pick<LoadedList, 'portrait'>): Portrait | null =>
  portrait && { src: pathOf(portrait), width: portrait.width, height: portrait.height };

const pathOf = ({ file }: Picture): string => `/media/${file}`;

/** Whose page it is, for machines; undefined of a page that is nobody's. Source: schema.org/Person. */
export function personFacts({ subject, portrait }: LoadedList, siteUrl: string) {
  if (subject.kind !== 'person') return undefined;
  const image = portrait
    ? {
        '@type': 'ImageObject',
        url: `${siteUrl}${pathOf(portrait)}`,
        width: portrait.width,
        height: portrait.height,
      }
    : undefined;
  return { name: subject.person.name, description: summaryLine(subject.person.bio) || null, image };
}

/** In characters; what search engines show of a description is shorter. */
const longest = 300;

/** A text of several lines as one, cut after a word where it is long. */
export function summaryLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const end = line.lastIndexOf(' ', longest - 1);
  return `${line
    .slice(0, end > 0 ? end : longest - 1)
    .toWellFormed()
    .replace(/[\s\p{P}\uFFFD]+$/u, '')}…`;
}
