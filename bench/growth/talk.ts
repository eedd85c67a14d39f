import { textKey } from '../../src/comments/comment/wording.ts';
import { renderComment } from '../../src/text/markdown.ts';
import { inventStory } from '../stories.ts';
import { type Archive, type Invented, spacing } from './invented.ts';
import { wordsOf } from './words.ts';

/** A comment of a story, by its place there from 0. */
export interface Remark {
  /** What it answers, and what is at the head of its thread; null where it begins one. */
  answers: number | null;
  heads: number | null;
  /** How many of its thread came before it. */
  index: number;
  state: 'published' | 'held' | 'rejected';
  name: string;
  email: string;
  browserHash: string;
  said: Said;
  at: string;
}

export type Said = ReturnType<typeof say>;

const differentTexts = 500;
const writers = 20_000;
/** As many have none as two, four, seven and twelve: five each. */
const perStory = [0, 2, 4, 7, 12];
const [busiest, share] = [50_000, 5];

/** How many comments a story has; the one in the middle of the archive has so many more that it is known for it. */
export function commentsOf({ stories }: Archive, { number, fate }: Invented): number {
  if (fate === 'draft' || fate === 'review' || fate === 'scheduled') return 0;
  if (number === Math.floor(stories / 2)) return Math.min(busiest, stories * share);
  return perStory[number % perStory.length] ?? 0;
}

export function remarksOf(archive: Archive, story: Invented): Remark[] {
  const count = commentsOf(archive, story);
  const step = Math.max(1, Math.floor(spacing(archive) / (count + 1)));
  return Array.from({ length: count }, (_, place) => {
    const number = story.number * 12 + place;
    const writer = (number * 7919) % writers;
    const { said, answers, heads, index } = { said: textOf(number), ...threaded(place) };
    return {
      ...{ answers, heads, index, said, state: stateOf(number) },
      ...{ name: `Reader ${writer}`, email: `reader-${writer}@example.org` },
      browserHash: writer.toString(16).padStart(64, '0'),
      at: new Date(Date.parse(story.at) + (place + 1) * step).toISOString(),
    };
  });
}

/** By twos and threes: a comment and its answer, another one with two. */
function threaded(place: number): Pick<Remark, 'answers' | 'heads' | 'index'> {
  const index = [0, 1, 0, 1, 2][place % 5] ?? 0;
  return index === 0 ? { answers: null, heads: null, index } : { answers: place - 1, heads: place - index, index };
}

/** One in 2,000 waits for a moderator; one in twenty-five was rejected. */
function stateOf(number: number): Remark['state'] {
  if (number % 2_000 === 397) return 'held';
  return number % 25 === 3 ? 'rejected' : 'published';
}

const texts: Said[] = [];

function textOf(number: number): Said {
  const index = number % differentTexts;
  texts[index] ??= say(inventStory(index).standfirst);
  return texts[index];
}

const say = (text: string) => ({
  ...{ text, html: renderComment(text), textKey: textKey(text) },
  words: wordsOf({ title: '', standfirst: '', text }).text,
});
