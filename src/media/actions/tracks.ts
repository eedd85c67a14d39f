import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { readCues, writeCues } from '../../text/webvtt.ts';
import { pagesWith } from '../queries/in-pages.ts';
import { findRecordings } from '../queries/recordings.ts';
import { deleteTrack, findTracks, putTrack } from '../queries/tracks.ts';
import { type TrackKind, trackFile, trackLimits } from '../recording/track.ts';
import { requireRecording } from './recordings.ts';

export interface TrackInput {
  recordingId: number;
  kind: TrackKind;
  /** BCP 47. */
  language: string;
  path: string;
}

/**
 * Gives a recording its texts in a language, in place of those of the kind that it had; written anew from what was read.
 * @throws Invalid with the line of what is wrong; NotFound, Forbidden
 */
export async function addTrack(context: Context, actor: Actor, { path, ...track }: TrackInput): Promise<void> {
  const { recordingId, kind, language } = track;
  const [recording] = await findRecordings(context.db.reader, [recordingId]);
  if (!recording) throw new NotFound('There is no such recording in the library.');
  const content = await readTexts(path, recording.seconds);
  // Of this recording alone, so that one name is there for whom the recording is.
  const said = JSON.stringify([recording.file, kind, language, content]);
  const file = trackFile(createHash('sha256').update(said).digest('hex'));
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await requireRecording(tx, actor, recordingId);
    if ((await findTracks(tx, [recordingId])).length >= trackLimits.count) {
      throw new Invalid({ track: `A recording has ${trackLimits.count} texts at most. Remove one first.` });
    }
    await putTrack(tx, { ...track, file, content, createdAt: at, createdBy: actor.id });
    await record(tx, { at, actor, action: 'recording.described', ...(await aboutOf(tx, recordingId)) });
  });
}

/** @throws NotFound, Forbidden */
export async function removeTrack(
  context: Context,
  actor: Actor,
  { recordingId, id }: { recordingId: number; id: number },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await requireRecording(tx, actor, recordingId);
    if (!(await deleteTrack(tx, { id, recordingId }))) throw new NotFound('This recording has no such text.');
    await record(tx, { at, actor, action: 'recording.described', ...(await aboutOf(tx, recordingId)) });
  });
}

const aboutOf = async (tx: Tx, id: number) => ({
  subject: `recording:${id}`,
  names: await pagesWith(tx, 'recording', id),
});

async function readTexts(path: string, seconds: number): Promise<string> {
  const { size } = await stat(path);
  if (size > trackLimits.bytes)
    throw new Invalid({ track: 'The file is larger than 1 MB. No text of a recording is.' });
  const read = readCues(await readFile(path), seconds);
  if ('problem' in read) throw new Invalid({ track: `Line ${read.line}: ${read.problem}` });
  return writeCues(read.cues);
}
