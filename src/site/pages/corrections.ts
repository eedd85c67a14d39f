import type { Moment } from '../../articles/pages/card.ts';
import { feedLinks } from '../../articles/pages/feed-links.ts';
import type { ListKey } from '../../articles/queries/cards.ts';
import type { Correction } from '../../articles/queries/corrections.ts';
import type { Site } from '../../db/settings.ts';
import { writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';

interface CorrectionsModel {
  pageLanguage: Language;
  heading: string;
  intro: string;
  feedHref: string;
  empty: string | null;
  corrections: {
    href: string;
    headline: string;
    /** Where it is not the page's. */
    language: Language | null;
    time: Moment;
    text: string;
  }[];
  pager: { newest: string | null; older: string | null } | null;
}

export interface ListedCorrections {
  site: Site;
  corrections: Correction[];
  /** The key with which this page was asked for; null on the first. */
  before: ListKey | null;
  /** Of the next page; null where there is none. */
  older: ListKey | null;
}

export const correctionsPath = '/corrections';

/** Everything that was put right, in the newsroom's language. */
export function correctionsPage(listed: ListedCorrections, siteUrl: string): Page {
  const { site, corrections, before, older } = listed;
  const { language } = site;
  const says = words(language).history;
  const place = { zone: site.zone, language };
  const until = before && says.correctionsUntil(longDateTime(before.at, place));
  const model: CorrectionsModel = {
    pageLanguage: language,
    heading: says.corrections,
    feedHref: `${correctionsPath}/feed.xml`,
    intro: until ?? says.correctionsAbout(site.name),
    empty: corrections.length === 0 ? says.noCorrections : null,
    corrections: corrections.map((correction) => ({
      href: `${correction.path}#correction`,
      headline: correction.headline,
      language: correction.language === language ? null : correction.language,
      time: { iso: correction.at, text: longDateTime(correction.at, place) },
      text: correction.text,
    })),
    pager:
      before || older
        ? {
            newest: before && correctionsPath,
            older: older && `${correctionsPath}?before=${writePageKey(older)}`,
          }
        : null,
  };
  return {
    layout: 'reader',
    view: 'site/corrections',
    language,
    title: [until === null ? says.corrections : `${says.corrections}, ${until}`, site.name].join(' | '),
    site,
    head: {
      description: [says.correctionsAbout(site.name), ...(until === null ? [] : [`(${until})`])].join(' '),
      canonical: `${siteUrl}${correctionsPath}${before ? `?before=${writePageKey(before)}` : ''}`,
      feeds: feedLinks(`${siteUrl}${correctionsPath}`, `${site.name}: ${says.corrections}`, language),
      ...{ image: null, type: 'website', alternates: [], jsonLd: null, robots: null },
    },
    model,
  };
}
