import { randomUUID } from 'node:crypto';
import { keepAutosave } from '../../src/articles/actions/autosave.ts';
import { beThere } from '../../src/articles/actions/presence.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';

/* What the editor's script sends while somebody has a story open, for tests of every route. */

/** The fields of an autosave that nobody else sends. */
export const typedBy = ({ id }: Pick<Actor, 'id'>) => ({
  ...{ draft: randomUUID(), turn: '1', person: String(id), revision: '', headline: 'Typed', body: 'Not saved.' },
});

/** Text of theirs for a new story that was not saved. @returns its name */
export async function addUnsaved(context: Context, by: Actor, form = { body: 'Not saved.' }): Promise<string> {
  const draft = randomUUID();
  const typed = { draft, takes: '', articleId: null, kind: 'story', revisionId: null, turn: 1, form } as const;
  await keepAutosave(context, by, typed);
  return draft;
}

type Prepared = { path: string; fields: Record<string, string> };

/** Something that each route would do if it were asked from our own pages. */
export const unsavedPosts = (
  by: () => Actor,
  of: { context: () => Context; story: () => Promise<{ articleId: number }> },
): Record<string, () => Promise<Prepared>> => ({
  'POST /admin/articles/new/autosave': async () => ({ path: '/admin/articles/new/autosave', fields: typedBy(by()) }),
  'POST /admin/pages/new/autosave': async () => ({ path: '/admin/pages/new/autosave', fields: typedBy(by()) }),
  'POST /admin/articles/:id/autosave': async () => ({
    path: `/admin/articles/${(await of.story()).articleId}/autosave`,
    fields: typedBy(by()),
  }),
  'POST /admin/articles/:id/presence': async () => ({
    path: `/admin/articles/${(await of.story()).articleId}/presence`,
    fields: { revision: '' },
  }),
  'POST /admin/articles/:id/presence/leave': async () => {
    const { articleId } = await of.story();
    await beThere(of.context(), by(), articleId);
    return { path: `/admin/articles/${articleId}/presence/leave`, fields: {} };
  },
  'POST /admin/autosaves/:draft/discard': async () => ({
    path: `/admin/autosaves/${await addUnsaved(of.context(), by())}/discard`,
    fields: {},
  }),
});

/** What is done for a script is answered with 200, or with nothing. */
export function unsavedAnswer(route: string): number | null {
  if (route.endsWith('/presence/leave')) return 204;
  return /\/(autosave|presence)$/.test(route) ? 200 : null;
}
