import type { Db, Tx } from '../../db/database.ts';
import { indexWorking } from '../../search/queries/working.ts';

/** What the newest revisions of these say is what the newsroom's search finds of them; nothing where a redaction took it. */
export async function indexNewest(tx: Tx, articleIds: number[]): Promise<void> {
  const rows = await tx
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['articles.id', 'headline', 'standfirst', 'body'])
    .where('articles.id', 'in', articleIds)
    .execute();
  for (const { id, headline, standfirst, body } of rows) {
    await indexWorking(tx, { id, title: headline ?? '', standfirst: standfirst ?? '', text: body ?? '' });
  }
}

/** All stories and pages that have a text, but for those that are discarded; or those whose text the newsroom's search does not know. */
export async function findWritten(db: Db, { missing } = { missing: false }): Promise<number[]> {
  const rows = await db
    .selectFrom('articles')
    .select('articles.id')
    .where('revision_id', 'is not', null)
    .where('discarded_at', 'is', null)
    .$if(missing, (query) =>
      query
        .leftJoin('working_texts', 'working_texts.article_id', 'articles.id')
        .where('working_texts.article_id', 'is', null),
    )
    .orderBy('articles.id')
    .execute();
  return rows.map(({ id }) => id);
}
