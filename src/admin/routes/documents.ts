import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findContributor } from '../../accounts/queries/contributors.ts';
import { findFileUses } from '../../articles/queries/file-uses.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf, readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { describeDocument, removeDocument } from '../../media/actions/documents.ts';
import { mayDescribe } from '../../media/actions/require.ts';
import type { Document } from '../../media/document.ts';
import { canSeeLibrary } from '../../media/policy.ts';
import { isDocumentNeeded } from '../../media/queries/document-uses.ts';
import { findDocument, findDocumentLibrary } from '../../media/queries/documents.ts';
import { findMedia } from '../../media/queries.ts';
import { documentForm, formOfDocument } from '../forms/documents.ts';
import { documentPage } from '../pages/document.ts';
import { documentsPage } from '../pages/documents.ts';
import { documentsPath, librarySize } from '../pages/library.ts';
import { textIn } from './named.ts';
import { noticeOf } from './sections.ts';

/** The PDF files of the library: found, described, and taken out where nothing ever showed them. */
export function documentRoutes(context: Context): Router {
  const router = Router();
  router.get(documentsPath, allow(canSeeLibrary), documents(context));
  router.get(`${documentsPath}/:id`, allow(canSeeLibrary), document(context));
  router.post(`${documentsPath}/:id`, allow(canSeeLibrary), save(context));
  router.post(`${documentsPath}/:id/remove`, allow(canSeeLibrary), remove(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved. Readers see it at once.'],
  [
    'removed',
    'The document is gone, with its file and the picture of its first page. Where something else shows that picture, it stays.',
  ],
]);

const documents =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const [search, before] = [textIn(request, 'q').trim().slice(0, 200), readPageKey(request)];
    const rows = await findDocumentLibrary(db, { search, before, limit: librarySize + 1 });
    const shown = { rows, search, isFirst: before === null, notice: noticeOf(notices, request) };
    await sendPage(context, response, documentsPage(shown, { site: await readSite(db), now: context.now() }));
  };

const document =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireDocument(context, request);
    await showDocument(context, request, { response, found, form: formOfDocument(found), errors: {} });
  };

/** @throws NotFound */
async function requireDocument(context: Context, request: Request): Promise<Document> {
  const found = await findDocument(context.db.reader, idOf(request));
  if (!found) throw new NotFound('There is no such document in the library.');
  return found;
}

const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireDocument(context, request);
    const form = formOf(request);
    try {
      await describeDocument(context, actorOf(response), { id: found.id, ...documentForm(form) });
      response.redirect(303, `${documentsPath}/${found.id}?done=saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showDocument(context, request, { response, found, form, errors: error.fields });
    }
  };

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireDocument(context, request);
    try {
      await removeDocument(context, actorOf(response), found.id);
      response.redirect(303, `${documentsPath}?done=removed`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const errors = { '': error.message };
      await showDocument(context, request, { response, found, form: formOfDocument(found), errors });
    }
  };

interface Showing {
  response: Response;
  found: Document;
  form: Form;
  errors: FieldErrors;
}

async function showDocument(context: Context, request: Request, { response, found, ...typed }: Showing): Promise<void> {
  const [db, actor] = [context.db.reader, actorOf(response)];
  const [site, by, uses, posters, needed, mayChange] = await Promise.all([
    readSite(db),
    findContributor(db, found.createdBy),
    findFileUses(db, { kind: 'document', id: found.id, actor }),
    findMedia(db, [found.posterId]),
    isDocumentNeeded(db, found),
    mayDescribe(db, actor, { kind: 'document', file: found }),
  ]);
  const shown = { document: found, poster: posters[0] ?? null, by: by?.name ?? 'somebody who is gone', uses };
  const rights = { mayChange, isFree: !needed, notice: noticeOf(notices, request) };
  await sendPage(context, response, documentPage({ ...shown, ...rights, ...typed }, { site, now: context.now() }));
}
