import type { Contributor } from '../../accounts/person.ts';
import { findPersonBySlug } from '../../accounts/queries.ts';
import { findCards, type ListKey, type ListOptions } from '../../articles/queries/cards.ts';
import type { Card } from '../../articles/queries/reading.ts';
import { findMonthsAround, findSeriesCards, type MonthsAround } from '../../articles/queries/series-and-months.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import type { Picture } from '../../media/picture.ts';
import { findMedia } from '../../media/queries.ts';
import { monthBounds } from '../../text/dates.ts';
import { findMovedList } from '../../topics/queries/redirects.ts';
import { findSections, findSeriesBySlug, findTopicBySlug } from '../../topics/queries.ts';
import { filingPath, type Section, type Series, type Topic } from '../../topics/section.ts';

/** What a list is of. Its pages and its feeds are found by this. */
export type ListSubject =
  | { kind: 'section'; section: Section }
  | { kind: 'topic'; topic: Topic }
  | { kind: 'person'; person: Contributor }
  | { kind: 'series'; series: Series }
  | { kind: 'month'; month: Month }
  | { kind: 'video' };

/** `from` up to, not including, `until`, the newsroom's time; `month` from 1. */
export interface Month {
  year: number;
  month: number;
  from: string;
  until: string;
}

/** As they stand in an address. */
export interface ListAddress {
  kind: ListSubject['kind'];
  slug: string;
}

/**
 * What the address names, or null where there is nothing by that name. A topic, person, series or month of which readers see no
 * story is none yet: whether it has any, `findList` tells.
 */
export async function findSubject(db: Db, { kind, slug }: ListAddress): Promise<ListSubject | null> {
  const name = slug.normalize('NFC');
  switch (kind) {
    case 'section': {
      const section = (await findSections(db)).find((each) => each.slug === name);
      return section ? { kind, section } : null;
    }
    case 'topic': {
      const topic = await findTopicBySlug(db, name);
      return topic && { kind, topic };
    }
    case 'person': {
      const person = await findPersonBySlug(db, name);
      return person && { kind, person };
    }
    case 'series': {
      const series = await findSeriesBySlug(db, name);
      return series && { kind, series };
    }
    case 'month': {
      const month = monthOf(name, (await readSite(db)).zone);
      return month && { kind, month };
    }
    case 'video':
      return { kind };
  }
}

/** The path of the list that stood at this address before; null where none did, or readers see no story in it. */
export async function findMoved(db: Db, { kind, slug }: ListAddress, now: string): Promise<string | null> {
  if (kind === 'month' || kind === 'video') return null;
  const path = await findMovedList(db, kind, slug.normalize('NFC'));
  if (path === null || kind === 'section') return path;
  const subject = await findSubject(db, { kind, slug: path.slice(filingPath(kind, '').length) });
  return subject && (await findListed(db, subject, { now, limit: 1 })).length > 0 ? path : null;
}

/** "2026/11" */
function monthOf(slug: string, zone: string): Month | null {
  const [, year, month] = /^(\d{4})\/(0[1-9]|1[0-2])$/.exec(slug) ?? [];
  if (year === undefined || month === undefined) return null;
  const bounds = monthBounds({ year: Number(year), month: Number(month) }, zone);
  return bounds && { year: Number(year), month: Number(month), ...bounds };
}

/** The path of the list's first page, as letters; feeds stand below it. */
export function listPath(subject: ListSubject): string {
  switch (subject.kind) {
    case 'section':
      return `/${subject.section.slug}`;
    case 'topic':
      return `/topics/${subject.topic.slug}`;
    case 'person':
      return `/by/${subject.person.slug}`;
    case 'series':
      return `/series/${subject.series.slug}`;
    case 'month':
      return `/archive/${subject.month.year}/${String(subject.month.month).padStart(2, '0')}`;
    case 'video':
      return '/video';
  }
}

export interface ListPart {
  now: string;
  limit: number;
  before?: ListKey;
}

/** Stories of the list, newest first, or in the series' own order for its page. */
export function findListed(db: Db, subject: ListSubject, { now, limit, before }: ListPart): Promise<Card[]> {
  return findCards(db, { now, limit, ...only(subject), ...(before ? { before } : {}) });
}

function only(subject: ListSubject): Omit<ListOptions, 'now' | 'limit'> {
  switch (subject.kind) {
    case 'section':
      return { sectionId: subject.section.id };
    case 'topic':
      return { topicId: subject.topic.id };
    case 'person':
      return { personId: subject.person.id };
    case 'series':
      return { seriesId: subject.series.id };
    case 'month':
      return { from: subject.month.from, until: subject.month.until };
    case 'video':
      return { withVideo: true };
  }
}

/** All that a page of a list shows. */
export interface LoadedList {
  site: Site;
  subject: ListSubject;
  cards: Card[];
  /** The key under which the next page begins; null on the last. */
  older: ListKey | null;
  isFirst: boolean;
  /** Of a person; on the first page. */
  portrait: Picture | null;
  /** Months with stories before and after this one; null but for a month. */
  months: MonthsAround | null;
}

/** Whether a list has a page before it has stories: of the others nobody knows before. */
export const mayBeEmpty = ({ kind }: ListSubject): boolean => kind === 'section' || kind === 'video';

/** A page of the list, or null where it would be empty; the first page of some may be. */
export async function findList(
  db: Db,
  subject: ListSubject,
  part: { now: string; size: number; before: ListKey | null },
): Promise<LoadedList | null> {
  const { now, size, before } = part;
  const found =
    subject.kind === 'series'
      ? findSeriesCards(db, { seriesId: subject.series.id, now })
      : findListed(db, subject, { now, limit: size + 1, ...(before ? { before } : {}) });
  const [site, cards] = await Promise.all([readSite(db), found]);
  if (cards.length === 0 && (before !== null || !mayBeEmpty(subject))) return null;
  const shown = subject.kind === 'series' ? cards : cards.slice(0, size);
  const last = shown.length < cards.length ? shown.at(-1) : undefined;
  const portrait = subject.kind === 'person' && before === null ? await findPortrait(db, subject.person) : null;
  const months = subject.kind === 'month' ? await findMonthsAround(db, { ...subject.month, now }) : null;
  return {
    site,
    subject,
    cards: shown,
    older: last ? { at: last.publishedAt, id: last.articleId } : null,
    isFirst: before === null,
    portrait,
    months,
  };
}

const findPortrait = async (db: Db, { pictureId }: Contributor): Promise<Picture | null> =>
  (await findMedia(db, pictureId === null ? [] : [pictureId]))[0] ?? null;
