import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findContributor } from '../../accounts/queries/contributors.ts';
import { findFileUses } from '../../articles/queries/file-uses.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Forbidden, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { readUploads, uploadsOf } from '../../http/uploads.ts';
import { replacePicture } from '../../media/actions/replace.ts';
import { mayDescribe } from '../../media/actions/require.ts';
import { describePicture, removePicture } from '../../media/actions.ts';
import type { Picture } from '../../media/picture.ts';
import { canSeeLibrary, notTheirs } from '../../media/policy.ts';
import { findAlike } from '../../media/queries/alike.ts';
import { findFronted } from '../../media/queries/document-uses.ts';
import { findPortrayed } from '../../media/queries/in-pages.ts';
import { isNeeded } from '../../media/queries/library.ts';
import { findPostered } from '../../media/queries/recording-uses.ts';
import { findReplaced } from '../../media/queries/replacing.ts';
import { findMedia } from '../../media/queries.ts';
import { formOfPicture, pictureForm } from '../forms/library.ts';
import { picturePage } from '../pages/picture.ts';
import { noticeOf } from './sections.ts';

/** One picture of the library: what is said of it, the file in its place, and its removal where nothing ever showed it. */
export function pictureRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/media/:id', allow(canSeeLibrary), picture(context));
  router.post('/admin/media/:id', allow(canSeeLibrary), save(context));
  router.post('/admin/media/:id/replace', readUploads, allow(canSeeLibrary), replace(context));
  router.post('/admin/media/:id/remove', allow(canSeeLibrary), remove(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved. Readers see it at once, where a story says nothing else.'],
  ['replaced', 'Replaced. Readers see the new picture at once, wherever the old one was.'],
]);

const picture =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requirePicture(context, request);
    await showPicture(context, request, { response, found, form: null, errors: {} });
  };

/** @throws NotFound */
async function requirePicture(context: Context, request: Request): Promise<Picture> {
  const [found] = await findMedia(context.db.reader, [idOf(request)]);
  if (!found) throw new NotFound('There is no such picture in the library.');
  return found;
}

const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requirePicture(context, request);
    const form = formOf(request);
    try {
      const { language } = await readSite(context.db.reader);
      await describePicture(context, actorOf(response), { id: found.id, ...pictureForm(form, language) });
      response.redirect(303, `/admin/media/${found.id}?done=saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showPicture(context, request, { response, found, form, errors: error.fields });
    }
  };

const replace =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requirePicture(context, request);
    const asked = { kind: 'picture', file: found } as const;
    if (!(await mayDescribe(context.db.reader, actorOf(response), asked))) throw new Forbidden(notTheirs('picture'));
    try {
      const { file } = uploadsOf(request);
      if (!file) throw new Invalid({ file: 'Choose the picture that comes in its place.' });
      await replacePicture(context, actorOf(response), { id: found.id, source: file });
      response.redirect(303, `/admin/media/${found.id}?done=replaced`);
    } catch (error) {
      const errors = error instanceof Conflict ? { '': error.message } : (error as Partial<Invalid>).fields;
      if (!errors) throw error;
      await showPicture(context, request, { response, found, form: null, errors });
    }
  };

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requirePicture(context, request);
    try {
      await removePicture(context, actorOf(response), found.id);
      response.redirect(303, '/admin/media?done=removed');
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const errors = { '': error.message };
      await showPicture(context, request, { response, found, form: null, errors });
    }
  };

interface Showing {
  response: Response;
  found: Picture;
  /** What was typed; null for what is kept. */
  form: Form | null;
  errors: FieldErrors;
}

async function showPicture(context: Context, request: Request, showing: Showing): Promise<void> {
  const { response, found, errors } = showing;
  const [db, actor] = [context.db.reader, actorOf(response)];
  const site = await readSite(db);
  const shown = { picture: found, ...(await around(db, { actor, picture: found })) };
  const typed = { form: showing.form ?? formOfPicture(found, site.language), errors };
  const mayChange = await mayDescribe(db, actor, { kind: 'picture', file: found });
  const page = { ...shown, ...typed, mayChange, notice: noticeOf(notices, request) };
  await sendPage(context, response, picturePage(page, { site, now: context.now() }));
}

/** Who added it, what shows it, and which files it had. */
async function around(db: Db, { actor, picture }: { actor: Actor; picture: Picture }) {
  const { id, createdBy } = picture;
  const [by, uses, people, recordings, documents, needed, replaced, alike] = await Promise.all([
    findContributor(db, createdBy),
    findFileUses(db, { kind: 'picture', id, actor }),
    findPortrayed(db, id),
    findPostered(db, id),
    findFronted(db, id),
    isNeeded(db, { id }),
    findReplaced(db, id),
    findAlike(db, picture),
  ]);
  const shows = { uses, people, recordings, documents, replaced, alike };
  return { by: by?.name ?? 'somebody who is gone', ...shows, isFree: !needed };
}
