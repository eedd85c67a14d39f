/** The live front and a prepared one, each changed once, for tests of every route. */

import type { Person } from '../../src/accounts/person.ts';
import type { Context } from '../../src/context.ts';
import { curate } from '../../src/front/actions/curate.ts';
import { prepareFront } from '../../src/front/actions/launch.ts';
import type { Act } from '../../src/front/front/change.ts';
import { findLive, findPrepared } from '../../src/front/queries/fronts.ts';
import { addPerson } from './factories.ts';

let count = 0;
/** One is enough, and a password takes its time. */
const editors = new WeakMap<Context, Person>();

const own = '/admin/front/prepared/:id';

/** Those that change something. */
export const frontPosts = [
  ...['/admin/front', '/admin/front/undo', '/admin/front/states/:state/revert', '/admin/front/prepared'],
  ...[own, `${own}/undo`, `${own}/states/:state/revert`, `${own}/launch`, `${own}/discard`],
];

/** Changes the front, whatever it is like: a story that is none is kept off. @param frontId null for the live one */
export async function changeFront(context: Context, by: Person, frontId: number | null): Promise<void> {
  count += 1;
  const act: Act = { act: 'out', articleId: 1_000_000 + count };
  await curate(context, by, { frontId, version: (await versionOf(context, frontId)).version, act });
}

/** What a form of the front's page has to know; 0 where nobody has curated. */
export async function versionOf({ db }: Context, frontId: number | null) {
  const front = frontId === null ? await findLive(db.reader) : await findPrepared(db.reader, frontId);
  return { version: front?.version ?? 0 };
}

/** Null for a route that is none of these. */
export async function askFront(context: Context, pattern: string) {
  if (!/^\/admin\/front\b/.test(pattern)) return null;
  const editor = editors.get(context) ?? (await addPerson(context, { role: 'editor' }));
  editors.set(context, editor);
  const id = pattern.includes(':id') ? await prepareFront(context, editor, `Prepared ${count}`) : null;
  await changeFront(context, editor, id);
  const { version } = await versionOf(context, id);
  const path = pattern.replace(':id', String(id)).replace(':state', String(version));
  const press = pattern.endsWith('/launch') ? 'now' : 'out';
  const fields = { version: String(version), press, article: '1000000', name: `Front ${count}` };
  return { path, fields: fields as Record<string, string> };
}
