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
import { readUploads, uploadsOf } from '../../http/uploads.ts';
import { describeRecording, removeRecording } from '../../media/actions/recordings.ts';
import { mayDescribe } from '../../media/actions/require.ts';
import { addTrack, removeTrack } from '../../media/actions/tracks.ts';
import { addPicture } from '../../media/actions.ts';
import { canSeeLibrary } from '../../media/policy.ts';
import { isRecordingNeeded } from '../../media/queries/recording-uses.ts';
import { findRecordingLibrary, findRecordings } from '../../media/queries/recordings.ts';
import { findTracks } from '../../media/queries/tracks.ts';
import { findMedia } from '../../media/queries.ts';
import type { Recording } from '../../media/recording.ts';
import { formOfRecording, recordingForm, trackForm } from '../forms/recordings.ts';
import { librarySize, recordingsPath } from '../pages/library.ts';
import { recordingPage } from '../pages/recording.ts';
import { recordingsPage } from '../pages/recordings.ts';
import { textIn } from './named.ts';
import { noticeOf } from './sections.ts';

/** Films and sound of the library: found, described, and taken out where nothing ever showed them. */
export function recordingRoutes(context: Context): Router {
  const router = Router();
  router.get(recordingsPath, allow(canSeeLibrary), recordings(context));
  router.get(`${recordingsPath}/:id`, allow(canSeeLibrary), recording(context));
  router.post(`${recordingsPath}/:id`, readUploads, allow(canSeeLibrary), save(context));
  router.post(`${recordingsPath}/:id/remove`, allow(canSeeLibrary), remove(context));
  router.post(`${recordingsPath}/:id/tracks`, readUploads, allow(canSeeLibrary), saveTrack(context));
  router.post(`${recordingsPath}/:id/tracks/:track/remove`, allow(canSeeLibrary), takeTrack(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved. Readers see it at once.'],
  ['text-saved', 'The text is there.'],
  ['text-removed', 'The text is gone.'],
  ['removed', 'The recording is gone, and its file.'],
]);

const recordings =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const [search, before] = [textIn(request, 'q').trim().slice(0, 200), readPageKey(request)];
    const rows = await findRecordingLibrary(db, { search, before, limit: librarySize + 1 });
    const shown = { rows, search, isFirst: before === null, notice: noticeOf(notices, request) };
    await sendPage(context, response, recordingsPage(shown, { site: await readSite(db), now: context.now() }));
  };

const recording =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireRecording(context, request);
    await showRecording(context, request, { response, found, form: formOfRecording(found), errors: {} });
  };

/** @throws NotFound */
async function requireRecording(context: Context, request: Request): Promise<Recording> {
  const [found] = await findRecordings(context.db.reader, [idOf(request)]);
  if (!found) throw new NotFound('There is no such recording in the library.');
  return found;
}

/** A poster that came stays in the form where another field is wrong. */
const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireRecording(context, request);
    let form = formOf(request);
    try {
      form = await withPoster(context, request, { response, found, form });
      await describeRecording(context, actorOf(response), { id: found.id, ...recordingForm(form) });
      response.redirect(303, `${recordingsPath}/${found.id}?done=saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showRecording(context, request, { response, found, form, errors: error.fields });
    }
  };

async function withPoster(
  context: Context,
  request: Request,
  { response, found, form }: { response: Response; found: Recording; form: Form },
): Promise<Form> {
  const upload = uploadsOf(request).newPoster;
  const asked = { kind: 'recording', file: found } as const;
  if (!upload || !(await mayDescribe(context.db.reader, actorOf(response), asked))) return form;
  const said = { alt: '', caption: '', credit: form.credit ?? '', field: 'newPoster' };
  const { id } = await addPicture(context, actorOf(response), { ...upload, ...said });
  return { ...form, poster: String(id) };
}

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireRecording(context, request);
    try {
      await removeRecording(context, actorOf(response), found.id);
      response.redirect(303, `${recordingsPath}?done=removed`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const errors = { '': error.message };
      await showRecording(context, request, { response, found, form: formOfRecording(found), errors });
    }
  };

const saveTrack =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireRecording(context, request);
    const form = { ...formOfRecording(found), ...formOf(request) };
    try {
      const upload = uploadsOf(request).track;
      const said = trackForm(form);
      if (!upload?.bytes) throw new Invalid({ track: 'Choose a WebVTT file first.' });
      await addTrack(context, actorOf(response), { recordingId: found.id, ...said, path: upload.path });
      response.redirect(303, `${recordingsPath}/${found.id}?done=text-saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showRecording(context, request, { response, found, form, errors: error.fields });
    }
  };

const takeTrack =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await requireRecording(context, request);
    await removeTrack(context, actorOf(response), { recordingId: found.id, id: Number(request.params.track) || 0 });
    response.redirect(303, `${recordingsPath}/${found.id}?done=text-removed`);
  };

interface Showing {
  response: Response;
  found: Recording;
  form: Form;
  errors: FieldErrors;
}

async function showRecording(
  context: Context,
  request: Request,
  { response, found, ...typed }: Showing,
): Promise<void> {
  const [db, actor] = [context.db.reader, actorOf(response)];
  const [site, by, uses, posters, tracks, needed, mayChange] = await Promise.all([
    readSite(db),
    findContributor(db, found.createdBy),
    findFileUses(db, { kind: 'recording', id: found.id, actor }),
    findMedia(db, found.posterId === null ? [] : [found.posterId]),
    findTracks(db, [found.id]),
    isRecordingNeeded(db, found),
    mayDescribe(db, actor, { kind: 'recording', file: found }),
  ]);
  const shown = { recording: found, poster: posters[0] ?? null, by: by?.name ?? 'somebody who is gone', uses, tracks };
  const rights = { mayChange, isFree: !needed, notice: noticeOf(notices, request) };
  await sendPage(context, response, recordingPage({ ...shown, ...rights, ...typed }, { site, now: context.now() }));
}
