import { type Content, emptyContent } from '../../src/articles/article.ts';
import { inventStory } from '../stories.ts';

/** What stories are filed under, and whose they are: ids of a newsroom that has them. */
export interface Filing {
  sections: number[];
  topics: number[];
  people: number[];
}

/** What became of a story, in the order in which it did. */
export type Fate = 'draft' | 'review' | 'scheduled' | 'published' | 'corrected' | 'changed' | 'withdrawn';

export interface Invented {
  /** From 0. */
  number: number;
  content: Content;
  /** Of one that was corrected, or is changed without readers seeing it yet: the newest. */
  newest: Content;
  fate: Fate;
  /** When it came out, or was written where it did not; a scheduled one, when it is to. */
  at: string;
  /** When it was corrected, changed, or withdrawn. */
  later: string;
}

export interface Archive extends Filing {
  stories: number;
  /** When it is looked at. */
  now: string;
  /** The id that the first story has. */
  firstId: number;
}

/** In which ten thousand stories fill every page of a list: its length is not to grow with their number. */
const years = 10;
const wordsInBody = 60;
/** They stand at the end, waiting for their time. */
const scheduled = 20;
/** A story shows one that came so many before it. */
const relatedBefore = 1_000;
const day = 24 * 60 * 60 * 1000;

/** How far apart two stories come out, in milliseconds. */
export const spacing = ({ stories }: Pick<Archive, 'stories'>): number => Math.floor((years * 365 * day) / stories);

/** The same number of the same archive is always the same story, one of ten years of them. */
export function inventArticle(archive: Archive, number: number): Invented {
  const { title, standfirst, text } = inventStory(number, wordsInBody);
  const fate = fateOf(archive, number);
  const half = text.indexOf(' ', text.length / 2);
  const related = number % 3 === 0 && number >= relatedBefore ? archive.firstId + number - relatedBefore : null;
  const content: Content = {
    ...emptyContent,
    ...{ headline: title, standfirst, language: number % 4 === 3 ? 'ar' : 'en', slug: `story-${number}` },
    body: [text.slice(0, half), ...(related ? [`::related{story="${related}"}`] : []), text.slice(half + 1)].join(
      '\n\n',
    ),
    sectionId: of(archive.sections, number),
    topicIds: [...new Set([of(archive.topics, number), of(archive.topics, number * 7 + 3)])],
    authorIds: [of(archive.people, number)],
  };
  const at = timeOf(archive, number);
  const later = new Date(Math.min(Date.parse(at) + day, Date.parse(archive.now))).toISOString();
  const newest = fate === 'corrected' || fate === 'changed' ? { ...content, standfirst: `${standfirst} ba` } : content;
  return { ...{ number, content, newest, fate, at, later } };
}

/** Of a thousand, ten are drafts, two in review, five withdrawn and two changed; one in twenty was corrected. */
function fateOf({ stories }: Archive, number: number): Fate {
  if (number >= stories - Math.min(scheduled, stories / 10)) return 'scheduled';
  if (number % 100 === 11) return 'draft';
  if (number % 500 === 12) return 'review';
  if (number % 500 === 13) return 'changed';
  if (number % 200 === 14) return 'withdrawn';
  return number % 20 === 7 ? 'corrected' : 'published';
}

function timeOf(archive: Archive, number: number): string {
  const now = Date.parse(archive.now);
  const ahead = number - archive.stories + scheduled + 1;
  if (fateOf(archive, number) === 'scheduled') return new Date(now + Math.max(1, ahead) * day).toISOString();
  return new Date(now - (archive.stories - number) * spacing(archive)).toISOString();
}

const of = (ids: number[], number: number): number => ids[number % ids.length] ?? 0;
