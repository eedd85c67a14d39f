import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished as onFinished } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { type FieldErrors, Invalid, isFull, noRoom, Unavailable } from '../errors.ts';
import { waitLonger } from './patience.ts';
import { sessionOf } from './sessions.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { endAfter, type LimitOf, mostText, pictureBytes, upTo } from './upload-limits.ts';

/** A file that came with a form. It is there until the answer is sent. */
export interface Upload {
  path: string;
  /** As it was called on the sender's machine: one line, no folders. */
  originalName: string;
  bytes: number;
}

/** A file of a field that takes several; `upload` is null for one that was larger than its limit, in bytes. */
export interface ListedUpload {
  originalName: string;
  upload: Upload | null;
  limit: number;
}

interface Taking {
  files: number;
  limitOf: LimitOf;
  /** Of all files together. */
  bytes: number;
}

interface Received {
  uploads: Record<string, Upload>;
  /** In the order in which they came. */
  listed: ListedUpload[];
  refused: FieldErrors;
  /** Of all files so far, kept or not. */
  fileBytes: number;
}

/** Files of a form that takes many of them. */
export const mostUploads = 20;

/** None on the size of files: multer's own ends the reading there, and what was typed into later fields would be lost. */
const limits = { fields: 60, fieldSize: 1024 * 1024, fieldNameSize: 100, fieldNestingDepth: 0 };

const receivedWith = new WeakMap<Request, Received>();

/**
 * Reads a form with files: its text into `request.body`, as readForm does with others, its files into a folder that goes with the
 * answer. A file that is too large, or that nobody who is signed in sent, is read to its end and thrown away, so that all that
 * was typed arrives, and can be given back. Ask for the files with `uploadsOf`.
 */
export const readUploads: RequestHandler = (request, response, next) =>
  readUpTo({ files: 2, limitOf: () => pictureBytes, bytes: Number.POSITIVE_INFINITY }, { request, response, next });

/**
 * The same for a form in which one field takes many files, of so many bytes in all. Ask for them with `listedUploads`.
 * What says at once that it is larger is not read: ask with `isTooMuch`.
 */
export const readManyUploads =
  ({ limitOf, bytes }: Pick<Taking, 'limitOf' | 'bytes'>): RequestHandler =>
  (request, response, next) => {
    if (Number(request.get('content-length') ?? 0) > bytes + mostText) {
      tooLarge.add(request);
      return next();
    }
    if (sessionOf(response)) waitLonger(request, uploadPatience);
    readUpTo({ files: mostUploads, limitOf, bytes }, { request, response, next });
  };

const tooLarge = new WeakSet<Request>();

/** Whether the form was more than it may be, so that nothing of it was read. */
export const isTooMuch = (request: Request): boolean => tooLarge.has(request);

/** In milliseconds, for a form with large files: two megabits a second are enough. */
export const uploadPatience = 30 * 60_000;

function readUpTo(
  { files, limitOf, bytes }: Taking,
  { request, response, next }: { request: Request; response: Response; next: NextFunction },
): void {
  const received: Received = { uploads: {}, listed: [], refused: {}, fileBytes: 0 };
  receivedWith.set(request, received);
  const parse = multer({
    storage: temporaryFiles(response, { received, limitOf, bytes }),
    limits: { ...limits, files, parts: limits.fields + files },
    defParamCharset: 'utf8',
  }).any();
  const answer = once((error?: unknown) => next(error ? refusalOf(error) : undefined));
  parse(request, response, answer);
  const stop = {
    text: () => answer(new Invalid({ '': tooMuchText })),
    all: () => refuseRest(request, response, answer),
  };
  endAfter({ text: mostText, all: bytes + mostText }, { request, fileBytes: () => received.fileBytes, stop });
}

/** In milliseconds. */
const timeToHear = 2000;

/** Who did not say how much would come is not read for longer than who did, but for as long as it takes to hear so. */
function refuseRest(request: Request, response: Response, answer: (error?: unknown) => void): void {
  tooLarge.add(request);
  onFinished(response, () => {
    if (!request.complete) setTimeout(() => request.socket.destroy(), timeToHear).unref();
  });
  answer();
}

function once(answer: (error?: unknown) => void): (error?: unknown) => void {
  let given = false;
  return (error) => {
    if (!given) answer(error);
    given = true;
  };
}

const tooMuchText = 'The form holds more text than a story can have.';

/**
 * The files of the form by the names of their fields.
 * @throws Invalid where one was refused. Call it where the handler can show the form again.
 */
export function uploadsOf(request: Request): Record<string, Upload> {
  const { uploads, refused } = receivedWith.get(request) ?? { uploads: {}, refused: {} };
  if (Object.keys(refused).length > 0) throw new Invalid(refused);
  return uploads;
}

/** The files of the form, in order, those that are too large included. */
export const listedUploads = (request: Request): ListedUpload[] =>
  // A field without a file comes as one without a name and content.
  (receivedWith.get(request)?.listed ?? []).filter(({ upload }) => upload?.bytes !== 0 || upload.originalName !== '');

function temporaryFiles(
  response: Response,
  { received, limitOf, bytes: most }: { received: Received } & Pick<Taking, 'limitOf' | 'bytes'>,
): StorageEngine {
  const { uploads, listed, refused } = received;
  const folder = temporaryFolder(response);
  const kept = { bytes: 0 };
  // What is still on its way then is not waited for: nobody would close its file.
  const answered = new AbortController();
  onFinished(response, () => answered.abort());
  const store = async ({ stream, fieldname, originalname }: Express.Multer.File) => {
    const count = (chunk: Buffer) => {
      received.fileBytes += chunk.length;
    };
    if (!sessionOf(response)) return finished(stream.on('data', count));
    const entry: ListedUpload = { originalName: plainName(originalname), upload: null, limit: pictureBytes };
    listed.push(entry);
    const path = join(await folder(), randomUUID());
    const counter = upTo({ limitOf, most }, kept, count);
    await pipeline(stream, counter.stream, createWriteStream(path), { signal: answered.signal });
    entry.limit = counter.limit();
    if (counter.exceeded()) refused[fieldname] = pictureTooLarge;
    else uploads[fieldname] = entry.upload = { path, originalName: entry.originalName, bytes: counter.bytes() };
  };
  return {
    _handleFile(_request: Request, file, done) {
      store(file).then(
        () => done(null, {}),
        (error) => done(error),
      );
    },
    // The folder goes as a whole.
    _removeFile: (_request, _file, done) => done(null),
  };
}

export const pictureTooLarge = 'The picture is larger than 25 MB. Choose a smaller one, or save it smaller.';

const plainName = (name: string) =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]+/gu, ' ')
    .trim();

/** What ends the reading of a form. None of it happens to forms that this site made. */
function refusalOf(error: unknown): unknown {
  if (error instanceof MulterError) {
    const { code, field = '' } = error;
    const message =
      code === 'LIMIT_FIELD_VALUE' ? 'This text is longer than 1 MB.' : `The form cannot be read: ${error.message}.`;
    return new Invalid({ [field]: message });
  }
  if (isFull(error)) return new Unavailable(noRoom, { cause: error });
  // The machine's own errors have a code; what is wrong with the form has none.
  if ((error as NodeJS.ErrnoException).code) return error;
  return new Invalid({ '': 'The form did not arrive whole. Please send it again.' });
}
