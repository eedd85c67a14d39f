import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { sessionOf } from '../http/sessions.ts';
import { isPictureFile, type Picture } from './picture.ts';
import { findMediaByFile, isPublicMedia } from './queries.ts';

/** The files of the library. What no published story shows is there for the newsroom only. */
export function readerRoutes(context: Context): Router {
  const router = Router();

  router.get('/media/:file', async (request, response) => {
    const { picture, isPublic } = await findVisible(context, request.params.file, response);
    const stored = await context.storage.open(picture.file);
    if (!stored) throw new NotFound('The file of this picture is gone.');
    describe(response, picture, isPublic);
    if (request.fresh) return response.status(304).end();
    response.set('Content-Length', String(stored.bytes));
    if (request.method === 'HEAD') return response.end();
    await pipeline(stored.stream(), response).catch((error: NodeJS.ErrnoException) => {
      // The reader went away.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  });

  return router;
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
