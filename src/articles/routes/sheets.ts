import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { findSections } from '../../topics/queries.ts';
import type { MergedForms } from '../article/merging.ts';
import { conflictPage } from '../pages/conflict.ts';
import { findForEditor, savedForm } from './editor.ts';

/** Somebody else saved meanwhile: both texts side by side, and nothing lost. */
export async function showConflict(
  context: Context,
  response: Response,
  { articleId, form, merged }: { articleId: number; form: Form; merged: MergedForms | null },
): Promise<void> {
  const { article, editing } = await findForEditor(context, response, articleId);
  const theirs = { ...savedForm(article, editing), ...merged?.theirs };
  const place = {
    site: await readSite(context.db.reader),
    now: context.now(),
    sections: await findSections(context.db.reader),
  };
  await sendPage(
    context,
    response,
    conflictPage(
      { article, theirs, mine: form, taken: merged?.taken ?? [], who: editing.updatedBy ?? 'Somebody' },
      place,
    ),
  );
}
