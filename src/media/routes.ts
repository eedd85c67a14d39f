import { type Request, type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { sessionOf } from '../http/sessions.ts';
import { sendStored } from '../http/stored-file.ts';
import { hashToken } from '../text/tokens.ts';
import { isPictureFile, type Picture } from './picture.ts';
import { findMediaByFile, isPreviewedMedia, isPublicMedia } from './queries.ts';
import { isOfRecording, sendRecording } from './routes/recordings.ts';

/** The files of the library. What no published story shows is there for the newsroom only. */
export function readerRoutes(context: Context): Router {
  const router = Router();

  router.get('/media/:file', async (request, response) => {
    const { file } = request.params;
    if (isOfRecording(file)) return sendRecording(context, { request, response }, { file, tokenHash: null });
    const { picture, isPublic } = await findVisible(context, file, response);
    await send(context, { request, response }, { picture, isPublic });
  });

  // What a draft shows is there for who has a link to it, under that link alone.
  router.get('/preview/:token/media/:file', async (request, response) => {
    const { token, file } = request.params;
    response.set('Referrer-Policy', 'same-origin').set('X-Robots-Tag', 'noindex');
    if (isOfRecording(file))
      return sendRecording(context, { request, response }, { file, tokenHash: hashToken(token) });
    const picture = isPictureFile(file) ? await findMediaByFile(context.db.reader, file) : null;
    const link = { tokenHash: hashToken(token), now: context.now() };
    if (!picture || !(await isPreviewedMedia(context.db.reader, { id: picture.id, ...link }))) {
      throw new NotFound('There is no such picture.');
    }
    await send(context, { request, response }, { picture, isPublic: false });
  });

  return router;
}

async function send(
  context: Context,
  { request, response }: { request: Request; response: Response },
  { picture, isPublic }: { picture: Picture; isPublic: boolean },
): Promise<void> {
  const stored = await context.storage.open(picture.file);
  if (!stored) throw new NotFound('The file of this picture is gone.');
  describe(response, picture, isPublic);
  await sendStored(request, response, stored);
}

/** @throws NotFound for what there is not, and for what this reader may not know of. */
async function findVisible(
  context: Context,
  file: string,
  response: Response,
): Promise<{ picture: Picture; isPublic: boolean }> {
  const picture = isPictureFile(file) ? await findMediaByFile(context.db.reader, file) : null;
  const isPublic = picture !== null && (await isPublicMedia(context.db.reader, { id: picture.id, now: context.now() }));
  if (!picture || (!isPublic && !sessionOf(response))) throw new NotFound('There is no such picture.');
  return { picture, isPublic };
}

/** Opened by itself, the file is no document of this site: nothing in it can run or load. */
function describe(response: Response, { file, mime }: Picture, isPublic: boolean): void {
  response.set({
    'Content-Type': mime,
    ETag: `"${file}"`,
    'Cache-Control': isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  });
}
