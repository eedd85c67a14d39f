import type { Db, Tx } from '../../db/database.ts';
import { showOnDesk } from './desk-entries.ts';

/** What the newsroom means to do with a story. */
export interface Assignment {
  articleId: number;
  /** Who is to write it. */
  assignee: Named | null;
  editor: Named | null;
  /** When it is to be out. */
  plannedAt: string | null;
  brief: string;
}

interface Named {
  id: number;
  name: string;
}

/** Null where nothing is planned. */
export async function findAssignment(db: Db, articleId: number): Promise<Assignment | null> {
  return (await findAssignments(db, [articleId])).get(articleId) ?? null;
}

/** By story; those for which nothing is planned are not in it. */
export async function findAssignments(db: Db, articleIds: number[]): Promise<Map<number, Assignment>> {
  if (articleIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('assignments')
    .leftJoin('people as assignee', 'assignee.id', 'assignments.assignee_id')
    .leftJoin('people as editor', 'editor.id', 'assignments.editor_id')
    .select(['article_id as articleId', 'planned_at as plannedAt', 'brief'])
    .select(['assignee.id as assigneeId', 'assignee.name as assigneeName'])
    .select(['editor.id as editorId', 'editor.name as editorName'])
    .where('article_id', 'in', articleIds)
    .execute();
  return new Map(
    rows.map(({ articleId, plannedAt, brief, ...row }) => [
      articleId,
      {
        ...{ articleId, plannedAt, brief },
        assignee: named(row.assigneeId, row.assigneeName),
        editor: named(row.editorId, row.editorName),
      },
    ]),
  );
}

const named = (id: number | null, name: string | null): Named | null =>
  id === null || name === null ? null : { id, name };

export interface Plan {
  assigneeId: number | null;
  editorId: number | null;
  plannedAt: string | null;
  brief: string;
}

/** In place of what was planned; the story stands on the list of who is to write it from now on. */
export async function writeAssignment(tx: Tx, articleId: number, plan: Plan): Promise<void> {
  const { assigneeId: assignee_id, editorId: editor_id, plannedAt: planned_at, brief } = plan;
  await tx.deleteFrom('assignments').where('article_id', '=', articleId).execute();
  const isEmpty = assignee_id === null && editor_id === null && planned_at === null && brief === '';
  const row = { article_id: articleId, assignee_id, editor_id, planned_at, brief };
  if (!isEmpty) await tx.insertInto('assignments').values(row).execute();
  await showOnDesk(tx, articleId);
}

/** The time stays planned where none was. */
export async function keepTime(tx: Tx, articleId: number, at: string | null): Promise<void> {
  await tx
    .insertInto('assignments')
    .values({ article_id: articleId, assignee_id: null, editor_id: null, planned_at: at, brief: '' })
    .onConflict((conflict) =>
      conflict.column('article_id').doUpdateSet({ planned_at: at }).where('assignments.planned_at', 'is', null),
    )
    .execute();
}
