import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Form } from '../../http/forms.ts';
import { actorOf } from '../../http/sessions.ts';
import { besideFields } from '../forms/autosave.ts';
import { formOfAssignment } from '../pages/assignment.ts';
import { findAssignment } from '../queries/assignments.ts';
import { findForEditor, savedForm } from './editor.ts';
import { keepAside } from './keeping.ts';

export type BesideField = (typeof besideFields)[number];

interface Pressed {
  articleId: number;
  form: Form;
  /** What the pressed button was about. */
  used: readonly BesideField[];
}

/**
 * What was written beside the story for another button than the one that was pressed stays on the page: it is kept as a text that was
 * not saved. @returns what the address of the page needs for that; '' where there is nothing
 */
export async function keepBeside(
  context: Context,
  response: Response,
  { articleId, form, used }: Pressed,
): Promise<string> {
  const db = context.db.reader;
  const planned = formOfAssignment(await findAssignment(db, articleId), await readSite(db));
  const typed = besideFields.filter(
    (name) => !used.includes(name) && form[name] !== undefined && form[name].trim() !== (planned[name] ?? ''),
  );
  if (typed.length === 0) return '';
  const { article, editing } = await findForEditor(context, response, articleId);
  const kept = Object.fromEntries(['draft' as const, ...typed].map((name) => [name, form[name] ?? '']));
  const saved = savedForm(article, editing);
  return `&take=${await keepAside(context, actorOf(response), { articleId, form: { ...saved, ...kept } })}`;
}
