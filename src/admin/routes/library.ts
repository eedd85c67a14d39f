import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findContributor, findContributors } from '../../accounts/queries/contributors.ts';
import { findPictureUses } from '../../articles/queries/picture-uses.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound, Unavailable } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf, readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { pictureBytes } from '../../http/upload-limits.ts';
import { isTooMuch, type ListedUpload, listedUploads, pictureTooLarge, readManyUploads } from '../../http/uploads.ts';
import { takeFile } from '../../media/actions/files.ts';
import { describePicture, removePicture } from '../../media/actions.ts';
import { type Picture, soonEnding } from '../../media/picture.ts';
import { canDescribe, canSeeLibrary } from '../../media/policy.ts';
import { findLibrary, findPortrayed, isNeeded } from '../../media/queries/library.ts';
import { findPostered } from '../../media/queries/recording-uses.ts';
import { findMedia } from '../../media/queries.ts';
import { mayBeRecording, recordingLimits } from '../../media/recording.ts';
import { utcToZoned } from '../../text/dates.ts';
import { formOfPicture, pictureForm } from '../forms/library.ts';
import { readLibrary } from '../forms/library-filters.ts';
import { type Arrived, arrivedAnswer, libraryPage, librarySize } from '../pages/library.ts';
import { picturePage } from '../pages/picture.ts';
import { textIn } from './named.ts';
import { noticeOf } from './sections.ts';

/** Every picture of the newsroom: found, described, added, and taken out where nothing ever showed it. */
export function libraryRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/media', allow(canSeeLibrary), library(context));
  router.post('/admin/media', readManyUploads(libraryFiles), allow(canSeeLibrary), add(context));
  router.get('/admin/media/:id', allow(canSeeLibrary), picture(context));
  router.post('/admin/media/:id', allow(canSeeLibrary), save(context));
  router.post('/admin/media/:id/remove', allow(canSeeLibrary), remove(context));
  return router;
}

/** A recording is one file as well as all that comes at once. */
const libraryFiles = {
  limitOf: (head: Buffer) => (mayBeRecording(head) ? recordingLimits.bytes : pictureBytes),
  bytes: recordingLimits.bytes,
};

const notices = new Map([
  ['saved', 'Saved. Readers see it at once, where a story says nothing else.'],
  ['removed', 'The picture is gone, and its file.'],
]);

const library =
  (context: Context): RequestHandler =>
  (request, response) =>
    showLibrary(context, request, { response, arrived: [] });

const add =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const uploads = listedUploads(request);
    const arrived: Arrived[] = [];
    for (const upload of uploads) arrived.push(await addOne(context, response, upload));
    if (isTooMuch(request)) arrived.push({ originalName: 'All of it', problem: tooMuch });
    else if (uploads.length === 0)
      arrived.push({ originalName: 'No file', problem: 'Choose one or more files first.' });
    await answer(context, request, { response, arrived });
  };

/** In JSON where that is asked for. */
async function answer(
  context: Context,
  request: Request,
  { response, arrived }: { response: Response; arrived: Arrived[] },
): Promise<void> {
  if (request.accepts(['html', 'json']) !== 'json') return showLibrary(context, request, { response, arrived });
  const status = arrived.some((each) => 'problem' in each) ? 422 : 200;
  response.status(status).set('Cache-Control', 'private, no-store').json(arrivedAnswer(arrived));
}

const megabytes = recordingLimits.bytes / 1024 / 1024;
const tooMuch = `More than ${megabytes} MB came at once. Send fewer files, or the recording in parts.`;
const recordingTooLarge = `The recording is larger than ${megabytes} MB. Save it smaller (1080p at 8 Mbit/s is plenty), or in parts.`;

/** One that cannot be taken keeps no other from being taken. */
async function addOne(context: Context, response: Response, listed: ListedUpload): Promise<Arrived> {
  const { originalName, upload, limit } = listed;
  if (!upload) return { originalName, problem: limit > pictureBytes ? recordingTooLarge : pictureTooLarge };
  try {
    return { originalName, ...(await takeFile(context, actorOf(response), upload)) };
  } catch (error) {
    // What waits too long is told beside those that did not.
    if (error instanceof Unavailable) return { originalName, problem: error.message };
    if (!(error instanceof Invalid)) throw error;
    return { originalName, problem: Object.values(error.fields)[0] ?? error.message };
  }
}

async function showLibrary(
  context: Context,
  request: Request,
  { response, arrived }: { response: Response; arrived: Arrived[] },
): Promise<void> {
  const [db, now] = [context.db.reader, context.now()];
  const site = await readSite(db);
  const asked = readLibrary((name) => textIn(request, name), site.zone);
  const before = readPageKey(request);
  const part = { ...asked, endingBy: soonEnding(utcToZoned(now, site.zone).slice(0, 10)), before };
  const rows = Object.keys(asked.errors).length > 0 ? [] : await findLibrary(db, { ...part, limit: librarySize + 1 });
  // Guests add nothing.
  const people = (await findContributors(db)).filter(({ standing }) => standing !== 'guest');
  const shown = { rows, asked, people, isFirst: before === null, arrived, notice: noticeOf(notices, request) };
  await sendPage(context, response, libraryPage(shown, { site, now }));
}

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
  const [site, by, uses, people, recordings, needed] = await Promise.all([
    readSite(db),
    findContributor(db, found.createdBy),
    findPictureUses(db, { mediaId: found.id, actor }),
    findPortrayed(db, found.id),
    findPostered(db, found.id),
    isNeeded(db, found),
  ]);
  const shown = { picture: found, by: by?.name ?? 'somebody who is gone', uses, people, recordings, isFree: !needed };
  const typed = { form: showing.form ?? formOfPicture(found, site.language), errors };
  const page = { ...shown, ...typed, mayChange: canDescribe(actor, found), notice: noticeOf(notices, request) };
  await sendPage(context, response, picturePage(page, { site, now: context.now() }));
}
