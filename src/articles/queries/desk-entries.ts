import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/database.ts';

/** In place of a person: the entries of everybody's list. */
export const everybody = 0;
/** In place of a person: the entries of what they are to write. */
export const assignedTo = (personId: number): number => -personId;
/** In place of a time of publication. */
export const never = '0000-01-01T00:00:00.000Z';

/** Puts the story on the newsroom's lists as it is now, and counts it there. A page stands on none, nor does a discarded draft. */
export async function showOnDesk(tx: Tx, articleId: number): Promise<void> {
  await leaveDesk(tx, articleId);
  await insertEntries(tx, sql`a.id = ${articleId}`);
  await count(tx, articleId, 1);
}

/** Takes the story off the lists and out of their counts. */
export async function leaveDesk(tx: Tx, articleId: number): Promise<void> {
  await count(tx, articleId, -1);
  await tx.deleteFrom('desk_entries').where('article_id', '=', articleId).execute();
}

/** What was filed in the section is filed in the other one. */
export async function moveSectionOnDesk(tx: Tx, { from, into }: { from: number; into: number }): Promise<void> {
  await tx.updateTable('desk_entries').set({ section_id: into }).where('section_id', '=', from).execute();
}

/** Makes all entries and counts again. */
export async function rebuildDesk(tx: Tx): Promise<void> {
  await tx.deleteFrom('desk_entries').execute();
  await tx.deleteFrom('desk_counts').execute();
  await insertEntries(tx, sql`1 = 1`);
  await sql`insert into desk_counts (person_id, state, count)
    select person_id, state, count(*) from desk_entries group by person_id, state`.execute(tx);
}

const count = (tx: Tx, articleId: number, by: 1 | -1) =>
  sql`insert into desk_counts (person_id, state, count)
    select person_id, state, ${sql.lit(by)} from desk_entries where article_id = ${articleId}
    on conflict (person_id, state) do update set count = desk_counts.count + ${sql.lit(by)}`.execute(tx);

async function insertEntries(tx: Tx, which: RawBuilder<unknown>): Promise<void> {
  const stories = sql`from articles a join revisions r on r.id = a.revision_id left join sections s on s.id = r.section_id`;
  const columns = sql`a.state, coalesce(s.merged_into, s.id, 0),
    case when a.state = 'published' and a.revision_id <> a.published_revision_id then 1 else 0 end,
    a.updated_at, coalesce(a.published_at, ${sql.lit(never)})`;
  const listed = sql`a.kind = 'story' and a.discarded_at is null`;
  const tasks = sql`join assignments task on task.article_id = a.id where task.assignee_id is not null`;
  const into = sql`insert into desk_entries
    (article_id, person_id, bylined, state, section_id, has_changes, updated_at, published_at)`;
  await sql`${into}
    select a.id, ${sql.lit(everybody)}, 0, ${columns} ${stories} where ${listed} and ${which}
    union all
    select a.id, byline.person_id, 1, ${columns} ${stories}
      join revision_authors byline on byline.revision_id = a.revision_id where ${listed} and ${which}
    union all
    select a.id, a.created_by, 0, ${columns} ${stories} where ${listed} and ${which} and not exists
      (select 1 from revision_authors own where own.revision_id = a.revision_id and own.person_id = a.created_by)
    union all
    select a.id, task.assignee_id, 0, ${columns} ${stories} ${tasks} and ${listed} and ${which}
      and task.assignee_id <> a.created_by and not exists
      (select 1 from revision_authors own where own.revision_id = a.revision_id and own.person_id = task.assignee_id)
    union all
    select a.id, -task.assignee_id, 0, ${columns} ${stories} ${tasks} and ${listed} and ${which}`.execute(tx);
}
