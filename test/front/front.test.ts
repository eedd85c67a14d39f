import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../src/articles/queries/reading.ts';
import { type Arrangement, stripsOf, unarranged } from '../../src/front/front/arrangement.ts';
import { filedKey, type Heading, planFront, shownStrip } from '../../src/front/front/plan.ts';

const now = '2026-11-23T12:00:00.000Z';

const section = (slug: string): Heading => ({
  ...{ of: 'section', id: slug.length, slug, name: slug },
  ...{ translations: '{}', colour: '' },
});

interface Given {
  newest?: Card[];
  strips?: { section: Heading; cards: Card[] }[];
  placed?: Card[];
  arrangement?: Partial<Arrangement>;
}

/** As readers see it. */
function plan({ newest = [], strips = [], placed = [], arrangement = {} }: Given) {
  const whole = { ...unarranged, ...arrangement };
  const headings = strips.map((each) => each.section);
  const filed = new Map(strips.map((each) => [filedKey(each.section), each.cards]));
  const order = stripsOf(whole, headings, headings).map((strip) => ({
    strip,
    heading: headings.find(({ id }) => id === strip.id) as Heading,
  }));
  const stories = { newest, filed, placed: new Map(placed.map((each) => [each.articleId, each])) };
  const { top, latest, strips: filled } = planFront(stories, { arrangement: whole, strips: order }, now);
  const shown = filled.map(shownStrip).filter(({ cards }) => cards.length > 0);
  return { lead: top[0]?.card ?? null, seconds: top.slice(1).flatMap(({ card }) => card ?? []), latest, strips: shown };
}

function card(articleId: number, given: Partial<Card> = {}): Card {
  return {
    ...{ articleId, path: `/2026/11/23/story-${articleId}`, headline: `Story ${articleId}`, shortHeadline: '' },
    ...{ standfirst: '', label: 'news', language: 'en', publishedAt: '2026-11-23T12:00:00.000Z', updatedAt: null },
    ...{
      leadKind: 'none',
      leadVideo: '',
      sectionId: 1,
      sectionSlug: 'politics',
      sectionName: 'Politics',
      sectionTranslations: '{}',
    },
    sectionColour: '',
    ...{
      pictureFile: null,
      pictureWidth: null,
      pictureHeight: null,
      ...{ pictureFocalX: null, pictureFocalY: null, pictureTone: null },
      authors: [],
    },
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
    expect(plan({ newest }).lead?.articleId ?? null).toBe(lead);
  });
});

test('The next two reports stand under it, and opinions do not', () => {
  const newest = [opinion(1), card(2), pictured(3), card(4), card(5)];
  expect(ids(plan({ newest }).seconds)).toEqual([2, 4]);
});

test('The latest are a clock: the newest nine, opinions too, without the lead', () => {
  const newest = [opinion(1), pictured(2), ...Array.from({ length: 12 }, (_, index) => card(index + 3))];
  expect(ids(plan({ newest }).latest)).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10]);
});

describe('A strip', () => {
  const newest = [pictured(1), card(2), card(3)];
  const stripOf = (cards: Card[]) => plan({ newest, strips: [{ section: section('politics'), cards }] }).strips;

  test('shows what the top does not, at most four', () => {
    const cards = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => card(id));
    expect(stripOf(cards).map(({ cards: shown }) => ids(shown))).toEqual([[4, 5, 6, 7]]);
  });

  test('is left out where the top shows all of it', () => {
    expect(stripOf([card(1), card(3)])).toEqual([]);
  });

  test('of opinions shows three', () => {
    expect(stripOf([10, 11, 12, 13].map(opinion)).map(({ cards }) => ids(cards))).toEqual([[10, 11, 12]]);
  });

  test('is one of opinions only where all that it shows is opinion', () => {
    const isOpinion = (cards: Card[]) => stripOf(cards).map((strip) => [strip.opinion, strip.cards.length]);
    expect(isOpinion([opinion(11), pictured(12, { label: 'editorial' })])).toEqual([[true, 2]]);
    expect(isOpinion([opinion(11), opinion(12), opinion(13), card(14)])).toEqual([[true, 3]]);
    expect(isOpinion([opinion(11), card(12)])).toEqual([[false, 2]]);
  });

  test('keeps the order of the sections', () => {
    const strips = ['world', 'courts', 'politics'].map((slug, index) => ({
      section: section(slug),
      cards: [card(20 + index)],
    }));
    expect(plan({ newest, strips }).strips.map((strip) => strip.heading.slug)).toEqual(['world', 'courts', 'politics']);
  });
});

describe('What a hand placed', () => {
  const place = (articleId: number, until: string | null = null) => ({ articleId, until });
  const [lead, ...seconds] = unarranged.top;
  const leads = (articleId: number, until?: string) => ({
    top: [{ ...(lead as (typeof seconds)[0]), placed: place(articleId, until ?? null) }, ...seconds],
  });
  const politics = section('politics');
  const strip = (places: Arrangement['strips'][0]['places'], hidden = false) => ({
    strips: [{ of: 'section' as const, id: politics.id, hidden, places }],
  });

  test('stands in its slot, whatever its label, age and language, and nowhere below', () => {
    const old = opinion(90);
    const given = { newest: [pictured(1), card(2), card(3)], placed: [old], arrangement: leads(90) };
    const shown = plan({ ...given, strips: [{ section: politics, cards: [card(2), old, card(4)] }] });
    expect([shown.lead?.articleId, ids(shown.seconds)]).toEqual([90, [1, 2]]);
    expect(shown.strips.map(({ cards }) => ids(cards))).toEqual([[4]]);
  });

  test('in a strip is not taken by a rule above', () => {
    const newest = [pictured(1), card(2), card(3), card(4)];
    const places = [null, place(1), null, null];
    const shown = plan({
      newest,
      placed: [pictured(1)],
      arrangement: strip(places),
      strips: [{ section: politics, cards: newest }],
    });
    expect([shown.lead?.articleId, ids(shown.seconds)]).toEqual([2, [3, 4]]);
    expect(shown.strips.map(({ cards }) => ids(cards))).toEqual([[1]]);
  });

  test('stands in the upper one of two slots', () => {
    const places = [place(1), null, null, null];
    const arrangement = { ...leads(1), ...strip(places) };
    const shown = plan({
      newest: [card(1), card(2)],
      placed: [card(1)],
      arrangement,
      strips: [{ section: politics, cards: [card(5)] }],
    });
    expect(shown.lead?.articleId).toBe(1);
    expect(shown.strips.map(({ cards }) => ids(cards))).toEqual([[5]]);
  });

  test('goes when it is not out, and in the moment its time is over', () => {
    expect(plan({ newest: [card(1)], arrangement: leads(9) }).lead?.articleId).toBe(1);
    const given = { newest: [card(1)], placed: [card(9)] };
    expect(plan({ ...given, arrangement: leads(9, now) }).lead?.articleId).toBe(1);
    expect(plan({ ...given, arrangement: leads(9, '2026-11-23T12:00:00.001Z') }).lead?.articleId).toBe(9);
  });

  test('in a strip that is not shown is free for the rules', () => {
    const arrangement = strip([place(1), null, null, null], true);
    const shown = plan({
      newest: [card(1)],
      placed: [card(1)],
      arrangement,
      strips: [{ section: politics, cards: [card(1)] }],
    });
    expect([shown.lead?.articleId, shown.strips]).toEqual([1, []]);
  });

  test('does not give way in a strip of opinions', () => {
    const cards = [11, 12, 13].map(opinion);
    const arrangement = strip([null, null, null, place(20)]);
    const shown = (own: Card) => plan({ placed: [own], arrangement, strips: [{ section: politics, cards }] }).strips;
    expect(shown(opinion(20)).map((each) => [each.opinion, ids(each.cards)])).toEqual([[true, [11, 12, 20]]]);
    expect(shown(card(20)).map((each) => [each.opinion, ids(each.cards)])).toEqual([[false, [11, 12, 13, 20]]]);
  });

  test('out of the rules’ reach is in no slot', () => {
    const shown = plan({ newest: [pictured(1), card(2)], arrangement: { out: [1] } });
    expect([shown.lead?.articleId, ids(shown.latest)]).toEqual([2, [1]]);
  });

  test('leaves the rest to its rule, and to the newest of all where the rule finds nothing', () => {
    const rule = { of: 'section' as const, id: politics.id };
    const top = [lead, { rule, placed: null }, ...seconds.slice(1)] as Arrangement['top'];
    const given = { newest: [pictured(1), card(2), card(3)], arrangement: { top } };
    expect(ids(plan({ ...given, strips: [{ section: politics, cards: [opinion(7)] }] }).seconds)).toEqual([7, 2]);
    expect(ids(plan({ ...given, strips: [{ section: politics, cards: [] }] }).seconds)).toEqual([2, 3]);
  });
});
