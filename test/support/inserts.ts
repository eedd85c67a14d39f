/** What the visual editor asks for, for the test of every route: a story that readers see, a picture of the library, an upload. */

import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { type AddedStory, addColour } from './stories.ts';

export async function askInsert(
  context: Context,
  pattern: string,
  { by, story }: { by: Actor; story: () => Promise<AddedStory> },
): Promise<string | null> {
  if (!pattern.startsWith('/admin/inserts')) return null;
  if (pattern.endsWith('/story')) return `${pattern}?at=${encodeURIComponent((await story()).path)}`;
  return pattern.replace(':id', String((await addColour(context, by, '#3c3')).id));
}
