import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { findSections } from '../../topics/queries.ts';
import { restoreRevision } from '../actions/restore.ts';
import { EditConflict } from '../actions/save.ts';
import { restoreForm } from '../forms.ts';
import { formOfRevision } from '../pages/form.ts';
import { pageSize, type RevisionsPlace, revisionsPage } from '../pages/revisions.ts';
import { type Compared, differencePage } from '../pages/two-revisions.ts';
import { canWrite } from '../policy.ts';
import { findPublishers } from '../queries/desk.ts';
import { findNames } from '../queries/editing.ts';
import { findPublications } from '../queries/ledger.ts';
import { findRevisionRow, findRevisionRows } from '../queries/revisions.ts';
import { findRevision } from '../queries/writing.ts';
import { findForEditor } from './editor.ts';

/** Every revision of a story: seen, compared, restored. What one looks like to readers is shown by src/admin, which knows their pages. */
export function revisionRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles/:id/revisions', allow(canWrite), list(context));
  router.get('/admin/articles/:id/revisions/difference', allow(canWrite), difference(context));
  router.post('/admin/articles/:id/revisions/:revision/restore', allow(canWrite), restore(context));
  return router;
}

const list =
  (context: Context): RequestHandler =>
  (request, response) =>
    showRevisions(context, response, {
      articleId: idOf(request),
      before: request.query.before === undefined ? null : numberIn(request.query.before),
      problem: null,
    });

async function showRevisions(
  context: Context,
  response: Response,
  { articleId, before, problem }: { articleId: number; before: number | null; problem: string | null },
): Promise<void> {
  const place = await placeOf(context, response, articleId);
  const rows = await findRevisionRows(context.db.reader, { articleId, before, limit: pageSize + 1 });
  await sendPage(context, response, revisionsPage({ rows, isFirst: before === null, problem }, place));
}

/** `?from=12&to=15` are any two revisions of the story; whichever came first is the one that changed. */
const difference =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const place = await placeOf(context, response, articleId);
    const [from, to] = askedFor(request);
    const two: [Compared, Compared] = [
      await findCompared(context, articleId, Math.min(from, to)),
      await findCompared(context, articleId, Math.max(from, to)),
    ];
    await sendPage(context, response, differencePage(two, await findSections(context.db.reader), place));
  };

const restore =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const restoring = { articleId, revisionId: idOf(request, 'revision'), ...restoreForm(formOf(request)) };
    try {
      await restoreRevision(context, actorOf(response), restoring);
      response.redirect(303, `/admin/articles/${articleId}?done=restored`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showRevisions(context, response, { articleId, before: null, problem: problemOf(error) });
    }
  };

const problemOf = (error: Conflict): string =>
  error instanceof EditConflict
    ? 'Somebody saved this story meanwhile, so nothing was restored. What they saved is the newest version below.'
    : error.message;

async function placeOf(context: Context, response: Response, articleId: number): Promise<RevisionsPlace> {
  const { article, editing } = await findForEditor(context, response, articleId);
  const db = context.db.reader;
  const { headline, language } = editing.revision;
  const [site, ledger, publishers] = await Promise.all([
    readSite(db),
    findPublications(db, articleId),
    findPublishers(db, articleId),
  ]);
  return { actor: actorOf(response), site, now: context.now(), ...{ article, headline, language, ledger, publishers } };
}

async function findCompared({ db }: Context, articleId: number, revisionId: number): Promise<Compared> {
  const row = await findRevisionRow(db.reader, { articleId, revisionId });
  const revision = row && (await findRevision(db.reader, revisionId));
  if (!revision) throw new NotFound('There is no such version of this story.');
  return { row, form: formOfRevision(revision, await findNames(db.reader, revision), revisionId) };
}

const askedFor = ({ query }: Request): [number, number] => [numberIn(query.from), numberIn(query.to)];

/** @throws NotFound */
function numberIn(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,14}$/.test(value)) {
    throw new NotFound('There is no such version of this story.');
  }
  return Number(value);
}
