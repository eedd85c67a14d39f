import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf } from '../../http/sessions.ts';
import { findSections } from '../../topics/queries.ts';
import { isPossible } from '../article.ts';
import { conflictPage } from '../pages/conflict.ts';
import { formOfRevision } from '../pages/form.ts';
import { publishPage } from '../pages/publish.ts';
import { findNames } from '../queries/editing.ts';
import { findRevision } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, savedForm } from './editor.ts';

/** The sheet on which changes to a live story are published: what readers will see change, and what kind of change it is. */
export async function showChanges(
  context: DeskContext,
  response: Response,
  shown: { articleId: number; form: Form; error?: unknown; errors?: FieldErrors },
): Promise<void> {
  if (shown.error !== undefined && !(shown.error instanceof Invalid)) throw shown.error;
  const { article, editing } = await findForEditor(context, response, shown.articleId);
  if (!isPossible('publishChanges', article.state) || article.publishedRevisionId === null) {
    throw new Conflict('Readers do not see this story now, so there are no changes to publish.');
  }
  const db = context.db.reader;
  const published = await findRevision(db, article.publishedRevisionId);
  if (!published) throw new Error(`The published revision of story ${article.id} is missing.`);
  const before = savedForm(article, { ...editing, ...(await findNames(db, published)), revision: published });
  const after = savedForm(article, editing);
  const errors = shown.error instanceof Invalid ? shown.error.fields : {};
  const { form } = shown;
  const reports = await context.readersReports.beside(actorOf(response), article.id, form);
  const place = { site: await readSite(db), now: context.now(), sections: await findSections(db) };
  await sendPage(context, response, publishPage({ article, before, after, form, reports, errors }, place));
}

/** Somebody else saved meanwhile: both texts side by side, and nothing lost. */
export async function showConflict(
  context: Context,
  response: Response,
  { articleId, form }: { articleId: number; form: Form },
): Promise<void> {
  const { article, editing } = await findForEditor(context, response, articleId);
  const theirs = formOfRevision(editing.revision, editing, editing.revision.id);
  const place = {
    site: await readSite(context.db.reader),
    now: context.now(),
    sections: await findSections(context.db.reader),
  };
  await sendPage(
    context,
    response,
    conflictPage({ article, theirs, mine: form, who: editing.updatedBy ?? 'Somebody' }, place),
  );
}
