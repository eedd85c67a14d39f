import type { Db, Tx } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { type Article, emptyContent, textHash } from '../article.ts';

/** All that a revision says in words; a redaction blanks it. The trigger on revisions names the same columns. */
const texts = [
  ...(['headline', 'short_headline', 'standfirst', 'body', 'dateline', 'lead_alt', 'lead_caption'] as const),
  ...(['lead_credit', 'lead_video', 'lead_video_title', 'search_title', 'search_description'] as const),
];
const blank = Object.fromEntries(texts.map((column) => [column, null])) as Record<(typeof texts)[number], null>;

/** A revision by what it says. */
export interface SaidText {
  id: number;
  /** Of headline, standfirst and text, as the ledger holds it. */
  hash: string;
  /** Of all words, captions and descriptions too. */
  key: string;
}

/** Those of the revisions that still have their words. */
export async function findTexts(db: Db, revisionIds: number[]): Promise<SaidText[]> {
  const rows = await db
    .selectFrom('revisions')
    .select(['id', ...texts])
    .where('id', 'in', revisionIds)
    .where('redacted_by', 'is', null)
    .execute();
  return rows.map(({ id, ...row }) => ({
    id,
    hash: textHash({
      ...emptyContent,
      ...{ headline: row.headline ?? '', standfirst: row.standfirst ?? '', body: row.body ?? '' },
    }),
    key: JSON.stringify(texts.map((column) => row[column] ?? '')),
  }));
}

/** Headlines that readers were shown, by revision; '' where a redaction took them. */
export async function findHeadlines(
  db: Db,
  articleId: number,
): Promise<Map<number, { headline: string; language: Language }>> {
  const rows = await db
    .selectFrom('revisions')
    .select(['id', 'headline', 'language'])
    .where('article_id', '=', articleId)
    .where('id', 'in', (where) =>
      where.selectFrom('publications').select('revision_id').where('article_id', '=', articleId),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, { headline: row.headline ?? '', language: row.language as Language }]));
}

/** What readers see now: the published revision, and others that say the same, word for word. None of a withdrawn story. */
export async function findLiveRevisions(
  db: Db,
  { id, state, publishedRevisionId }: Pick<Article, 'id' | 'state' | 'publishedRevisionId'>,
): Promise<Set<number>> {
  if (state !== 'published' || publishedRevisionId === null) return new Set();
  const shown = await db.selectFrom('publications').select('revision_id').where('article_id', '=', id).execute();
  const ids = new Set([...shown.map((row) => row.revision_id), publishedRevisionId]);
  const said = await findTexts(db, [...ids]);
  const live = said.find((each) => each.id === publishedRevisionId)?.key;
  return new Set(said.filter(({ key }) => key === live).map((each) => each.id));
}

/** Versions that were saved on the way, and that readers never saw. */
export async function findUnseenRevisions(db: Db, articleId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('revisions')
    .select('id')
    .where('article_id', '=', articleId)
    .where('redacted_by', 'is', null)
    .where('id', 'not in', (where) =>
      where.selectFrom('publications').select('revision_id').where('article_id', '=', articleId),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether a redaction has taken the revision's words. */
export async function isBlank(db: Db, revisionId: number): Promise<boolean> {
  const row = await db.selectFrom('revisions').select('redacted_by').where('id', '=', revisionId).executeTakeFirst();
  return row !== undefined && row.redacted_by !== null;
}

/** Takes all words from the revisions, in the name of the ledger's row of the redaction. */
export async function blankRevisions(tx: Tx, revisionIds: number[], redactionId: number): Promise<void> {
  await tx
    .updateTable('revisions')
    .set({ ...blank, redacted_by: redactionId })
    .where('id', 'in', revisionIds)
    .where('redacted_by', 'is', null)
    .execute();
}
