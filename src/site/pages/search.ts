import { type Kicker, kickerModel, type Link, type Moment } from '../../articles/pages/card.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { mostCounted } from '../../search/document/document.ts';
import { beginning, highlight, type Part, snippet } from '../../search/document/highlight.ts';
import { longestQuery, type Query } from '../../search/document/query.ts';
import { dateLine } from '../../text/dates.ts';
import { type Language, type Words, words } from '../../text/language.ts';
import { nameIn, type Section } from '../../topics/section.ts';
import type { SearchField, SearchInput, SearchValues } from '../forms/search.ts';
import type { FoundStories } from '../queries/search.ts';

interface SearchModel {
  problems: { href: string; text: string }[];
  q: Field & { limit: string };
  section: Field & { options: { value: string; label: string; selected: boolean }[] };
  from: Field;
  to: Field;
  results: Results | null;
}

interface Field {
  value: string;
  error: string | null;
}

interface Results {
  heading: string;
  /** "12 stories", in words for screen readers and all others; null where there are none. */
  count: string | null;
  order: string;
  /** The same results in the other order, where there is one. */
  reorder: Link | null;
  rows: ResultModel[];
  nothing: { text: string; advice: string[]; withoutFilters: string | null } | null;
  pager: { first: string | null; next: string | null } | null;
}

interface ResultModel {
  href: string;
  language: Language | null;
  kicker: Kicker | null;
  headline: Part[];
  snippet: Part[];
  time: Moment;
}

const labels = { q: 'field', section: 'section', from: 'from', to: 'to' } as const;
/** In the order of the form. */
const fields = Object.keys(labels) as SearchField[];

type Asked = SearchInput & { order: FoundStories['order']; page: number; before: number | null };

interface Around {
  site: Site;
  sections: Section[];
  siteUrl: string;
  now: string;
}

export function searchPage(asked: Asked, found: FoundStories | null, around: Around): Page {
  const { site, siteUrl } = around;
  const { search } = words(site.language);
  const { typed, errors } = asked;
  const field = (name: SearchField): Field => ({ value: typed[name], error: errors[name] ?? null });
  const model: SearchModel = {
    problems: fields.flatMap((name) => {
      const text = errors[name];
      return text ? [{ href: `#search-${name}`, text: `${search[labels[name]]}: ${text}` }] : [];
    }),
    q: { ...field('q'), limit: String(longestQuery) },
    section: { ...field('section'), options: optionsOf(typed.section, around) },
    from: field('from'),
    to: field('to'),
    results: found && asked.asked && resultsOf({ ...asked, query: asked.asked.query }, found, around),
  };
  const heading = typed.q ? search.foundFor(typed.q) : search.heading;
  return {
    layout: 'reader',
    view: 'site/search',
    status: Object.keys(errors).length > 0 ? 400 : 200,
    language: site.language,
    title: `${heading} | ${site.name}`,
    site,
    head: {
      description: search.of(site.name),
      canonical: `${siteUrl}/search`,
      image: null,
      type: 'website',
      alternates: [],
      jsonLd: null,
      // The form may be found by search engines; results are endless, and none of their business.
      robots: typed.q ? 'noindex' : null,
    },
    model,
  };
}

function optionsOf(chosen: string, { site, sections }: Around): SearchModel['section']['options'] {
  const { allSections } = words(site.language).search;
  const named = sections.map((section) => ({ value: section.slug, label: nameIn(section, site.language) }));
  return [{ value: '', label: allSections }, ...named].map((each) => ({ ...each, selected: each.value === chosen }));
}

type Answered = Asked & { query: Query };

function resultsOf(asked: Answered, found: FoundStories, around: Around): Results {
  const { search } = words(around.site.language);
  const { typed, query } = asked;
  const isFirst = asked.page === 1 && asked.before === null;
  // Kept from page to page; the order in which they came by themselves is not.
  const order = asked.order === 'newest' ? { order: 'newest' } : {};
  const next = found.next && addressOf({ ...typed, ...order, ...found.next });
  const first = isFirst ? null : addressOf({ ...typed, ...order });
  return {
    heading: search.foundFor(typed.q),
    count: found.total === 0 ? null : countOf(found, search),
    order: found.order === 'newest' ? search.byTime : search.byRelevance,
    reorder: reorderOf(asked, found, search),
    rows: found.stories.map((story) => resultModel(story, query, around)),
    nothing: found.total === 0 ? nothingOf(typed, search) : null,
    pager: next || first ? { first, next } : null,
  };
}

const countOf = ({ total, order }: FoundStories, search: Words['search']): string =>
  order === 'newest' && total > mostCounted ? search.foundMore(mostCounted) : search.found(total);

function reorderOf({ typed, order }: Asked, found: FoundStories, search: Words['search']): Link | null {
  if (found.total < 2) return null;
  if (found.order === 'relevance') return { text: search.showByTime, href: addressOf({ ...typed, order: 'newest' }) };
  return order === 'newest' ? { text: search.showByRelevance, href: addressOf(typed) } : null;
}

function nothingOf(typed: SearchValues, { nothing, advice }: Words['search']): Results['nothing'] {
  const isFiltered = typed.section !== '' || typed.from !== '' || typed.to !== '';
  return { text: nothing, advice, withoutFilters: isFiltered ? addressOf({ q: typed.q }) : null };
}

function resultModel({ card, text }: FoundStories['stories'][number], query: Query, around: Around): ResultModel {
  const { language, zone } = around.site;
  const standfirst = () => (card.standfirst ? highlight(card.standfirst, query) : beginning(text));
  return {
    href: card.path,
    language: card.language === language ? null : card.language,
    kicker: kickerModel(card, language, true),
    headline: highlight(card.headline, query),
    snippet: snippet(text, query) ?? standfirst(),
    time: { iso: card.publishedAt, text: dateLine(card.publishedAt, around.now, { zone, language }) },
  };
}

/** What is empty is left out. */
function addressOf(fields: Record<string, string | number | undefined>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return `/search?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
