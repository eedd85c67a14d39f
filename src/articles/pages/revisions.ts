import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import { direction, type Language } from '../../text/language.ts';
import type { LedgerEntry } from '../article/ledger.ts';
import type { Article } from '../article.ts';
import { canEdit } from '../policy.ts';
import type { RevisionRow } from '../queries/revisions.ts';
import type { Moment } from './card.ts';
import { happenings } from './moments.ts';

/** What is known of a story beside its revisions. */
export interface RevisionsPlace {
  actor: Actor;
  site: Site;
  now: string;
  article: Article;
  headline: string;
  language: Language;
  ledger: LedgerEntry[];
  /** Who put out what, by the number of the ledger's row. */
  publishers: Map<number, string>;
}

export interface RevisionsList {
  /** One more than a page holds where there are older ones. */
  rows: RevisionRow[];
  isFirst: boolean;
  /** Why something that was asked for was not done. */
  problem: string | null;
}

/** A revision as the newsroom names it. */
export interface RevisionModel {
  id: string;
  what: string;
  when: Moment;
  by: string;
  headline: { text: string; language: Language; direction: 'ltr' | 'rtl' } | null;
  /** That its text is gone. */
  gone: string | null;
  /** That it is the newest, and whether readers see it. */
  standing: { key: 'live' | 'due' | 'newest'; text: string }[];
  /** What readers were shown with it. */
  shown: { what: string; when: Moment; by: string; note: string | null }[];
  seeHref: string | null;
  restore: { action: string; newest: string } | null;
}

/** How many revisions a page of the list shows. */
export const pageSize = 30;

export const revisionsHref = ({ id }: Pick<Article, 'id'>): string => `/admin/articles/${id}/revisions`;

export function revisionsPage({ rows, isFirst, problem }: RevisionsList, place: RevisionsPlace): Page {
  const { article, headline, language, site, now } = place;
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const older = last ? { href: `${revisionsHref(article)}?before=${last.id}`, label: 'Older revisions' } : null;
  const newest = isFirst ? null : { href: revisionsHref(article), label: 'Newest revisions' };
  const model = {
    kind: article.kind,
    story: { headline: headline || 'No headline yet', language, href: `/admin/articles/${article.id}` },
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    problem,
    compareAction: shown.length > 1 ? `${revisionsHref(article)}/difference` : null,
    rows: shown.map((row, index) => ({
      ...revisionModel(row, place),
      changesHref: changesHref(article, row, rows[index + 1]),
      isFrom: index === Math.min(1, shown.length - 1),
      isTo: index === 0,
    })),
    emptyText: 'There are no older ones.',
    pager: older || newest ? { older, newest } : null,
  };
  const status = problem === null ? 200 : 409;
  const title = `Revisions: ${model.story.headline}`;
  return {
    ...{ layout: 'newsroom', view: 'articles/revisions/list', language: 'en', current: 'stories' },
    ...{ status, title, site, model },
  };
}

const changesHref = (article: Article, { id, isBlank }: RevisionRow, before: RevisionRow | undefined) =>
  before && !before.isBlank && !isBlank ? differenceHref(article, before.id, id) : null;

export const differenceHref = (article: Article, from: number, to: number): string =>
  `${revisionsHref(article)}/difference?from=${from}&to=${to}`;

export function revisionModel(row: RevisionRow, place: RevisionsPlace): RevisionModel {
  const { article, actor, site, ledger, publishers } = place;
  const moment = (iso: string): Moment => ({ iso, text: longDateTime(iso, { zone: site.zone, language: 'en' }) });
  const canRestore = canEdit(actor, article) && row.id !== article.revisionId && !row.isBlank;
  return {
    id: String(row.id),
    what: row.restoredFrom ? `Restored the version of ${moment(row.restoredFrom).text}` : happenings[row.kind],
    when: moment(row.createdAt),
    by: row.by,
    headline: row.headline ? { text: row.headline, language: row.language, direction: direction(row.language) } : null,
    gone: row.isBlank ? 'Its text was redacted.' : null,
    standing: standingOf(row, place, moment),
    shown: ledger
      .filter(({ revisionId }) => revisionId === row.id)
      .map(({ id, kind, at, note, noteGone }) => ({
        what: happenings[kind],
        when: moment(at),
        by: publishers.get(id) ?? 'the clock',
        note: note || (noteGone ? 'Its note was redacted.' : null),
      })),
    seeHref: row.isBlank ? null : `${revisionsHref(article)}/${row.id}`,
    restore: canRestore
      ? { action: `${revisionsHref(article)}/${row.id}/restore`, newest: String(article.revisionId) }
      : null,
  };
}

function standingOf(
  { id }: RevisionRow,
  { article, now }: RevisionsPlace,
  moment: (iso: string) => Moment,
): RevisionModel['standing'] {
  const { state, revisionId, publishedRevisionId, publishedAt } = article;
  const isNewest = id === revisionId;
  const found: RevisionModel['standing'] = isNewest ? [{ key: 'newest', text: 'Newest' }] : [];
  const isDue = state === 'scheduled' && isNewest && publishedAt !== null;
  if (isDue && publishedAt > now) return [...found, { key: 'due', text: `Comes out ${moment(publishedAt).text}` }];
  const isLive = isDue || (state === 'published' && id === publishedRevisionId);
  return isLive ? [...found, { key: 'live', text: 'Readers see this one' }] : found;
}
