import { findPeopleByIds } from '../../accounts/queries.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { relatedIn } from '../../text/reading-text.ts';
import { findSections, findTopicsByIds } from '../../topics/queries.ts';
import type { Section, Topic } from '../../topics/section.ts';
import { type LedgerEntry, showsText } from '../article/ledger.ts';
import type { Revision } from '../article.ts';
import { type Elsewhere, findArticleId, findElsewhere } from './addresses.ts';
import { findPublications } from './ledger.ts';
import { visiblePages } from './pages.ts';
import { visible } from './reading.ts';
import { findRevision } from './writing.ts';

/** Where something with a history stands for readers: a story, or a page beside the stories. */
export type Standing = { kind: 'shown'; shown: Shown } | Elsewhere;

export interface Shown {
  articleId: number;
  revisionId: number;
  path: string;
  headline: string;
  language: Language;
  publishedAt: string;
  /** Null for a page. */
  sectionId: number | null;
}

/** @returns null where readers see nothing (yet). */
export async function findStanding(db: Db, { path, now }: { path: string; now: string }): Promise<Standing | null> {
  const shown = await visible(db, now)
    .select(['story.article_id as articleId', 'story.revision_id as revisionId', 'story.path', 'story.headline'])
    .select(['story.language', 'story.published_at as publishedAt', 'story.section_id as sectionId'])
    .where('story.path', '=', path)
    .executeTakeFirst();
  const found = shown ?? (await findShownPage(db, { path, now }));
  if (found) return { kind: 'shown', shown: { ...found, language: found.language as Language } };
  return findElsewhere(db, { path, now });
}

async function findShownPage(db: Db, { path, now }: { path: string; now: string }) {
  const page = await visiblePages(db, now)
    .select(['page.article_id as articleId', 'page.revision_id as revisionId', 'page.path', 'page.headline'])
    .select(['page.language', 'page.published_at as publishedAt'])
    .where('page.path', '=', path)
    .executeTakeFirst();
  return page && { ...page, sectionId: null };
}

/** A row of the history: those with a text are numbered, from 1. */
export type HistoryRow = LedgerEntry & { number: number | null };

/** Oldest first. A story that came out by the clock, and that the sweep has not written down yet, has come out all the same. */
export async function findHistoryRows(
  db: Db,
  article: { articleId: number; shown: Shown | null },
): Promise<HistoryRow[]> {
  const { articleId, shown } = article;
  const ledger = await findPublications(db, articleId);
  const entries = ledger.length === 0 && shown ? [firstOf(shown)] : ledger;
  let number = 0;
  return entries.map((entry) => {
    if (!showsText(entry.kind)) return { ...entry, number: null };
    number += 1;
    return { ...entry, number };
  });
}

const firstOf = ({ articleId, revisionId, publishedAt: at }: Shown): LedgerEntry => ({
  ...{ id: 0, articleId, revisionId, kind: 'first', note: '', at },
  ...{ textHash: '', redacts: null, isBlank: false, noteGone: false },
});

/** A revision with names in place of ids, as its readers read it. */
export interface Version extends Revision {
  section: Section | null;
  topics: Topic[];
  authors: string[];
}

/** @returns null where the text was redacted */
export async function findVersion(db: Db, { revisionId, isBlank }: HistoryRow): Promise<Version | null> {
  const revision = isBlank ? null : await findRevision(db, revisionId);
  if (!revision) return null;
  const [sections, topics, people] = await Promise.all([
    findSections(db),
    findTopicsByIds(db, revision.topicIds),
    findPeopleByIds(db, revision.authorIds),
  ]);
  const section = sections.find(({ id }) => id === revision.sectionId) ?? null;
  return { ...revision, section, topics, authors: people.map(({ name }) => name) };
}

/** Who was bylined, by name. */
export async function findBylines(db: Db, revisionId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('revision_authors as author')
    .innerJoin('people', 'people.id', 'author.person_id')
    .select('people.name')
    .where('author.revision_id', '=', revisionId)
    .orderBy('author.position')
    .execute();
  return rows.map(({ name }) => name);
}

/** Of the stories that texts show in cards, by what the texts call them: the headlines that readers see now. */
export async function findRelatedHeadlines(
  db: Db,
  { markdown, now }: { markdown: string[]; now: string },
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const reference of new Set(markdown.flatMap(relatedIn))) {
    const id = await findArticleId(db, reference);
    const story = visible(db, now)
      .select('story.headline')
      .where('story.article_id', '=', id ?? 0);
    const row = await story.executeTakeFirst();
    if (row) found.set(reference, row.headline);
  }
  return found;
}
