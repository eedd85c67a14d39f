import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf } from '../../http/sessions.ts';
import { AlreadyMade, EditConflict, type Saved, saveRevision } from '../actions/save.ts';
import { type MergedForms, mergeForms } from '../article/merging.ts';
import type { Article, ArticleKind, RevisionKind } from '../article.ts';
import { draftsIn } from '../forms/autosave.ts';
import { editorForm, type Press } from '../forms.ts';
import type { Notice } from '../pages/editor-state.ts';
import { differing } from '../pages/fields.ts';
import { mergedNoticeOf } from '../pages/merged.ts';
import { canSee } from '../policy.ts';
import { findEditing, findNames } from '../queries/editing.ts';
import { isBlank } from '../queries/redaction.ts';
import { findWritersSince } from '../queries/revisions.ts';
import { findArticle, findRevision } from '../queries/writing.ts';
import { savedForm } from './editor.ts';

/** How far the press of a button got. */
export interface Trial {
  form: Form;
  saved: Saved | null;
  /** The revision from which the form began, where what others saved since was merged with it. */
  mergedSince: number | null;
  /** What could be merged, where some of it could not. */
  merged: MergedForms | null;
}

const kinds: Partial<Record<Press, RevisionKind>> = { submit: 'submit', publish: 'publish' };

/** How often others may save between the merging and the saving. */
const mostTries = 3;

export interface Saving {
  /** Null for a new one, until it turns out that the form was saved before. */
  articleId: number | null;
  makes: ArticleKind;
  trial: Trial;
}

/**
 * Saves what the form of the trial holds. What somebody else saved meanwhile is merged with it where the two do not touch; the trial's
 * form is then what was saved, or, where they do touch, what there is to choose from.
 * A new one that was saved before, as when a button is pressed twice, is that one.
 * @throws EditConflict, Invalid, Forbidden, NotFound
 */
export async function saveOrMerge(context: Context, actor: Actor, saving: Saving): Promise<{ press: Press }> {
  const { trial } = saving;
  for (let tries = 1; ; tries += 1) {
    const { articleId } = saving;
    try {
      return await save(context, actor, saving);
    } catch (error) {
      if (error instanceof AlreadyMade) {
        const press = await asMade(context, { saving, made: error.made });
        if (press) return { press };
        continue;
      }
      if (!(error instanceof EditConflict) || articleId === null) throw error;
      const since = Number(trial.form.revision);
      const merged = await findMerged(context.db.reader, articleId, trial.form);
      if (merged) Object.assign(trial, { form: merged.mine, merged });
      if (!merged || merged.clashes || tries === mostTries) throw error;
      Object.assign(trial, { mergedSince: trial.mergedSince ?? since, merged: null });
      trial.form.revision = merged.theirs.revision ?? '';
    }
  }
}

async function save(context: Context, actor: Actor, { articleId, makes, trial }: Saving): Promise<{ press: Press }> {
  const { baseRevisionId, content, names, press } = editorForm(trial.form);
  const drafts = Object.values(draftsIn(trial.form)).filter((draft) => draft !== null);
  const kind = (trial.mergedSince === null && kinds[press]) || 'save';
  const revision = { articleId, makes, baseRevisionId, kind, drafts, content: { ...content, names } };
  trial.saved = await saveRevision(context, actor, revision);
  return { press };
}

/** Goes on with what the form was saved as. @returns what is still to do where that says what the form says; null where it is to be saved */
async function asMade({ db }: Context, { saving, made }: { saving: Saving; made: Saved }): Promise<Press | null> {
  const { trial } = saving;
  saving.articleId = made.articleId;
  trial.form.revision = String(made.revisionId);
  const article = await findArticle(db.reader, made.articleId);
  const newest = article && (await findForm(db.reader, article, article.revisionId));
  if (!article || !newest || differing(article.kind, newest, trial.form).length > 0) return null;
  trial.saved = { articleId: article.id, revisionId: article.revisionId };
  const { press } = editorForm({ press: trial.form.press ?? '' });
  return press === 'submit' && article.state !== 'draft' ? 'save' : press;
}

/** Null where there is nothing to merge on: no common version is known, or a redaction took it. */
async function findMerged(db: Db, articleId: number, typed: Form): Promise<MergedForms | null> {
  const article = await findArticle(db, articleId);
  const base = article && (await findForm(db, article, Number(typed.revision)));
  const theirs = article && (await findForm(db, article, article.revisionId));
  if (!base || !theirs) return null;
  // Whose picture stays is a matter of its number; a box to remove it would take away another one.
  const { removePicture, ...kept } = typed;
  return mergeForms({ base, theirs, mine: removePicture ? { ...kept, pictureId: '' } : typed });
}

/** A revision of the story as the editor shows it; null where there is none, or its text is gone. */
export async function findForm(db: Db, article: Article, revisionId: number): Promise<Form | null> {
  if (!Number.isSafeInteger(revisionId)) return null;
  const revision = await findRevision(db, revisionId);
  if (revision?.articleId !== article.id || (await isBlank(db, revisionId))) return null;
  const editing = await findEditing(db, article);
  return savedForm(article, { ...editing, ...(await findNames(db, revision)), revision });
}

/** What a save has merged, as `?done=merged&since=12` asks for; null where nothing was. */
export async function mergedNotice({ db }: Context, request: Request, response: Response): Promise<Notice | null> {
  const { query } = request;
  if (query.done !== 'merged') return null;
  const since = Number(query.since);
  const article = await findArticle(db.reader, idOf(request));
  if (!article || !canSee(actorOf(response), article)) return null;
  const writers = await findWritersSince(db.reader, article, since);
  const [base, theirs] = [await findForm(db.reader, article, since), writers.at(-1)];
  const other = theirs ? await findForm(db.reader, article, theirs.revisionId) : null;
  if (!base || !other) return null;
  return mergedNoticeOf(
    { article, since, base, theirs: other },
    { writers, actor: actorOf(response), press: query.press },
  );
}
