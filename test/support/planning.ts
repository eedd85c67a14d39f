/** What the routes of holds, discarded drafts, assignments and filing are asked about, new each time, for tests of every route. */

import type { Person } from '../../src/accounts/person.ts';
import { discard } from '../../src/articles/actions/discards.ts';
import { hold } from '../../src/articles/actions/hold.ts';
import type { Context } from '../../src/context.ts';
import { addStory, type Fate } from './stories.ts';

let count = 0;

/** What a draft can be besides, and what it is first. */
export const planningFates: Record<string, Fate> = { held: 'draft', discarded: 'draft' };

/** Their forms, by the end of their address, as their pages would send them about this story. */
export const planningForms = (story: {
  articleId: number;
  revisionId: number;
}): Record<string, Record<string, string>> => ({
  assignment: { assignee: '', assignedEditor: '', plannedAt: '2026-12-01T09:00', brief: 'Ask them.' },
  assignments: { headline: 'To be written', assignee: '', plannedAt: '', brief: '' },
  hold: { heldFor: 'the lawyer', holdReason: 'By advice.' },
  filing: { revision: String(story.revisionId), comments: 'closed' },
  bulk: { story: String(story.articleId), act: 'comments', setComments: 'closed' },
});

/** Those that change something, and what the draft is that they are about. */
const about: Record<string, string> = {
  '/admin/assignments': 'draft',
  '/admin/articles/:id/assignment': 'draft',
  '/admin/articles/:id/filing': 'draft',
  '/admin/bulk': 'draft',
  '/admin/articles/:id/hold': 'draft',
  '/admin/articles/:id/lift': 'held',
  '/admin/articles/:id/discard': 'draft',
  '/admin/articles/:id/bring-back': 'discarded',
  '/admin/articles/:id/delete': 'discarded',
};
export const planningPosts = Object.keys(about);

/** Makes of a draft what `planningFates` names; of other stories nothing. */
export async function settle(
  context: Context,
  by: Person,
  { articleId, state }: { articleId: number; state: string },
): Promise<void> {
  if (state === 'held') await hold(context, by, { articleId, heldFor: 'the desk', reason: 'By advice.' });
  if (state === 'discarded') await discard(context, by, articleId);
}

export async function askPlanning(context: Context, pattern: string, by: Person, sectionId: number) {
  count += 1;
  const content = { headline: `Planned ${count}`, sectionId };
  const story = await addStory(context, { editor: by, content, fate: 'draft' });
  const { articleId } = story;
  await settle(context, by, { articleId, state: about[pattern] ?? 'draft' });
  return {
    path: pattern.replace(':id', String(articleId)),
    fields: planningForms(story)[pattern.split('/').at(-1) ?? ''] ?? {},
  };
}
