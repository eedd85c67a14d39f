import type { Response } from 'express';
import { canManageGuests } from '../../accounts/policy.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf } from '../../http/sessions.ts';
import { type Article, type ArticleKind, contentOf, emptyContent, wasPublished } from '../article.ts';
import { namesIn } from '../forms.ts';
import { editorPage } from '../pages/editor.ts';
import type { EditorState, Notice } from '../pages/editor-state.ts';
import { formOfRevision } from '../pages/form.ts';
import { noticeOf } from '../pages/notices.ts';
import { canSee } from '../policy.ts';
import { findLevels, lookAtText, wantedOf } from '../queries/checks.ts';
import { type Editing, findChoices, findEditing, findNames, findStrangers } from '../queries/editing.ts';
import { findPassed } from '../queries/passed-checks.ts';
import type { Shows } from '../queries/shown-pictures.ts';
import { findArticle } from '../queries/writing.ts';
import { findBeside } from './beside.ts';
import type { DeskContext } from './desk.ts';
import { findKeeping } from './keeping.ts';

/** What to show: the story as saved, unless there is a form with what was typed. */
interface Shown {
  articleId: number | null;
  /** Of a new one: a story where nothing is said. */
  makes?: ArticleKind;
  /** What was done, by the name that `noticeOf` knows, or what is to be said. */
  notice?: string | Notice | null;
  form?: Form;
  errors?: FieldErrors;
  /** That the form holds what is saved nowhere. */
  isTyped?: boolean;
}

export async function showEditor(context: DeskContext, response: Response, shown: Shown): Promise<void> {
  await sendPage(context, response, editorPage(await editorState(context, response, shown)));
}

/** A new story in the newsroom's language, bylined with who writes it; or a new page, which has no byline. */
export async function showNewEditor(
  context: DeskContext,
  response: Response,
  { makes, notice }: { makes: ArticleKind; notice: string | null },
): Promise<void> {
  await showEditor(context, response, { articleId: null, makes, notice });
}

async function newForm({ db }: Context, { id }: Actor, makes: ArticleKind): Promise<Form> {
  const { language, comments } = await readSite(db.reader);
  const content = contentOf(makes, { ...emptyContent, language, comments, authorIds: [id] });
  return formOfRevision(content, await findNames(db.reader, content), null);
}

/** A small act went wrong: the story as saved, with the mistake beside what was typed. */
export async function showNote(
  context: DeskContext,
  response: Response,
  { articleId, form, error }: { articleId: number; form: Form; error: unknown },
): Promise<void> {
  if (!(error instanceof Invalid)) throw error;
  const { article, editing } = await findForEditor(context, response, articleId);
  await showEditor(context, response, {
    articleId: article.id,
    form: { ...savedForm(article, editing), ...form },
    errors: error.fields,
  });
}

/** The story, in the actor's scope. @throws NotFound */
export async function findForEditor(
  context: Context,
  response: Response,
  articleId: number,
): Promise<{ article: Article; editing: Editing }> {
  const article = await findArticle(context.db.reader, articleId);
  if (!article || !canSee(actorOf(response), article))
    throw new NotFound('There is no such story, or it is not yours to see.');
  return { article, editing: await findEditing(context.db.reader, article) };
}

/** The newest revision; once readers know the address, its ending is shown even where it was made from the headline. */
export function savedForm(article: Article, editing: Editing): Form {
  const form = formOfRevision(editing.revision, editing, editing.revision.id);
  const ending = wasPublished(article) ? (editing.path?.split('/').at(-1) ?? '') : '';
  return { ...form, slug: form.slug || ending };
}

async function editorState(
  context: DeskContext,
  response: Response,
  { articleId, makes = 'story', notice, form, errors, isTyped = false }: Shown,
): Promise<EditorState> {
  const found = articleId === null ? null : await findForEditor(context, response, articleId);
  const actor = actorOf(response);
  const path = found?.editing.path ?? null;
  const kind = found?.article.kind ?? makes;
  const saved = found ? savedForm(found.article, found.editing) : await newForm(context, actor, kind);
  const shown = form ?? saved;
  const opened = { personId: actor.id, saved, articleId, kind, form: shown, isTyped };
  return {
    ...{ actor, kind, form: shown, errors: errors ?? {} },
    site: await readSite(context.db.reader),
    now: context.now(),
    article: found?.article ?? null,
    strangers: errors?.authors ? await strangersIn(context, actor, shown) : [],
    notice: noticeOf(notice ?? null, kind, found?.article.state === 'published' ? path : null),
    ...(await findChoices(context.db.reader, pictureIdOf(shown))),
    ...editedBefore(found?.editing ?? null),
    ...(await findBeside(context, actor, found)),
    standing: await findStanding(context, found?.article.id ?? null, shown),
    ...(await findKeeping(context.db.reader, opened)),
  };
}

/** Names beside a story that are nobody's here, where this person may add them. */
const strangersIn = async ({ db }: DeskContext, actor: Actor, { authors = '' }: Form) =>
  canManageGuests(actor) ? findStrangers(db.reader, namesIn(authors)) : [];

async function findStanding(
  { db, config, now }: Context,
  articleId: number | null,
  form: Form,
): Promise<EditorState['standing']> {
  const levels = await findLevels(db.reader);
  const leadVideo = form.leadKind === 'video' ? (form.video ?? '') : '';
  const text = await lookAtText(db.reader, showsOf(form), {
    ...{ siteUrl: config.siteUrl, wanted: wantedOf(levels), now: now(), leadVideo },
  });
  return { levels, text, passed: articleId === null ? [] : await findPassed(db.reader, articleId) };
}

const showsOf = (form: Form): Shows => ({
  body: form.body ?? '',
  leadMediaId: form.leadKind === 'none' ? null : pictureIdOf(form),
  language: form.language ?? 'en',
});

/** What is known of a story's past; nothing of a new one. */
const editedBefore = (
  editing: Editing | null,
): Pick<Editing, 'history' | 'path' | 'updatedBy' | 'sentBackBy' | 'reviewer'> => ({
  history: editing?.history ?? [],
  path: editing?.path ?? null,
  updatedBy: editing?.updatedBy ?? null,
  sentBackBy: editing?.sentBackBy ?? null,
  reviewer: editing?.reviewer ?? null,
});

const pictureIdOf = ({ pictureId = '' }: Form): number | null =>
  /^\d{1,15}$/.test(pictureId) ? Number(pictureId) : null;
