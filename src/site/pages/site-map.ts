import type { Link } from '../../articles/pages/card.ts';
import type { Site } from '../../db/settings.ts';
import type { Head, Page } from '../../http/render.ts';
import { monthAndYear } from '../../text/dates.ts';
import { factsOf, type Language, words } from '../../text/language.ts';
import { nameIn, type Section } from '../../topics/section.ts';
import type { PageLink } from '../queries/pages.ts';
import { mostNames, type Named, type SiteMap } from '../queries/site-map.ts';

interface SiteMapModel {
  heading: string;
  groups: { id: string; heading: string; links: Link[]; note: string | null }[];
  /** The months of each year, newest first. */
  years: { year: string; months: Link[] }[];
}

interface Around {
  site: Site;
  siteUrl: string;
  sections: Section[];
  pages: PageLink[];
}

export function siteMapPage(map: SiteMap, { site, siteUrl, sections, pages }: Around): Page {
  const { language } = site;
  const { comfort, frontPage, topics, sections: sectionsHeading, video } = words(language);
  const named = (each: Named[], folder: string) =>
    byName(
      each.map((one) => ({ text: nameIn(one, language), href: `/${folder}${one.slug}` })),
      language,
    );
  const group = (id: string, heading: string, links: Link[], note: string | null = null) => ({
    id,
    heading,
    links,
    note,
  });
  const sectionLinks = sections.map((section) => ({ text: nameIn(section, language), href: `/${section.slug}` }));
  const note = map.topics.length > mostNames ? comfort.moreTopics : null;
  const groups = [
    group('map-sections', sectionsHeading, [
      { text: frontPage, href: '/' },
      ...sectionLinks,
      ...(map.hasVideo ? [{ text: video, href: '/video' }] : []),
    ]),
    group('map-topics', topics, named(map.topics.slice(0, mostNames), 'topics/'), note),
    group('map-series', comfort.series, named(map.series, 'series/')),
    group('map-people', comfort.peopleHeading, named(map.people, 'by/')),
    group('map-about', comfort.aboutThisSite, [
      ...pages.map(({ name, href }) => ({ text: name, href })),
      { text: comfort.corrections, href: '/corrections' },
      { text: comfort.search, href: '/search' },
    ]),
    group('map-feeds', comfort.feeds, feeds),
  ];
  const model: SiteMapModel = {
    heading: comfort.siteMap,
    groups: groups.filter(({ links }) => links.length > 0),
    years: yearsOf(map, site),
  };
  const head: Head = {
    description: comfort.aboutSiteMap(site.name),
    canonical: `${siteUrl}/site-map`,
    image: null,
    type: 'website',
    alternates: [],
    jsonLd: null,
    robots: null,
  };
  const title = `${comfort.siteMap} | ${site.name}`;
  return { layout: 'reader', view: 'site/site-map', language, title, site, head, model };
}

const feeds: Link[] = [
  { text: 'RSS', href: '/feed.xml' },
  { text: 'Atom', href: '/feed.atom' },
  { text: 'JSON Feed', href: '/feed.json' },
];

const byName = (links: Link[], language: Language): Link[] => {
  const { compare } = new Intl.Collator(factsOf(language).locale);
  return links.sort((one, other) => compare(one.text, other.text));
};

function yearsOf({ months }: SiteMap, { zone, language }: Site): SiteMapModel['years'] {
  const years = Map.groupBy(months, ({ path }) => path.slice(0, 4));
  return [...years].map(([year, shown]) => ({
    year,
    months: shown.map(({ path, at }) => ({ text: monthAndYear(at, { zone, language }), href: `/archive/${path}` })),
  }));
}
