import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findContributors } from '../../accounts/queries/contributors.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, Unavailable } from '../../errors.ts';
import { readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { pictureBytes } from '../../http/upload-limits.ts';
import { isTooMuch, type ListedUpload, listedUploads, pictureTooLarge, readManyUploads } from '../../http/uploads.ts';
import { type TakenFile, takeFile } from '../../media/actions/files.ts';
import { documentLimits, mayBeDocument } from '../../media/document.ts';
import { soonEnding } from '../../media/picture.ts';
import { canSeeLibrary } from '../../media/policy.ts';
import { type Alike, findAlike } from '../../media/queries/alike.ts';
import { findLibrary } from '../../media/queries/library.ts';
import { findMedia } from '../../media/queries.ts';
import { mayBeRecording, recordingLimits } from '../../media/recording.ts';
import { utcToZoned } from '../../text/dates.ts';
import { readLibrary } from '../forms/library-filters.ts';
import { type Arrived, arrivedAnswer, libraryPage, librarySize } from '../pages/library.ts';
import { textIn } from './named.ts';
import { noticeOf } from './sections.ts';

/** Every picture of the newsroom: found, and added. What is said of one: picture.ts. */
export function libraryRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/media', allow(canSeeLibrary), library(context));
  router.post('/admin/media', readManyUploads(libraryFiles), allow(canSeeLibrary), add(context));
  return router;
}

/** A recording is one file as well as all that comes at once. */
const libraryFiles = {
  limitOf: (head: Buffer) =>
    mayBeRecording(head) ? recordingLimits.bytes : mayBeDocument(head) ? documentLimits.bytes : pictureBytes,
  bytes: recordingLimits.bytes,
};

const notices = new Map([['removed', 'The picture is gone, and its file.']]);

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

const documentTooLarge = `The document is larger than ${documentLimits.bytes / 1024 / 1024} MB. Save it smaller, or in parts.`;
const tooLarge = new Map([[documentLimits.bytes, documentTooLarge]]);

/** One that cannot be taken keeps no other from being taken. */
async function addOne(context: Context, response: Response, listed: ListedUpload): Promise<Arrived> {
  const { originalName, upload, limit } = listed;
  if (!upload)
    return {
      originalName,
      problem: tooLarge.get(limit) ?? (limit > pictureBytes ? recordingTooLarge : pictureTooLarge),
    };
  try {
    return { originalName, ...(await withAlike(context, await takeFile(context, actorOf(response), upload))) };
  } catch (error) {
    // What waits too long is told beside those that did not.
    if (error instanceof Unavailable) {
      context.log.error({ err: error }, 'a file that was sent could not be kept');
      return { originalName, problem: error.message };
    }
    if (!(error instanceof Invalid)) throw error;
    return { originalName, problem: Object.values(error.fields)[0] ?? error.message };
  }
}

/** Only of what came now: of the others it was said before. */
async function withAlike({ db }: Context, taken: TakenFile): Promise<TakenFile & { alike: Alike[] }> {
  const [picture] = taken.is === 'picture' && taken.isNew ? await findMedia(db.reader, [taken.id]) : [];
  return { ...taken, alike: picture ? await findAlike(db.reader, picture) : [] };
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
