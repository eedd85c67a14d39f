import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { NotFound } from '../../errors.ts';
import { formOf, readJson } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { clock } from '../../text/dates.ts';
import { findSections } from '../../topics/queries.ts';
import { discardAutosave, keepAutosave } from '../actions/autosave.ts';
import { type Autosave, draftPattern } from '../article/autosave.ts';
import type { ArticleKind } from '../article.ts';
import { autosaveForm } from '../forms/autosave.ts';
import type { Notice } from '../pages/editor-state.ts';
import { type Before, editorOf, unsavedPage } from '../pages/unsaved.ts';
import { canSee, canWrite, canWritePages } from '../policy.ts';
import { findAutosave, isSettled } from '../queries/autosaves.ts';
import { findEditing } from '../queries/editing.ts';
import { findArticle } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { savedForm, showEditor } from './editor.ts';
import { findForm } from './merging.ts';

/** What is typed and not saved: kept while somebody types, offered when they come back. */
export function unsavedRoutes(context: DeskContext): Router {
  const router = Router();
  router.post('/admin/articles/new/autosave', allow(canWrite), readJson, keep(context, 'story'));
  router.post('/admin/pages/new/autosave', allow(canWritePages), readJson, keep(context, 'page'));
  router.post('/admin/articles/:id/autosave', allow(canWrite), readJson, keep(context, null));
  router.get('/admin/autosaves/:draft', allow(canWrite), compare(context));
  router.post('/admin/autosaves/:draft/discard', allow(canWrite), discard(context));
  return router;
}

/** Answers a script, in JSON: when it was kept, or why it was not. */
const keep =
  (context: Context, makes: ArticleKind | null): RequestHandler =>
  async (request, response) => {
    const actor = actorOf(response);
    const articleId = makes === null ? idOf(request) : null;
    await context.limits.take('autosave', String(actor.id));
    const { person, fields, revision, ...sitting } = autosaveForm(formOf(request));
    response.set('Cache-Control', 'private, no-store');
    // Somebody else signed in here meanwhile: this is not their text.
    if (person !== actor.id) return void response.status(409).json({ state: 'somebody-else' });
    const typed = { ...sitting, articleId, kind: makes ?? 'story', revisionId: revision, form: fields };
    const state = await keepAutosave(context, actor, typed);
    if (state === 'redacted') return void response.status(409).json({ state });
    // Saved or discarded meanwhile: as it should be, so no error.
    if (state === 'settled') return void response.json({ state });
    response.json({ state, ...(await whatIsKept(context, actor, sitting.draft)) });
  };

/** When the newest was kept, by the newsroom’s clock. */
async function whatIsKept({ db, now }: Context, actor: Actor, draft: string) {
  const found = await findAutosave(db.reader, { personId: actor.id, draft });
  const { zone } = await readSite(db.reader);
  return { time: clock(found?.writtenAt ?? now(), { zone }) };
}

const compare =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const autosave = await requireAutosave(context, response, draftOf(request));
    const before = await findBefore(context, actorOf(response), autosave);
    const db = context.db.reader;
    const place = { site: await readSite(db), now: context.now(), sections: await findSections(db) };
    await sendPage(context, response, unsavedPage({ autosave, before }, place));
  };

const discard =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const discarded = await discardAutosave(context, actorOf(response), draftOf(request));
    response.redirect(303, `${editorOf(discarded)}?done=discarded`);
  };

/**
 * The editor with what was not saved in its form: saving it builds on the version from which it began. Where `notice` says what has
 * just been done, only what stands beside the story was not saved.
 * @throws NotFound
 */
export async function showTaken(
  context: DeskContext,
  response: Response,
  of: { articleId: number | null; kind: ArticleKind; draft: string; notice?: string | Notice | null },
): Promise<void> {
  const { articleId, kind, draft, notice = null } = of;
  const personId = actorOf(response).id;
  // A page that is loaded again after its text went on elsewhere.
  if (await isSettled(context.db.reader, { personId, draft })) return response.redirect(303, editorOf(of));
  const autosave = await requireAutosave(context, response, draft);
  if (autosave.articleId !== articleId || (articleId === null && autosave.kind !== kind)) throw gone();
  const form = { ...autosave.form, takes: draft };
  const isTyped = notice === null;
  await showEditor(context, response, { articleId, makes: kind, form, isTyped, notice: notice ?? 'taken' });
}

/** The draft that `?take=` names, or null. */
export const takenIn = ({ query }: Request): string | null =>
  typeof query.take === 'string' && draftPattern.test(query.take) ? query.take : null;

function draftOf(request: Request): string {
  const { draft } = request.params;
  if (typeof draft !== 'string' || !draftPattern.test(draft)) throw gone();
  return draft;
}

async function requireAutosave({ db }: Context, response: Response, draft: string): Promise<Autosave> {
  const found = await findAutosave(db.reader, { personId: actorOf(response).id, draft });
  if (!found) throw gone();
  return found;
}

const gone = () => new NotFound('This text is not kept any more: it was saved or discarded.');

/**
 * The version from which it began, or the newest where that one is gone; null for what was never saved.
 * @throws NotFound where the story is not theirs to see any more: what they typed on from may be words of others
 */
async function findBefore({ db }: Context, actor: Actor, of: Autosave): Promise<Before | null> {
  if (of.articleId === null) return null;
  const article = await findArticle(db.reader, of.articleId);
  if (!article || !canSee(actor, article)) throw gone();
  const base = of.revisionId === null ? null : await findForm(db.reader, article, of.revisionId);
  if (base) return { form: base, isNewest: of.revisionId === article.revisionId };
  return { form: savedForm(article, await findEditing(db.reader, article)), isNewest: true };
}
