import { insertPassed } from '../../src/articles/queries/passed-checks.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';

/** A check of the story that was passed over, as a task of the desk. @returns its id */
export async function addTask({ db, now }: Context, by: Actor, articleId: number): Promise<number> {
  const passed = { check: 'alt', subjects: ['pictureAlt'], reason: 'The photographer is asked.' };
  await db.transaction((tx) => insertPassed(tx, { ...passed, articleId, at: now(), byId: by.id }));
  const newest = db.reader.selectFrom('passed_checks').select('id').orderBy('id', 'desc');
  return (await newest.executeTakeFirstOrThrow()).id;
}

/** The form that closes a new one. */
export const closing = async (context: Context, by: Actor, articleId: number) => ({
  path: `/admin/articles/${articleId}/tasks/${await addTask(context, by, articleId)}/close`,
  fields: {},
});
