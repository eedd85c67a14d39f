import { isOpinion } from '../articles/article.ts';
import type { Card } from '../articles/queries/reading.ts';
import type { Language } from '../text/language.ts';
import type { Section } from '../topics/section.ts';

/** What there is to choose from. */
export interface FrontStories {
  newest: Card[];
  /** The newest of each section that has any, in the order of the navigation. */
  strips: { section: Section; cards: Card[] }[];
}

/** The strip over every reader page while news breaks. */
export interface Breaking {
  text: string;
  language: Language;
  /** The story that it leads to; null while there is none yet. */
  articleId: number | null;
  /** When it goes by itself. */
  until: string;
}

/** A strip as it is asked for. */
export interface NewBreaking {
  text: string;
  language: Language;
  /** The address of a story that readers can see, as a path; null for none. */
  path: string | null;
  hours: number;
}

/** In characters, and in hours. */
export const breakingLimits = { text: 140, hours: 72 };

export interface FrontPlan {
  lead: Card | null;
  seconds: Card[];
  latest: Card[];
  strips: FrontStories['strips'];
}

const counts = { seconds: 2, latest: 9, strip: 4, opinions: 3 };

const isReport = ({ label }: Card) => !isOpinion(label);

/**
 * What stands where while nobody curates: the newest report with a picture leads, the two next stand under it, and the
 * strips show what the top does not. Nothing stands twice, but in the list of the latest, which is a clock.
 */
export function planFront({ newest, strips }: FrontStories): FrontPlan {
  const reports = newest.filter(isReport);
  const lead =
    reports.find((card) => card.pictureFile !== null && card.leadKind !== 'none') ?? reports[0] ?? newest[0] ?? null;
  const seconds = reports.filter((card) => card !== lead).slice(0, counts.seconds);
  const shown = new Set([lead, ...seconds].map((card) => card?.articleId));
  return {
    lead,
    seconds,
    latest: newest.filter((card) => card !== lead).slice(0, counts.latest),
    strips: strips
      .map(({ section, cards }) => ({
        section,
        cards: chooseCards(cards.filter((card) => !shown.has(card.articleId))),
      }))
      .filter(({ cards }) => cards.length > 0),
  };
}

/** Opinions are drawn three in a row, everything else four. */
const chooseCards = (cards: Card[]): Card[] => cards.slice(0, isOpinionStrip(cards) ? counts.opinions : counts.strip);

/** A strip is drawn as opinion when all that it shows is. */
export const isOpinionStrip = (cards: Card[]): boolean =>
  cards.slice(0, counts.opinions).every((card) => !isReport(card));
