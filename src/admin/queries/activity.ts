import type { Db } from '../../db/database.ts';

/** Parts of the newsroom by which what happened is filtered, with the first words of their actions. */
export const activityKinds = {
  stories: ['article', 'template', 'media', 'recording', 'document'],
  comments: ['comment'],
  reports: ['report'],
  filing: ['section', 'topic', 'series', 'redirect', 'byline'],
  people: ['person', 'set_up'],
  site: ['site', 'breaking', 'front', 'demo'],
} as const;

export type ActivityKind = keyof typeof activityKinds;

export interface ActivityFilter {
  personId: number | null;
  kind: ActivityKind | null;
  /** From then on, and before then; times. */
  from: string | null;
  until: string | null;
  /** Who signed in and out is for administrators. */
  withPeople: boolean;
}

export interface Happened {
  id: number;
  at: string;
  /** Null where nobody of the newsroom did it. */
  person: string | null;
  action: string;
  subject: string;
  names: string;
}

/** What happened, newest first. */
export function findActivity(
  db: Db,
  { personId, kind, from, until, withPeople }: ActivityFilter,
  { before, limit }: { before: { at: string; id: number } | null; limit: number },
): Promise<Happened[]> {
  return (
    db
      .selectFrom('events')
      .leftJoin('people', 'people.id', 'events.person_id')
      .select(['events.id', 'events.at', 'people.name as person', 'events.action', 'events.subject', 'events.names'])
      // It is there for the pages that show its number.
      .where('events.action', '<>', 'comment.recommended')
      .$if(personId !== null, (query) => query.where('events.person_id', '=', personId))
      .$if(kind !== null, (query) =>
        query.where((where) =>
          where.or(activityKinds[kind ?? 'site'].map((first) => where('events.action', 'like', `${first}.%`))),
        ),
      )
      .$if(!withPeople, (query) =>
        query.where('events.action', 'not like', 'person.%').where('events.action', 'not like', 'set_up.%'),
      )
      .$if(from !== null, (query) => query.where('events.at', '>=', from ?? ''))
      .$if(until !== null, (query) => query.where('events.at', '<', until ?? ''))
      // The first condition is what an index goes by; without it a page far back reads all pages before it.
      .$if(before !== null, (query) =>
        query
          .where('events.at', '<=', before?.at ?? '')
          .where(({ eb, or }) => or([eb('events.at', '<', before?.at ?? ''), eb('events.id', '<', before?.id ?? 0)])),
      )
      .orderBy('events.at', 'desc')
      .orderBy('events.id', 'desc')
      .limit(limit)
      .execute()
  );
}

/** What an event is about, as far as it is still there. */
export interface Subject {
  /** A headline or a name; '' of a story without a headline. */
  name: string;
  language: string;
  /** The story; null for what is none, and about none. */
  articleId: number | null;
  isPage: boolean;
}

/** By `kind:id`; what is gone is not in it. */
export async function findSubjects(db: Db, subjects: string[]): Promise<Map<string, Subject>> {
  const idsOf = (kind: string) =>
    [...new Set(subjects.filter((subject) => subject.startsWith(`${kind}:`)))].map((subject) =>
      Number(subject.slice(kind.length + 1)),
    );
  const [comments, reports] = await Promise.all([
    about(db, 'comments', idsOf('comment')),
    about(db, 'error_reports', idsOf('report')),
  ]);
  const stories = await headlines(db, [...idsOf('article'), ...[...comments, ...reports].map((row) => row.articleId)]);
  const found = new Map([...stories].map(([id, story]) => [`article:${id}`, story]));
  for (const [kind, rows] of [
    ['comment', comments],
    ['report', reports],
  ] as const) {
    for (const { id, articleId } of rows) {
      const story = stories.get(articleId);
      if (story) found.set(`${kind}:${id}`, story);
    }
  }
  for (const [kind, table] of [
    ['section', 'sections'],
    ['topic', 'topics'],
    ['series', 'series'],
    ['person', 'people'],
    ['template', 'templates'],
  ] as const) {
    for (const { id, name } of await names(db, table, idsOf(kind))) {
      found.set(`${kind}:${id}`, { name, language: '', articleId: null, isPage: false });
    }
  }
  return found;
}

const about = async (db: Db, table: 'comments' | 'error_reports', ids: number[]) =>
  ids.length === 0
    ? []
    : db.selectFrom(table).select(['id', 'article_id as articleId']).where('id', 'in', ids).execute();

const names = async (db: Db, table: 'sections' | 'topics' | 'series' | 'people' | 'templates', ids: number[]) =>
  ids.length === 0 ? [] : db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute();

async function headlines(db: Db, ids: number[]): Promise<Map<number, Subject>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['articles.id', 'articles.kind', 'revisions.headline', 'revisions.language'])
    .where('articles.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({ id, kind, headline, language }) => [
      id,
      { name: headline ?? '', language, articleId: id, isPage: kind === 'page' },
    ]),
  );
}
