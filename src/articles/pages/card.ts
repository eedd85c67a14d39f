import type { Site } from '../../db/settings.ts';
import { dateLine } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';
import { hueOf, nameIn } from '../../topics/section.ts';
import { isSound } from '../article/shown-videos.ts';
import { type Card, type CardPicture, pictureOfCard } from '../queries/reading.ts';
import { isPictured, type Picture, type PicturePlace, pictureModel } from './picture.ts';

export interface Link {
  text: string;
  href: string;
}

/** For <time datetime>. */
export interface Moment {
  iso: string;
  text: string;
}

export interface Kicker {
  /** Null where the page's heading says it; `hue` is the name of its colour, where it has one. */
  section: (Link & { hue: string | null }) | null;
  label: string | null;
  live: boolean;
}

export interface CardModel {
  href: string;
  headline: string;
  /** Set smaller. */
  long: boolean;
  /** Only where it differs from the page's. */
  language: Language | null;
  kicker: Kicker | null;
  standfirst: string | null;
  picture: Picture | null;
  face: string | null;
  opinion: boolean;
  time: Moment | null;
  meta: string | null;
}

/** Where a card stands: what it need not repeat, and how its time is written. */
export interface CardPlace {
  site: Site;
  now: string;
  language: Language;
  showSection: boolean;
}

/** Characters from which a headline is set smaller. */
const longHeadline = 90;

export const isLong = (headline: string): boolean => headline.length > longHeadline;

export function cardModel(
  card: Card,
  { site, now, language, showSection }: CardPlace,
  picture: PicturePlace = 'card',
): CardModel {
  const headline = card.shortHeadline || card.headline;
  return {
    href: card.path,
    headline,
    long: isLong(headline),
    language: card.language === language ? null : card.language,
    kicker: kickerModel(card, language, showSection),
    standfirst: card.standfirst || null,
    picture: cardPicture(card, picture),
    face: null,
    opinion: false,
    time: { iso: card.publishedAt, text: dateLine(card.publishedAt, now, { zone: site.zone, language }) },
    meta: byline(card, language) || null,
  };
}

type Kicked = Pick<
  Card,
  'label' | 'leadKind' | 'leadVideo' | 'sectionSlug' | 'sectionName' | 'sectionTranslations' | 'sectionColour'
>;

/** Null where there would be nothing in it. News is what a story is unless a label says otherwise. */
export function kickerModel(card: Kicked, language: Language, showSection: boolean): Kicker | null {
  const section = showSection
    ? {
        text: nameIn({ name: card.sectionName, translations: card.sectionTranslations }, language),
        href: `/${card.sectionSlug}`,
        hue: hueOf(card.sectionColour),
      }
    : null;
  const label = labelText(card, language);
  return section || label ? { section, label, live: card.label === 'live' } : null;
}

/** "Analysis", "Video", "Analysis · Audio". */
export function labelText(
  { label, leadKind, leadVideo }: Pick<Card, 'label' | 'leadKind' | 'leadVideo'>,
  language: Language,
): string | null {
  const catalogue = words(language);
  const parts = [
    ...(label === 'news' ? [] : [catalogue.labels[label]]),
    ...(leadKind === 'video' ? [isSound(leadVideo) ? catalogue.recording.audio : catalogue.video] : []),
  ];
  return parts.join(' · ') || null;
}

type Pictured = Pick<Card, 'leadKind' | keyof CardPicture>;

/** Null where the card shows none. */
export function cardPicture(card: Pictured, place: PicturePlace): Picture | null {
  const picture = pictureOfCard(card);
  return picture && isPictured(card) ? pictureModel(picture, place, '') : null;
}

function byline({ authors }: Card, language: Language): string {
  const after = words(language).separators(authors.length);
  return authors.map(({ name }, index) => `${name}${after[index] ?? ''}`).join('');
}
