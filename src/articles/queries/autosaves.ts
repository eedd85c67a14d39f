import type { Db, Tx } from '../../db/database.ts';
import type { ArticleKind } from '../../db/tables.ts';
import type { Autosave } from '../article/autosave.ts';

interface Whose {
  personId: number;
  draft: string;
}

/** Null where there is none, where it was saved or discarded, and where it is somebody else's. */
export async function findAutosave(db: Db, { personId, draft }: Whose): Promise<Autosave | null> {
  const row = await texts(db, personId).where('draft', '=', draft).executeTakeFirst();
  return row ? autosaveOf(row) : null;
}

/** That the text was there and was saved, discarded or taken since. */
export async function isSettled(db: Db, { personId, draft }: Whose): Promise<boolean> {
  const row = await db
    .selectFrom('autosaves')
    .select('draft')
    .where('person_id', '=', personId)
    .where('draft', '=', draft)
    .where('form', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** What these sittings, which began as new ones, were saved as, with its first version; null where nothing was, or it is gone. */
export async function findMade(
  db: Db,
  { personId, drafts }: { personId: number; drafts: string[] },
): Promise<{ articleId: number; revisionId: number } | null> {
  if (drafts.length === 0) return null;
  const row = await db
    .selectFrom('autosaves')
    .innerJoin('articles', 'articles.id', 'autosaves.article_id')
    .innerJoin('revisions', 'revisions.article_id', 'articles.id')
    .select(['articles.id as articleId', 'revisions.id as revisionId'])
    .where('person_id', '=', personId)
    .where('draft', 'in', drafts)
    .where('form', 'is', null)
    .where('discarded_at', 'is', null)
    .orderBy('revisions.id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Of one story, or of new ones of a kind: the newest first. */
export async function findAutosaves(
  db: Db,
  of: { personId: number; articleId: number | null; kind: ArticleKind; limit: number },
): Promise<Autosave[]> {
  const { articleId } = of;
  const rows = await texts(db, of.personId)
    .$if(articleId === null, (query) => query.where('article_id', 'is', null).where('kind', '=', of.kind))
    .$if(articleId !== null, (query) => query.where('article_id', '=', articleId))
    .orderBy('written_at', 'desc')
    .orderBy('draft')
    .limit(of.limit)
    .execute();
  return rows.map(autosaveOf);
}

const texts = (db: Db, personId: number) =>
  db
    .selectFrom('autosaves')
    .select(['draft', 'kind', 'turn', 'form'])
    .select(['article_id as articleId', 'revision_id as revisionId', 'written_at as writtenAt'])
    .where('person_id', '=', personId)
    .where('form', 'is not', null);

const autosaveOf = ({ form, ...row }: Omit<Autosave, 'form'> & { form: string | null }): Autosave => ({
  ...row,
  form: JSON.parse(form ?? '{}'),
});

/** `older` where a newer text of the sitting is there already, `settled` where it was saved or discarded. */
export type Kept = 'kept' | 'older' | 'settled';

/** In place of what the sitting had before. */
export async function writeAutosave(tx: Tx, personId: number, autosave: Autosave): Promise<Kept> {
  const { draft, turn } = autosave;
  const present = await tx
    .selectFrom('autosaves')
    .select(['turn', 'form'])
    .where('person_id', '=', personId)
    .where('draft', '=', draft)
    .executeTakeFirst();
  if (present?.form === null) return 'settled';
  if (present && present.turn >= turn) return 'older';
  const columns = {
    ...{ article_id: autosave.articleId, kind: autosave.kind, revision_id: autosave.revisionId, turn },
    ...{ form: JSON.stringify(autosave.form), written_at: autosave.writtenAt },
  };
  await tx
    .insertInto('autosaves')
    .values({ person_id: personId, draft, ...columns })
    .onConflict((conflict) => conflict.columns(['person_id', 'draft']).doUpdateSet(columns))
    .execute();
  return 'kept';
}

/** What of these sittings is not saved is forgotten, and what is still on its way from a browser is not taken any more. */
export async function settleAutosaves(
  tx: Tx,
  { personId, drafts, ...of }: { personId: number; drafts: string[]; articleId: number | null; now: string },
): Promise<void> {
  const columns = { article_id: of.articleId, form: null, written_at: of.now };
  for (const draft of drafts) {
    await tx
      .insertInto('autosaves')
      .values({ ...{ person_id: personId, draft, kind: 'story', revision_id: null, turn: 0 }, ...columns })
      .onConflict((conflict) => conflict.columns(['person_id', 'draft']).doUpdateSet(columns))
      .execute();
  }
}

/** Everybody's of a story, with what says whether a redaction is about it. */
export async function findAutosavesOfAll(tx: Tx, articleId: number): Promise<(Whose & Autosave)[]> {
  const rows = await tx
    .selectFrom('autosaves')
    .select(['draft', 'kind', 'turn', 'form', 'person_id as personId'])
    .select(['article_id as articleId', 'revision_id as revisionId', 'written_at as writtenAt'])
    .where('article_id', '=', articleId)
    .where('form', 'is not', null)
    .execute();
  return rows.map(({ personId, ...row }) => ({ personId, ...autosaveOf(row) }));
}

/** Those last written before then; how many there were. */
export async function removeAutosaves(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom('autosaves').where('written_at', '<', before).execute();
}

/** All that somebody typed and did not save. */
export async function removeAutosavesOf(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('autosaves').where('person_id', '=', personId).execute();
}

export async function hasAutosaves(db: Db, before: string): Promise<boolean> {
  const row = await db.selectFrom('autosaves').select('draft').where('written_at', '<', before).limit(1).execute();
  return row.length > 0;
}
