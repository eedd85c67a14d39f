import { findPeople } from '../../accounts/queries.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { presentSince } from '../article/presence.ts';
import { noReads, type Reads } from '../article/reads.ts';
import type { Article } from '../article.ts';
import type { EditorState } from '../pages/editor-state.ts';
import { mostNotes } from '../pages/notes.ts';
import { mostPreviews } from '../pages/preview-links.ts';
import { mostTemplates } from '../pages/templates.ts';
import { canAssign, canKeepTemplates } from '../policy.ts';
import { findAssignment } from '../queries/assignments.ts';
import { type Editing, findReviewers } from '../queries/editing.ts';
import { findHold } from '../queries/holds.ts';
import { findNotes } from '../queries/notes.ts';
import { findPresent, type Present } from '../queries/presence.ts';
import { findPreviewAnswers, findPreviewLinks } from '../queries/preview-links.ts';
import { findReads } from '../queries/reads.ts';
import { findTemplates } from '../queries/templates.ts';
import type { DeskContext } from './desk.ts';

type Beside = Pick<
  EditorState,
  | 'saved'
  | 'notes'
  | 'previews'
  | 'templates'
  | 'reports'
  | 'hold'
  | 'assignment'
  | 'people'
  | 'present'
  | 'reviewers'
  | 'reads'
>;

const nothingBeside: Beside = {
  ...{ saved: null, notes: [], previews: { links: [], answers: [] }, templates: [], reports: null, present: [] },
  ...{ hold: null, assignment: null, people: [], reviewers: [], reads: noReads },
};

/** What stands beside the text of a story; nothing beside a new one. */
export async function findBeside(
  context: DeskContext,
  actor: Actor,
  found: { article: Article; editing: Editing } | null,
): Promise<Beside> {
  const db = context.db.reader;
  if (!found) return { ...nothingBeside, reviewers: await findReviewers(db, actor) };
  const { article, editing } = found;
  return {
    saved: editing.revision,
    reviewers: article.state === 'draft' ? await findReviewers(db, actor) : [],
    notes: await findNotes(db, article.id, mostNotes),
    previews: {
      links: await findPreviewLinks(db, article.id, mostPreviews),
      answers: await findPreviewAnswers(db, { articleId: article.id }, mostPreviews),
    },
    templates: canKeepTemplates(actor) ? await findTemplates(db, mostTemplates) : [],
    reports: await context.readersReports.beside(actor, article.id),
    hold: await findHold(db, article.id),
    assignment: await findAssignment(db, article.id),
    people: canAssign(actor) ? await findPeople(db) : [],
    reads: await readsOf(context, article),
    present: await findOthers(context, actor, article.id),
  };
}

async function readsOf({ db, now }: Context, { id }: Article): Promise<Reads> {
  const { zone } = await readSite(db.reader);
  return (await findReads(db.reader, [id], { now: now(), zone })).get(id) ?? noReads;
}

const findOthers = async ({ db, now }: Context, { id }: Actor, articleId: number): Promise<Present[]> =>
  (await findPresent(db.reader, [articleId], presentSince(now()))).filter(({ personId }) => personId !== id);
