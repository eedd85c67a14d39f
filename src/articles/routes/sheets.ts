import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { findSections } from '../../topics/queries.ts';
import { conflictPage } from '../pages/conflict.ts';
import { formOfRevision } from '../pages/form.ts';
import { findForEditor } from './editor.ts';

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
