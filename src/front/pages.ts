import { type CardModel, type CardPlace, cardModel, labelText, type Moment } from '../articles/pages/card.ts';
import { feedLinks } from '../articles/pages/feed-links.ts';
import { graph, organisation, type Publisher, website } from '../articles/pages/linked-data.ts';
import type { Card } from '../articles/queries/reading.ts';
import type { Head, Page } from '../http/render.ts';
import { dateLine, longDate } from '../text/dates.ts';
import { words } from '../text/language.ts';
import { earliest } from '../text/moments.ts';
import { filingPath, hueOf, nameIn } from '../topics/section.ts';
import { type FrontPlan, type Heading, type ShownStrip, shownStrip } from './front/plan.ts';
import type { MostRead } from './queries/most-read.ts';

interface LatestItem {
  href: string;
  headline: string;
  language: string | null;
  label: string | null;
  time: Moment;
}

interface Strip {
  id: string;
  heading: string;
  href: string;
  opinion: boolean;
  /** The name of the section's colour; null where it has none of its own. */
  hue: string | null;
  cards: CardModel[];
}

interface FrontModel {
  /** Null on the page of readers. */
  preview: (FrontBar & { language: 'en'; direction: 'ltr' }) | null;
  heading: string;
  empty: string | null;
  lead: CardModel | null;
  seconds: CardModel[];
  latest: LatestItem[];
  mostRead: { href: string; headline: string; label: string | null }[];
  strips: Strip[];
}

interface Around {
  publisher: Publisher;
  now: string;
  /** Until when hands keep stories where they are, and the list stays; none for a front that readers do not see. */
  pinnedUntil?: string[];
  /** The most first; [] where the list is not shown. */
  mostRead: MostRead[];
  /** For a front that readers do not see: not for search engines. */
  preview?: FrontBar | null;
}

/** What stands over a front that readers do not see, or not yet, and where it leads back to. */
export interface FrontBar {
  says: string;
  href: string;
  link: string;
}

export function frontPage(
  { top, latest, strips }: FrontPlan,
  { publisher, now, mostRead, pinnedUntil, preview = null }: Around,
): Page {
  const { site, siteUrl } = publisher;
  const { language } = site;
  const place: CardPlace = { site, now, language, showSection: true };
  const catalogue = words(language);
  const [lead = null, ...seconds] = top.flatMap(({ card }) => card ?? []);
  const model: FrontModel = {
    preview: preview && { ...preview, language: 'en', direction: 'ltr' },
    heading: catalogue.todaysStories(site.name),
    empty: lead ? null : catalogue.noStories,
    lead: lead && cardModel(lead, place, 'lead-card'),
    seconds: seconds.map((card) => ({ ...cardModel(card, place), picture: null })),
    latest: latest.map((card) => latestItem(card, place)),
    mostRead: mostRead.map((story) => ({
      ...{ href: story.path, headline: story.shortHeadline || story.headline },
      label: labelText(story, language),
    })),
    strips: strips
      .filter(({ hidden }) => !hidden)
      .map(shownStrip)
      .filter(({ cards }) => cards.length > 0)
      .map((strip) => stripModel(strip, place)),
  };
  const head: Head = {
    description: site.description || catalogue.feeds.aboutSite(site.name),
    canonical: `${siteUrl}/`,
    image: null,
    type: 'website',
    alternates: [],
    feeds: feedLinks(siteUrl, site.name, language),
    jsonLd: preview ? null : graph([organisation(publisher), website(publisher)]),
    robots: preview ? 'noindex' : null,
  };
  const date = longDate(now, { zone: site.zone, language });
  const keeping = pinnedUntil && { names: ['front'], at: now, freshUntil: earliest(pinnedUntil) };
  return {
    ...{ layout: 'reader', view: 'front/front', language, title: site.name, date, head, model },
    ...(keeping && { keeping }),
  };
}

const stripModel = ({ heading, opinion, cards }: ShownStrip, place: CardPlace): Strip => ({
  id: heading.of === 'section' ? `strip-${heading.slug}` : `strip-topic-${heading.slug}`,
  heading: nameIn(heading, place.language),
  href: headingPath(heading),
  hue: hueOf(heading.colour),
  opinion,
  cards: cards.map((card, index) => {
    const model = cardModel(
      card,
      { ...place, showSection: heading.of === 'topic' },
      index === 0 ? 'card' : 'later-card',
    );
    return opinion ? opinionCard(model) : model;
  }),
});

export const headingPath = ({ of, slug }: Heading): string => filingPath(of, slug);

/** An opinion card is its headline and whose it is. */
const opinionCard = (model: CardModel): CardModel => ({
  ...model,
  ...{ opinion: true, standfirst: null, picture: null, time: null },
});

function latestItem(card: Card, { site, now, language }: CardPlace): LatestItem {
  return {
    href: card.path,
    headline: card.shortHeadline || card.headline,
    language: card.language === language ? null : card.language,
    label: labelText(card, language),
    time: { iso: card.publishedAt, text: dateLine(card.publishedAt, now, { zone: site.zone, language }) },
  };
}
