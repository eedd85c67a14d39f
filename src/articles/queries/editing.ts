import { type Person, whoIs, writtenName } from '../../accounts/person.ts';
import { findContributors, findPeopleByIds } from '../../accounts/queries/contributors.ts';
import { findPeople } from '../../accounts/queries.ts';
import type { Db } from '../../db/database.ts';
import { findDocumentLibrary } from '../../media/queries/documents.ts';
import { findRecordingLibrary } from '../../media/queries/recordings.ts';
import { findMedia } from '../../media/queries.ts';
import { findSections, findSeries, findTopicsByIds } from '../../topics/queries.ts';
import type { Article, Content, Revision } from '../article.ts';
import { findHistory, type HistoryEntry } from './desk.ts';
import { findRevision } from './writing.ts';

/** What an editor sees of a story beside its text: names in place of ids, and what happened to it. */
export interface Editing {
  revision: Revision;
  topicNames: string[];
  /** As accounts/person.ts writes and reads them. */
  authorNames: string[];
  /** '' for none. */
  seriesName: string;
  /** Address of the story that this one translates, or its id while it has none. */
  original: string;
  /** Where it stands on the reading side, or will. */
  path: string | null;
  updatedBy: string | null;
  /** Who sent the draft back, or handed it in with a note; null where nobody did. */
  sentBackBy: string | null;
  /** Who is asked to review it; null where the whole desk is. */
  reviewer: string | null;
  history: HistoryEntry[];
}

/** Entries of the history that the editor's page shows. */
const historyLength = 20;

export async function findEditing(db: Db, article: Article): Promise<Editing> {
  const revision = await findRevision(db, article.revisionId);
  if (!revision) throw new Error(`The newest revision of story ${article.id} is missing.`);
  const [names, changers, path, sentBackBy, history] = await Promise.all([
    findNames(db, revision),
    findPeopleByIds(db, [article.updatedBy, article.reviewerId ?? article.updatedBy]),
    findPath(db, article.id),
    findSender(db, article),
    findHistory(db, article.id, historyLength),
  ]);
  const reviewer = article.reviewerId === null ? null : (changers[1]?.name ?? null);
  return { revision, ...names, path, updatedBy: changers[0]?.name ?? null, sentBackBy, reviewer, history };
}

async function findSender(db: Db, { id, state, note }: Article): Promise<string | null> {
  if ((state !== 'draft' && state !== 'review') || note === '') return null;
  const row = await db
    .selectFrom('events')
    .innerJoin('people', 'people.id', 'events.person_id')
    .select('people.name')
    .where('events.subject', '=', `article:${id}`)
    .where('events.action', '=', state === 'draft' ? 'article.sent_back' : 'article.submitted')
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Who can be asked to review a story: the desk, but for who asks. */
export const findReviewers = async (db: Db, actor: Pick<Person, 'id'>): Promise<Person[]> =>
  (await findPeople(db)).filter(({ id, role }) => id !== actor.id && (role === 'editor' || role === 'admin'));

/** Names in place of the ids that a revision holds. */
export async function findNames(
  db: Db,
  content: Pick<Content, 'topicIds' | 'authorIds' | 'seriesId' | 'translationOf'>,
): Promise<Pick<Editing, 'topicNames' | 'authorNames' | 'seriesName' | 'original'>> {
  const [topics, people, series, original] = await Promise.all([
    findTopicsByIds(db, content.topicIds),
    findContributors(db),
    content.seriesId === null ? null : findSeries(db, content.seriesId),
    content.translationOf === null ? '' : findPath(db, content.translationOf),
  ]);
  return {
    topicNames: topics.map(({ name }) => name),
    authorNames: content.authorIds.map((id) => {
      const person = people.find((each) => each.id === id);
      return person ? writtenName(person, people) : '';
    }),
    seriesName: series?.name ?? '',
    original: original ?? String(content.translationOf),
  };
}

/** Of names that an editor wrote, those that could be somebody's and are nobody's here. */
export async function findStrangers(db: Db, written: string[]): Promise<string[]> {
  const people = await findContributors(db);
  return [...new Set(written)].filter((name) => !/[@/]/.test(name) && !whoIs(people, name));
}

async function findPath(db: Db, articleId: number): Promise<string | null> {
  for (const table of ['published_articles', 'published_pages'] as const) {
    const row = await db.selectFrom(table).select('path').where('article_id', '=', articleId).executeTakeFirst();
    if (row) return row.path;
  }
  return null;
}

/** That are offered beside the address of a video or a document; older ones are found in the library. */
const newest = 50;

/** What every editor's page needs, a new story's too. */
export async function findChoices(db: Db, pictureId: number | null) {
  const [sections, pictures, recordings, documents] = await Promise.all([
    findSections(db),
    pictureId === null ? [] : findMedia(db, [pictureId]),
    findRecordingLibrary(db, { search: '', before: null, limit: newest }),
    findDocumentLibrary(db, { search: '', before: null, limit: newest }),
  ]);
  return { sections, picture: pictures[0] ?? null, recordings, documents };
}
