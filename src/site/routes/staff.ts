import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { sessionOf } from '../../http/sessions.ts';
import { findStaffFacts, type StaffFacts } from '../queries/staff.ts';

/** What the newsroom sees above the story, where the browser is one of its people's: then the page is that person's own. */
export async function staffFactsOf(
  context: Context,
  response: Response,
  articleId: number,
): Promise<StaffFacts | null> {
  const actor = sessionOf(response)?.actor ?? null;
  const facts = await findStaffFacts(context.db.reader, actor, articleId);
  if (facts) response.set('Cache-Control', 'private, no-store');
  return facts;
}
