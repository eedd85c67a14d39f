import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { NotFound } from '../../errors.ts';
import { describeStored, sendStored } from '../../http/stored-file.ts';
import type { StoredFile } from '../../storage/storage.ts';
import { isPreviewedRecording, isPublicRecording } from '../queries/recording-uses.ts';
import { findRecordingsByFile } from '../queries/recordings.ts';
import { findTrackByFile } from '../queries/tracks.ts';
import { isTrackFile } from '../recording/track.ts';
import { isRecordingFile } from '../recording.ts';
import { mayHaveAll } from './for-newsroom.ts';

interface Asked {
  file: string;
  /** Null where it is asked for without a preview link. */
  tokenHash: string | null;
}

/** Whether a name under /media is one of a recording's files. */
export const isOfRecording = (file: string): boolean => isRecordingFile(file) || isTrackFile(file);

/** Sends a recording to whom it is there for. @throws NotFound for what there is not, and for what this reader may not know of */
export async function sendRecording(
  context: Context,
  { request, response }: { request: Request; response: Response },
  asked: Asked,
): Promise<void> {
  const found = await findFile(context.db.reader, asked.file);
  const isPublic = found ? await mayBeSeen(context.db.reader, { ...asked, ...found, now: context.now() }) : false;
  const isTheirs = asked.tokenHash === null && mayHaveAll(response);
  if (!found || (!isPublic && !isTheirs)) throw new NotFound('There is no such recording.');
  const stored = found.text === null ? await context.storage.open(asked.file) : inMemory(found.text);
  if (!stored) throw new NotFound('The file of this recording is gone.');
  const isForEver = isPublic && asked.tokenHash === null;
  describeStored(response, { name: asked.file, mime: found.mime, isForEver });
  // The browser's own page around it is a player, which asks for it once more.
  response.set('Content-Security-Policy', "sandbox; default-src 'none'; media-src 'self'");
  await sendStored(request, response, stored);
}

interface Found {
  /** Of the recording. */
  id: number;
  mime: string;
  /** Of a text that goes with it; null for the recording itself. */
  text: string | null;
}

async function findFile(db: Db, file: string): Promise<Found | null> {
  if (isTrackFile(file)) {
    const track = await findTrackByFile(db, file);
    return track && { id: track.recordingId, mime: 'text/vtt; charset=utf-8', text: track.content };
  }
  const [recording] = await findRecordingsByFile(db, [file]);
  return recording ? { id: recording.id, mime: recording.mime, text: null } : null;
}

function inMemory(text: string): StoredFile {
  const content = Buffer.from(text);
  return {
    bytes: content.length,
    stream: ({ start, end } = { start: 0, end: content.length - 1 }) =>
      Readable.from([content.subarray(start, end + 1)]),
  };
}

const mayBeSeen = (db: Db, { tokenHash, id, now }: Asked & { id: number; now: string }): Promise<boolean> =>
  tokenHash === null ? isPublicRecording(db, { id, now }) : isPreviewedRecording(db, { id, tokenHash, now });
