import { isOpinion } from '../../articles/article.ts';
import type { Card } from '../../articles/queries/reading.ts';
import type { Topic } from '../../topics/section.ts';
import {
  type Arrangement,
  type Filed,
  type Place,
  placedIn,
  type Rule,
  type Slot,
  type Strip,
  slotName,
} from './arrangement.ts';

/** What a strip is called after. */
export interface Heading extends Filed, Pick<Topic, 'slug' | 'name' | 'translations'> {
  /** '' for the newsroom's own colour, and of a topic. */
  colour: string;
}

/** What there is to choose from, all of it visible to whoever the page is for. */
export interface FrontStories {
  newest: Card[];
  /** The newest of each section and topic that a strip or a rule asks for, by `filedKey`. */
  filed: Map<string, Card[]>;
  /** What hands placed and is out, by id. */
  placed: Map<number, Card>;
}

/** The page in order: the strips that are shown, with what they are called. */
export interface FrontOrder {
  arrangement: Arrangement;
  strips: { strip: Strip; heading: Heading }[];
}

export interface FilledSlot {
  name: string;
  card: Card | null;
  /** A hand placed what stands there. */
  byHand: boolean;
  /** What a hand placed, whether or not it stands there. */
  placed: Place;
}

export interface FilledStrip {
  heading: Heading;
  hidden: boolean;
  /** As many as the strip can hold. */
  slots: FilledSlot[];
}

export interface FrontPlan {
  /** The lead, and those under it. */
  top: FilledSlot[];
  latest: Card[];
  strips: FilledStrip[];
}

const counts = { latest: 9, opinions: 3 };

export const filedKey = ({ of, id }: Filed): string => `${of}-${id}`;

const isReport = ({ label }: Card) => !isOpinion(label);

/**
 * What stands where: what hands placed while it is out and its time is not over, and in every other slot what its rule finds. Nothing
 * stands twice, but in the list of the latest, which is a clock.
 */
export function planFront(stories: FrontStories, { arrangement, strips }: FrontOrder, now: string): FrontPlan {
  const standing = standingIn({ arrangement, strips }, stories.placed, now);
  const used = new Set<number>([...arrangement.out, ...standing.keys()]);
  const fill = (slot: Slot, placed: Place, find: () => Card | undefined): FilledSlot => {
    const own =
      placed && standing.get(placed.articleId) === slotName(slot) ? stories.placed.get(placed.articleId) : null;
    const card = own ?? find() ?? null;
    if (card) used.add(card.articleId);
    return { name: slotName(slot), card, byHand: Boolean(own), placed };
  };
  const free = (cards: Card[]) => cards.filter(({ articleId }) => !used.has(articleId));
  const top = arrangement.top.map(({ rule, placed }, index) =>
    fill({ strip: null, index }, placed, () => {
      const find = index === 0 ? findLead : findSecond(rule);
      return find(free(poolOf(stories, rule))) ?? (index === 0 ? findLead : findSecond())(free(stories.newest));
    }),
  );
  const lead = top.find(({ card }) => card !== null);
  return {
    top,
    latest: stories.newest.filter(({ articleId }) => articleId !== lead?.card?.articleId).slice(0, counts.latest),
    strips: strips.map(({ strip, heading }) => ({
      heading,
      hidden: strip.hidden,
      slots: strip.places.map((placed, index) =>
        strip.hidden
          ? { name: slotName({ strip, index }), card: null, byHand: false, placed }
          : fill({ strip, index }, placed, () => free(stories.filed.get(filedKey(strip)) ?? [])[0]),
      ),
    })),
  };
}

/** Which placed stories stand somewhere, and in which slot: of two slots with one story, the upper one has it. */
function standingIn({ arrangement, strips }: FrontOrder, out: Map<number, Card>, now: string): Map<number, string> {
  const standing = new Map<number, string>();
  const add = (slot: Slot, place: Place) => {
    if (!place || !out.has(place.articleId) || (place.until !== null && place.until <= now)) return;
    if (!standing.has(place.articleId)) standing.set(place.articleId, slotName(slot));
  };
  for (const [index, { placed }] of arrangement.top.entries()) add({ strip: null, index }, placed);
  for (const { strip } of strips) {
    if (strip.hidden) continue;
    for (const [index, place] of strip.places.entries()) add({ strip, index }, place);
  }
  return standing;
}

/** The newest report with a picture; where there is none the newest report, or whatever there is. */
function findLead(cards: Card[]): Card | undefined {
  const reports = cards.filter(isReport);
  return reports.find((card) => card.pictureFile !== null && card.leadKind !== 'none') ?? reports[0] ?? cards[0];
}

/** The newest; of all stories the newest report, since opinions have places of their own. */
const findSecond =
  (rule: Rule = { of: 'all' }) =>
  (cards: Card[]): Card | undefined =>
    rule.of === 'all' ? cards.find(isReport) : cards[0];

const poolOf = ({ newest, filed }: FrontStories, rule: Rule): Card[] =>
  rule.of === 'all' ? newest : (filed.get(filedKey(rule)) ?? []);

export interface ShownStrip {
  heading: Heading;
  /** All of it is opinion, and is drawn so. */
  opinion: boolean;
  cards: Card[];
}

/** A strip as readers see it: opinions are drawn three in a row, everything else four. What a hand placed does not give way. */
export function shownStrip({ heading, slots }: FilledStrip): ShownStrip {
  const full = slots.flatMap(({ card, byHand }) => (card ? [{ card, byHand }] : []));
  const opinion = full.every(({ card, byHand }, index) => !isReport(card) || (!byHand && index >= counts.opinions));
  const spare = opinion && full.length > counts.opinions ? full.findLastIndex(({ byHand }) => !byHand) : -1;
  return { heading, opinion, cards: full.filter((_, index) => index !== spare).map(({ card }) => card) };
}

/** So many stories more than without hands a list must have, so that a strip is full whatever they placed elsewhere. */
export const extraFor = (arrangement: Arrangement): number => placedIn(arrangement).length + arrangement.out.length;
