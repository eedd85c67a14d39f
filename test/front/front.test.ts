import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../src/articles/queries/reading.ts';
import { isOpinionStrip, planFront } from '../../src/front/front.ts';

const section = (slug: string) => ({
  id: slug.length,
  slug,
  name: slug,
  translations: '{}',
  descriptions: '{}',
  colour: '',
});

function card(articleId: number, given: Partial<Card> = {}): Card {
  return {
    ...{ articleId, path: `/2026/11/23/story-${articleId}`, headline: `Story ${articleId}`, shortHeadline: '' },
    ...{ standfirst: '', label: 'news', language: 'en', publishedAt: '2026-11-23T12:00:00.000Z', updatedAt: null },
    ...{ leadKind: 'none', sectionId: 1, sectionSlug: 'politics', sectionName: 'Politics', sectionTranslations: '{}' },
    sectionColour: '',
    ...{ pictureFile: null, pictureWidth: null, pictureHeight: null, authors: [] },
    ...given,
  };
}

const pictured = (id: number, given: Partial<Card> = {}) =>
  card(id, { leadKind: 'image', pictureFile: 'a.webp', pictureWidth: 60, pictureHeight: 40, ...given });

const opinion = (id: number) => pictured(id, { label: 'opinion' });

const ids = (cards: (Card | null)[]) => cards.map((each) => each?.articleId ?? null);

describe('The front page leads with', () => {
  test.each([
    ['the newest report with a picture', [card(1), opinion(2), pictured(3), pictured(4)], 3],
    ['one whose video has a poster', [card(1), pictured(2, { leadKind: 'video' })], 2],
    ['no picture that is not to be shown', [card(1), pictured(2, { leadKind: 'none' })], 1],
    ['the newest report where none has a picture', [opinion(1), card(2), card(3)], 2],
    ['an opinion where there is nothing else', [opinion(1), opinion(2)], 1],
    ['nothing where there is nothing', [], null],
  ] as [string, Card[], number | null][])('%s', (_what, newest, lead) => {
    expect(planFront({ newest, strips: [] }).lead?.articleId ?? null).toBe(lead);
  });
});

test('The next two reports stand under it, and opinions do not', () => {
  const newest = [opinion(1), card(2), pictured(3), card(4), card(5)];
  expect(ids(planFront({ newest, strips: [] }).seconds)).toEqual([2, 4]);
});

test('The latest are a clock: the newest nine, opinions too, without the lead', () => {
  const newest = [opinion(1), pictured(2), ...Array.from({ length: 12 }, (_, index) => card(index + 3))];
  expect(ids(planFront({ newest, strips: [] }).latest)).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10]);
});

describe('A strip', () => {
  const newest = [pictured(1), card(2), card(3)];
  const plan = (cards: Card[]) => planFront({ newest, strips: [{ section: section('politics'), cards }] }).strips;

  test('shows what the top does not, at most four', () => {
    const cards = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => card(id));
    expect(plan(cards).map(({ cards: shown }) => ids(shown))).toEqual([[4, 5, 6, 7]]);
  });

  test('is left out where the top shows all of it', () => {
    expect(plan([card(1), card(3)])).toEqual([]);
  });

  test('of opinions shows three', () => {
    expect(plan([10, 11, 12, 13].map(opinion)).map(({ cards }) => ids(cards))).toEqual([[10, 11, 12]]);
  });

  test('is one of opinions only where all that it shows is opinion', () => {
    expect(isOpinionStrip([opinion(1), pictured(2, { label: 'editorial' })])).toBe(true);
    expect(isOpinionStrip([opinion(1), opinion(2), opinion(3), card(4)])).toBe(true);
    expect(isOpinionStrip([opinion(1), card(2)])).toBe(false);
  });

  test('keeps the order of the sections', () => {
    const strips = ['world', 'courts', 'politics'].map((slug, index) => ({
      section: section(slug),
      cards: [card(20 + index)],
    }));
    expect(planFront({ newest, strips }).strips.map((strip) => strip.section.slug)).toEqual([
      'world',
      'courts',
      'politics',
    ]);
  });
});
