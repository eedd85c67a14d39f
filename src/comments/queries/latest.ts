import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { PublishedComment } from '../comment.ts';
import { asPublished, withAuthors } from './shown.ts';

/** Comments in the feed of a story. */
const feedLength = 50;

const latestOf = compiled({ article: Number }, (db, { article }) =>
  withAuthors(db)
    .where('comment.article_id', '=', article)
    .where('comment.state', '=', 'published')
    .orderBy('comment.id', 'desc')
    .limit(feedLength),
);

/** Of a story, whatever they answer; the newest first. */
export async function findLatest(db: Db, articleId: number): Promise<PublishedComment[]> {
  return (await latestOf(db, { article: articleId })).map(asPublished);
}
