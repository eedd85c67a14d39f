import { type CardModel, type CardPlace, cardModel, labelText, type Moment } from '../articles/pages/card.ts';
import { feedLinks } from '../articles/pages/feed-links.ts';
import { graph, organisation, type Publisher, website } from '../articles/pages/linked-data.ts';
import type { Card } from '../articles/queries/reading.ts';
import type { Head, Page } from '../http/render.ts';
import { dateLine, longDate } from '../text/dates.ts';
import { words } from '../text/language.ts';
import { hueOf, nameIn } from '../topics/section.ts';
import { type FrontStories, isOpinionStrip, planFront } from './front.ts';

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
  heading: string;
  empty: string | null;
  lead: CardModel | null;
  seconds: CardModel[];
  latest: LatestItem[];
  strips: Strip[];
}

interface Around {
  publisher: Publisher;
  now: string;
}

export function frontPage(stories: FrontStories, { publisher, now }: Around): Page {
  const { site, siteUrl } = publisher;
  const { lead, seconds, latest, strips } = planFront(stories);
  const { language } = site;
  const place: CardPlace = { site, now, language, showSection: true };
  const catalogue = words(language);
  const model: FrontModel = {
    heading: catalogue.todaysStories(site.name),
    empty: lead ? null : catalogue.noStories,
    lead: lead && cardModel(lead, place),
    seconds: seconds.map((card) => ({ ...cardModel(card, place), picture: null })),
    latest: latest.map((card) => latestItem(card, place)),
    strips: strips.map(({ section, cards }) => ({
      id: `strip-${section.slug}`,
      heading: nameIn(section, language),
      href: `/${section.slug}`,
      hue: hueOf(section.colour),
      opinion: isOpinionStrip(cards),
      cards: cards.map((card) => stripCard(card, { ...place, showSection: false }, isOpinionStrip(cards))),
    })),
  };
  const head: Head = {
    description: site.description || catalogue.feeds.aboutSite(site.name),
    canonical: `${siteUrl}/`,
    image: null,
    type: 'website',
    alternates: [],
    feeds: feedLinks(siteUrl, site.name, language),
    jsonLd: graph([organisation(publisher), website(publisher)]),
    robots: null,
  };
  const date = longDate(now, { zone: site.zone, language });
  return {
    layout: 'reader',
    view: 'front/front',
    language,
    title: site.name,
    date,
    head,
    model,
  };
}

/** An opinion card is its headline and whose it is. */
function stripCard(card: Card, place: CardPlace, opinion: boolean): CardModel {
  const model = cardModel(card, place);
  return opinion ? { ...model, opinion, standfirst: null, picture: null, time: null } : model;
}

function latestItem(card: Card, { site, now, language }: CardPlace): LatestItem {
  return {
    href: card.path,
    headline: card.shortHeadline || card.headline,
    language: card.language === language ? null : card.language,
    label: labelText(card, language),
    time: { iso: card.publishedAt, text: dateLine(card.publishedAt, now, { zone: site.zone, language }) },
  };
}
