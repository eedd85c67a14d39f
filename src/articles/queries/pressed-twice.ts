import type { Tx } from '../../db/database.ts';
import { before } from '../../text/moments.ts';

/** In milliseconds: when the same person asks for the same thing once more within this time, the button was pressed twice. */
const oneStroke = 5_000;

const begin = (now: string): string => before(now, oneStroke);

interface Making {
  by: number;
  /** As it was written into its first revision. */
  headline: string;
  body: string;
  sectionId: number | null;
  now: string;
}

/** The draft that this person has made just so a moment ago, and nobody has touched since. */
export async function findJustMade(
  tx: Tx,
  { by, headline, body, sectionId, now }: Making,
): Promise<{ articleId: number; revisionId: number } | null> {
  const made = await tx
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['articles.id as articleId', 'revisions.id as revisionId'])
    .where('articles.created_by', '=', by)
    .where('articles.updated_at', '>=', begin(now))
    .where('articles.created_at', '>=', begin(now))
    .where('articles.state', '=', 'draft')
    .where('articles.discarded_at', 'is', null)
    .where('headline', '=', headline)
    .where('body', '=', body)
    .where('section_id', sectionId === null ? 'is' : '=', sectionId)
    .orderBy('articles.id', 'desc')
    .executeTakeFirst();
  return made ?? null;
}

/** Whether this person has left this very note a moment ago. */
export async function isJustNoted(
  tx: Tx,
  { articleId, by, text, now }: { articleId: number; by: number; text: string; now: string },
): Promise<boolean> {
  const note = await tx
    .selectFrom('story_notes')
    .select('id')
    .where('article_id', '=', articleId)
    .where('created_by', '=', by)
    .where('created_at', '>=', begin(now))
    .where('text', '=', text)
    .executeTakeFirst();
  return note !== undefined;
}
