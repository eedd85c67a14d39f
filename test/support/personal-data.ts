/** What is kept of a person, new each time, for tests of every route. */

import { addLink } from '../../src/comments/queries/personal-data-links.ts';
import { makeToken } from '../../src/text/tokens.ts';
import { password } from './factories.ts';
import { addCommentOf, type Moderating } from './moderating.ts';

interface Prepared {
  path: string;
  fields: Record<string, string>;
}

/** As routes are named. */
export const personalDataPosts = [
  ...['/your-data', '/your-data/:token/erase'],
  ...['/admin/personal-data', '/admin/personal-data/export', '/admin/personal-data/erase'],
];

/** Null for a route that is none of these. */
export async function askPersonalData(moderating: Moderating, pattern: string): Promise<Prepared | null> {
  if (!/^\/(your-data|admin\/personal-data)/.test(pattern)) return null;
  const { context } = moderating;
  const id = await addCommentOf({ ...moderating, path: (await moderating.story()).path });
  const row = context.db.reader.selectFrom('comments').select('email').where('id', '=', id);
  const { email } = await row.executeTakeFirstOrThrow();
  const token = makeToken();
  if (pattern.includes(':token')) {
    await context.db.transaction((tx) => addLink(tx, { token, email, now: context.now() }));
  }
  return { path: pattern.replace(':token', token), fields: { email, password } };
}
