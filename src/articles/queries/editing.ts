import { findPeopleByIds } from '../../accounts/queries.ts';
import type { Db } from '../../db/database.ts';
import { findMedia } from '../../media/queries.ts';
import { findSections, findTopicsByIds } from '../../topics/queries.ts';
import type { Article, Content, Revision } from '../article.ts';
import { findHistory, type HistoryEntry } from './desk.ts';
import { findRevision } from './writing.ts';

/** What an editor sees of a story beside its text: names in place of ids, and what happened to it. */
export interface Editing {
  revision: Revision;
  topicNames: string[];
  authorNames: string[];
  /** Address of the story that this one translates, or its id while it has none. */
  original: string;
  /** Where it stands on the reading side, or will. */
  path: string | null;
  updatedBy: string | null;
  history: HistoryEntry[];
}

/** Entries of the history that the editor's page shows. */
const historyLength = 20;

export async function findEditing(db: Db, article: Article): Promise<Editing> {
  const revision = await findRevision(db, article.revisionId);
  if (!revision) throw new Error(`The newest revision of story ${article.id} is missing.`);
  const [names, changers, path, history] = await Promise.all([
    findNames(db, revision),
    findPeopleByIds(db, [article.updatedBy]),
    findPath(db, article.id),
    findHistory(db, article.id, historyLength),
  ]);
  return { revision, ...names, path, updatedBy: changers[0]?.name ?? null, history };
}

/** Names in place of the ids that a revision holds. */
export async function findNames(
  db: Db,
  content: Content,
): Promise<Pick<Editing, 'topicNames' | 'authorNames' | 'original'>> {
  const [topics, people, original] = await Promise.all([
    findTopicsByIds(db, content.topicIds),
    findPeopleByIds(db, content.authorIds),
    content.translationOf === null ? '' : findPath(db, content.translationOf),
  ]);
  const nameOf = (id: number) => people.find((person) => person.id === id)?.name ?? '';
  return {
    topicNames: topics.map(({ name }) => name),
    authorNames: content.authorIds.map(nameOf),
    original: original ?? String(content.translationOf),
  };
}

async function findPath(db: Db, articleId: number): Promise<string | null> {
  const row = await db
    .selectFrom('published_articles')
    .select('path')
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  return row?.path ?? null;
}

/** What every editor's page needs, a new story's too. */
export async function findChoices(db: Db, pictureId: number | null) {
  const [sections, pictures] = await Promise.all([
    findSections(db),
    pictureId === null ? [] : findMedia(db, [pictureId]),
  ]);
  return { sections, picture: pictures[0] ?? null };
}
