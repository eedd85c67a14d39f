/* Invented stories in two languages, with words as common and as rare as those of a language are (Zipf's law). Always the same ones. */

import type { Document } from '../src/search/document/document.ts';

export interface SearchQuestion {
  typed: string;
  sectionId?: number;
  from?: string;
}

const vocabulary = 40_000;
const wordsInText = 220;
const syllables = {
  en: [
    'ba',
    'cor',
    'den',
    'fi',
    'gal',
    'hor',
    'in',
    'jo',
    'kel',
    'lu',
    'mar',
    'ne',
    'or',
    'pa',
    'ri',
    'sta',
    'ten',
    'ul',
    've',
    'win',
  ],
  ar: [
    'با',
    'كر',
    'دن',
    'في',
    'جل',
    'هر',
    'ين',
    'جو',
    'قل',
    'لو',
    'مر',
    'نا',
    'ور',
    'شا',
    'ري',
    'ست',
    'تن',
    'عل',
    'فد',
    'ون',
  ],
} as const;
type Language = keyof typeof syllables;

const words = { en: invent('en'), ar: invent('ar') };

/** The word of that rank; the lower, the commoner. */
const word = (language: Language, rank: number): string => words[language][rank] ?? '';

export function inventStory(number: number, length = wordsInText): Document {
  const random = randomFrom(number + 1);
  const language = number % 4 === 3 ? 'ar' : 'en';
  const some = (count: number) => Array.from({ length: count }, () => inflect(language, pick(random), random));
  const rare = number < 200 ? [rareWord(number % 20)] : [];
  return {
    id: number + 1,
    sectionId: (number % 8) + 1,
    publishedAt: new Date(Date.UTC(2006, 0, 1) + number * 6_500_000).toISOString(),
    title: some(8).join(' '),
    standfirst: some(18).join(' '),
    text: [...some(length), ...rare].join(' '),
  };
}

/** Each stands in ten of the first two hundred stories, however many there are. */
const rareWord = (number: number): string => `zyx${syllables.en[number]}qo`;

export const rareQueries: SearchQuestion[] = Array.from({ length: 20 }, (_, number) => ({ typed: rareWord(number) }));

const ranks = [3, 40, 200, 700, 2_500, 9_000, 30_000];

/** Fifty: from words that stand in nearly every story to some that stand in none. */
export const mixedQueries: SearchQuestion[] = [
  ...ranks.map((rank) => ({ typed: word('en', rank) })),
  ...ranks.map((rank) => ({ typed: word('ar', rank) })),
  ...ranks.map((rank) => ({ typed: `ال${word('ar', rank)}` })),
  ...ranks.map((rank) => ({ typed: `${word('en', 5)} ${word('en', rank)}` })),
  ...ranks.map((rank) => ({ typed: word('en', rank), sectionId: 3 })),
  ...[40, 700, 9_000].map((rank) => ({ typed: `"${word('en', 2)} ${word('en', rank)}"` })),
  ...[40, 700, 9_000].map((rank) => ({ typed: `${word('en', rank).slice(0, 4)}*` })),
  ...[200, 2_500, 9_000].map((rank) => ({ typed: `${word('en', rank)} -${word('en', 4)}` })),
  ...[200, 2_500, 9_000].map((rank) => ({ typed: word('en', rank), from: '2022-01-01T00:00:00.000Z' })),
  ...['“', 'qqqq', rareWord(3)].map((typed) => ({ typed })),
];

function invent(language: Language): string[] {
  const random = randomFrom(language === 'en' ? 7 : 11);
  const made = new Set<string>();
  while (made.size < vocabulary) {
    const parts = 2 + Math.floor(random() * 3);
    made.add(Array.from({ length: parts }, () => syllables[language][Math.floor(random() * 20)]).join(''));
  }
  return [...made];
}

/** Ranks by Zipf's law, near enough: each power of the vocabulary's size is as likely as another. */
const pick = (random: () => number): number => Math.floor(vocabulary ** random()) - 1;

const inflect = (language: Language, rank: number, random: () => number): string =>
  language === 'ar' && random() < 0.3 ? `ال${word('ar', rank)}` : word(language, rank);

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
