import { slugOf } from '../../articles/article.ts';
import type { Db } from '../../db/database.ts';

/** What stands for the numbers of rows in files: those that `article:publish` takes. */
export interface Names {
  sections: ReadonlyMap<number, string>;
  topics: ReadonlyMap<number, string>;
  series: ReadonlyMap<number, string>;
  people: ReadonlyMap<number, string>;
  /** Names of the files of pictures. */
  pictures: ReadonlyMap<number, string>;
  /** The ends of the addresses of stories and pages. */
  slugs: ReadonlyMap<number, string>;
}

export async function readNames(db: Db): Promise<Names> {
  const sections = await db.selectFrom('sections').select(['id', 'slug as name']).execute();
  const topics = await db.selectFrom('topics').select(['id', 'name']).execute();
  const series = await db.selectFrom('series').select(['id', 'name']).execute();
  const people = await db.selectFrom('people').select(['id', 'name', 'email']).execute();
  const pictures = await db.selectFrom('media').select(['id', 'file as name']).execute();
  const stories = await db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.on(({ eb, fn }) =>
        eb('revisions.id', '=', fn.coalesce('articles.published_revision_id', 'articles.revision_id')),
      ),
    )
    .select(['articles.id', 'articles.kind', 'revisions.slug', 'revisions.headline'])
    .execute();
  return {
    sections: byId(sections),
    topics: byId(topics),
    series: byId(series),
    // Whoever has no account has no address either.
    people: byId(people.map(({ id, name, email }) => ({ id, name: email.startsWith('~') ? name : email }))),
    pictures: byId(pictures),
    slugs: byId(
      stories.map(({ id, kind, slug, headline }) => ({ id, name: slugOf({ slug, headline: headline ?? '' }, kind) })),
    ),
  };
}

const byId = (rows: readonly { id: number; name: string }[]): Map<number, string> =>
  new Map(rows.map(({ id, name }) => [id, name]));
