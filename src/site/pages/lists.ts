import type { Person } from '../../accounts/person.ts';
import { type CardModel, type CardPlace, cardModel } from '../../articles/pages/card.ts';
import type { Card } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { Head, Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import type { Section, Topic } from '../../topics/section.ts';
import { breadcrumbs, graph } from './schema.ts';

interface SectionModel {
  heading: string;
  intro: string | null;
  empty: string | null;
  lead: CardModel | null;
  cards: CardModel[];
  rows: CardModel[];
  pager: null;
}

interface ListModel {
  kicker: string | null;
  heading: string;
  intro: string | null;
  empty: string | null;
  rows: CardModel[];
  pager: null;
}

interface Around {
  site: Site;
  siteUrl: string;
  now: string;
}

/** How many stories stand beside each other under the first. */
const cardCount = 4;
const english = words('en');

/** The newest story large, the next ones as cards, the others in a list. */
export function sectionPage(section: Section, stories: Card[], { site, siteUrl, now }: Around): Page {
  const place: CardPlace = { site, now, language: 'en', showSection: false };
  const cards = stories.map((story) => cardModel(story, place));
  const lead = cards.find(({ picture }) => picture) ?? cards[0] ?? null;
  const others = cards.filter((card) => card !== lead);
  const model: SectionModel = {
    heading: section.name,
    intro: null,
    empty: cards.length === 0 ? english.noStories : null,
    lead,
    cards: others.slice(0, cardCount),
    rows: others.slice(cardCount),
    pager: null,
  };
  const address = `${siteUrl}/${section.slug}`;
  return {
    layout: 'reader',
    view: 'site/section',
    language: 'en',
    title: `${section.name} | ${site.name}`,
    section: section.id,
    head: { ...plainHead(address), jsonLd: graph([breadcrumbs(siteUrl, [{ name: section.name, url: address }])]) },
    model,
  };
}

export function topicPage(topic: Topic, stories: Card[], around: Around): Page {
  const address = `${around.siteUrl}/topics/${topic.slug}`;
  return listPage(
    { kicker: english.topic, heading: topic.name, intro: null, address, type: 'website' },
    stories,
    around,
  );
}

export function personPage(person: Person, stories: Card[], around: Around): Page {
  const address = `${around.siteUrl}/by/${person.slug}`;
  const intro = person.bio || null;
  return listPage({ kicker: english.author, heading: person.name, intro, address, type: 'profile' }, stories, around);
}

interface ListFacts {
  kicker: string;
  heading: string;
  intro: string | null;
  address: string;
  type: Head['type'];
}

function listPage({ kicker, heading, intro, address, type }: ListFacts, stories: Card[], { site, now }: Around): Page {
  const place: CardPlace = { site, now, language: 'en', showSection: true };
  const rows = stories.map((story) => cardModel(story, place));
  const model: ListModel = {
    kicker,
    heading,
    intro,
    empty: rows.length === 0 ? english.noStories : null,
    rows,
    pager: null,
  };
  const title = `${heading} | ${site.name}`;
  return {
    layout: 'reader',
    view: 'site/list',
    language: 'en',
    title,
    head: { ...plainHead(address), type, description: intro },
    model,
  };
}

const plainHead = (address: string): Head => ({
  description: null,
  canonical: encodeURI(address),
  image: null,
  type: 'website',
  alternates: [],
  jsonLd: null,
  robots: null,
});
