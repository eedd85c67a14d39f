import { type CardModel, type CardPlace, cardModel, type Link } from '../../articles/pages/card.ts';
import { feedLinks } from '../../articles/pages/feed-links.ts';
import { isPictured, type PicturePlace } from '../../articles/pages/picture.ts';
import type { ListKey } from '../../articles/queries/cards.ts';
import type { Card } from '../../articles/queries/reading.ts';
import { writePageKey } from '../../http/paging.ts';
import type { Head, Page } from '../../http/render.ts';
import { datePath, longDateTime, monthAndYear } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { hueOf } from '../../topics/section.ts';
import { type LoadedList, listPath, mayBeEmpty } from '../queries/lists.ts';
import { type Facts, factsOf, listName } from './list-facts.ts';
import { type Portrait, personFacts, portraitModel, summaryLine } from './person.ts';
import { breadcrumbs, graph, listData } from './schema.ts';

interface Pager {
  newest: string | null;
  older: string | null;
}

interface SectionModel {
  heading: string;
  /** The name of its colour; null where it has none of its own. */
  hue: string | null;
  intro: string | null;
  empty: string | null;
  lead: CardModel | null;
  cards: CardModel[];
  rows: CardModel[];
  pager: Pager | null;
}

interface ListModel {
  kicker: string | null;
  heading: string;
  intro: string | null;
  empty: string | null;
  /** Of a person. */
  portrait: Portrait | null;
  /** The rows have an order of their own, and its numbers show. */
  numbered: boolean;
  rows: CardModel[];
  months: { earlier: Link | null; later: Link | null } | null;
  pager: Pager | null;
}

interface Around {
  siteUrl: string;
  now: string;
  /** The key with which this page was asked for; null on the first. */
  before: ListKey | null;
}

/** How many stories stand beside each other under the first of a section. */
const cardCount = 4;

/** A page of a section, topic, person, month or series, or of the stories with video. */
export function listPage(loaded: LoadedList, around: Around): Page {
  const { subject, site } = loaded;
  const { language } = site;
  const facts = factsOf(subject, site.name, { zone: site.zone, language });
  const path = listPath(subject);
  const { before } = around;
  const until = before ? words(language).lists.until(longDateTime(before.at, { zone: site.zone, language })) : null;
  const address = `${around.siteUrl}${encodeURI(path)}${before ? `?before=${writePageKey(before)}` : ''}`;
  const asSection = mayBeEmpty(subject) && loaded.isFirst;
  const trail = [
    { name: facts.name, url: `${around.siteUrl}${path}` },
    ...(until === null ? [] : [{ name: until, url: address }]),
  ];
  const description = [summaryLine(facts.intro || facts.about), ...(until === null ? [] : [`(${until})`])].join(' ');
  return {
    layout: 'reader',
    view: asSection ? 'site/section' : 'site/list',
    keeping: { names: [listName(subject)], at: around.now, freshUntil: null },
    language,
    site,
    title: [until === null ? facts.name : `${facts.name}, ${until}`, site.name].join(' | '),
    ...(subject.kind === 'section' ? { section: subject.section.id } : {}),
    ...(subject.kind === 'video' ? { section: subject.kind } : {}),
    head: {
      ...plainHead(address),
      type: subject.kind === 'person' ? 'profile' : 'website',
      description,
      feeds: feedLinks(`${around.siteUrl}${path}`, `${site.name}: ${facts.name}`, language),
      jsonLd: graph([
        breadcrumbs(around.siteUrl, trail, language),
        listData(
          { address, name: facts.name, description, language, person: personFacts(loaded, around.siteUrl) },
          around.siteUrl,
        ),
      ]),
    },
    model: asSection
      ? sectionModel(loaded, around, facts)
      : { ...listModel(loaded, around, facts), intro: until ?? facts.intro },
  };
}

/** The newest story large, the next ones as cards, the others in a list. */
function sectionModel(loaded: LoadedList, { now }: Around, { name, intro }: Facts): SectionModel {
  const { cards } = loaded;
  const { noStories, noVideos } = words(loaded.site.language);
  const lead = cards.find(isPictured) ?? cards[0] ?? null;
  const others = cards.filter((card) => card !== lead);
  const model = (card: Card, place: PicturePlace) =>
    cardModel(card, placeIn(loaded, { now, showSection: loaded.subject.kind !== 'section' }), place);
  return {
    heading: name,
    hue: loaded.subject.kind === 'section' ? hueOf(loaded.subject.section.colour) : null,
    intro,
    empty: cards.length === 0 ? (loaded.subject.kind === 'video' ? noVideos : noStories) : null,
    lead: lead && model(lead, 'lead-card'),
    cards: others.slice(0, cardCount).map((card, index) => model(card, index === 0 ? 'card' : 'later-card')),
    rows: others.slice(cardCount).map((card) => model(card, 'row')),
    pager: pagerOf(loaded),
  };
}

function listModel(loaded: LoadedList, { now }: Around, { kicker, name, intro }: Facts): ListModel {
  const { kind } = loaded.subject;
  return {
    kicker,
    heading: name,
    intro,
    empty: null,
    portrait: portraitModel(loaded),
    numbered: kind === 'series',
    rows: loaded.cards.map((card) => cardModel(card, placeIn(loaded, { now, showSection: kind !== 'section' }), 'row')),
    months: monthLinks(loaded),
    pager: pagerOf(loaded),
  };
}

const placeIn = ({ site }: LoadedList, place: Pick<CardPlace, 'now' | 'showSection'>): CardPlace => ({
  ...place,
  ...{ site, language: site.language },
});

function pagerOf({ subject, older, isFirst }: LoadedList): Pager | null {
  if (isFirst && !older) return null;
  const path = listPath(subject);
  return { newest: isFirst ? null : path, older: older && `${path}?before=${writePageKey(older)}` };
}

function monthLinks({ months, site: { zone, language } }: LoadedList): ListModel['months'] {
  if (!months) return null;
  const link = (at: string | null): Link | null =>
    at === null
      ? null
      : { text: monthAndYear(at, { zone, language }), href: `/archive/${datePath(at, zone).slice(0, 7)}` };
  return { earlier: link(months.earlier), later: link(months.later) };
}

const plainHead = (canonical: string): Head => ({
  description: null,
  canonical,
  image: null,
  type: 'website',
  alternates: [],
  jsonLd: null,
  robots: null,
});
