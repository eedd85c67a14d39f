import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { NotFound, TooMany, Unavailable } from '../errors.ts';
import { describeStored, sendStored } from '../http/stored-file.ts';
import type { StoredFile } from '../storage/storage.ts';
import { hashToken } from '../text/tokens.ts';
import { findVariant } from './actions/variants.ts';
import { isDocumentFile } from './document.ts';
import { isPictureFile, type Picture, pictureFileOf } from './picture.ts';
import { findMediaByFile, findSuccessor, isPreviewedMedia, isPublicMedia } from './queries.ts';
import { sendDocument } from './routes/documents.ts';
import { mayHaveAll } from './routes/for-newsroom.ts';
import { isOfRecording, sendRecording } from './routes/recordings.ts';
import { isVariantOf, mimeOf, readVariant, type Variant, variantFile } from './variant.ts';

/** The files of the library. What no published story shows is there for the newsroom only. */
export function readerRoutes(context: Context): Router {
  const router = Router();
  router.get('/media/:file', file(context));
  // What a draft shows is there for who has a link to it, under that link alone.
  router.get('/preview/:token/media/:file', previewedFile(context));
  return router;
}

const file =
  (context: Context): RequestHandler<{ file: string }> =>
  async (request, response) => {
    const { file: name } = request.params;
    if (isOfRecording(name)) return sendRecording(context, { request, response }, { file: name, tokenHash: null });
    if (isDocumentFile(name)) return sendDocument(context, { request, response }, { file: name, tokenHash: null });
    const asked = readAsked(name);
    const isPublic = ({ id }: Pick<Picture, 'id'>) => isPublicMedia(context.db.reader, { id, now: context.now() });
    const picture = await findMediaByFile(context.db.reader, asked.file);
    if (!picture) return await leadOn(context, response, { file: asked.file, isPublic });
    const shown = { picture, isPublic: await isPublic(picture), ...asked };
    if (!shown.isPublic && !mayHaveAll(response)) throw notFound();
    await send(context, { request, response }, shown);
  };

const previewedFile =
  (context: Context): RequestHandler<{ token: string; file: string }> =>
  async (request, response) => {
    const { token, file: name } = request.params;
    const tokenHash = hashToken(token);
    response.set('Referrer-Policy', 'same-origin').set('X-Robots-Tag', 'noindex');
    if (isOfRecording(name)) return sendRecording(context, { request, response }, { file: name, tokenHash });
    if (isDocumentFile(name)) return sendDocument(context, { request, response }, { file: name, tokenHash });
    const asked = readAsked(name);
    const picture = await findMediaByFile(context.db.reader, asked.file);
    const link = { tokenHash, now: context.now() };
    if (!picture || !(await isPreviewedMedia(context.db.reader, { id: picture.id, ...link }))) throw notFound();
    await send(context, { request, response }, { picture, isPublic: false, ...asked });
  };

const notFound = () => new NotFound('There is no such picture.');

/** @throws NotFound for a name that no file of a picture has */
function readAsked(name: string): { file: string; variant: Variant | null } {
  const variant = readVariant(name);
  if (!variant && !isPictureFile(name)) throw notFound();
  return { file: variant ? pictureFileOf(variant.stem) : name, variant };
}

/** Pages that somebody has open, and other sites, ask for the file that a picture had before it was replaced. */
async function leadOn(
  context: Context,
  response: Response,
  { file: name, isPublic }: { file: string; isPublic: (picture: Pick<Picture, 'id'>) => Promise<boolean> },
): Promise<void> {
  const successor = await findSuccessor(context.db.reader, name);
  if (!successor || (!(await isPublic(successor)) && !mayHaveAll(response))) throw notFound();
  response.set('Cache-Control', 'no-store').redirect(302, `/media/${successor.file}`);
}

interface Shown {
  picture: Picture;
  isPublic: boolean;
  /** Null for the picture as it is kept. */
  variant: Variant | null;
}

async function send(
  context: Context,
  { request, response }: { request: Request; response: Response },
  { picture, isPublic, variant }: Shown,
): Promise<void> {
  if (variant && !isVariantOf(picture, variant)) return sendNearest(request, response, { picture, variant });
  const made = variant && (await variantNow(context, request, { picture, variant }));
  const stored = made ?? (await context.storage.open(picture.file));
  if (!stored) throw new NotFound('The file of this picture is gone.');
  const sent = made && variant ? { name: variantFile(variant), mime: mimeOf[variant.format] } : whole(picture);
  const isForEver = isPublic && (variant === null || made !== null);
  describeStored(response, { ...sent, isForEver });
  await sendStored(request, response, stored);
}

const whole = ({ file: name, mime }: Picture) => ({ name, mime });

/** Null where too many wait, or one reader asks for too many: then the picture as it is kept does. */
async function variantNow(
  context: Context,
  request: Request,
  wanted: { picture: Picture; variant: Variant },
): Promise<StoredFile | null> {
  const there = await context.storage.open(variantFile(wanted.variant));
  if (there) return there;
  try {
    await context.limits.take('variant', request.ip ?? '');
    return await findVariant(context, wanted);
  } catch (error) {
    if (error instanceof TooMany || error instanceof Unavailable) return null;
    throw error;
  }
}

/** What matters most in it has been said anew since the page was made. @throws NotFound where it never had such a size */
function sendNearest(
  request: Request,
  response: Response,
  { picture, variant }: { picture: Picture; variant: Variant },
): void {
  const now = { ...variant, focal: { x: picture.focalX, y: picture.focalY } };
  if (!variant.crop || !isVariantOf(picture, now)) throw notFound();
  const folder = request.path.slice(0, request.path.lastIndexOf('/'));
  response.set('Cache-Control', 'no-store').redirect(302, `${folder}/${variantFile(now)}`);
}
