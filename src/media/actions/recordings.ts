import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { canAddPictures } from '../policy.ts';
import { pagesWith } from '../queries/in-pages.ts';
import { isRecordingNeeded } from '../queries/recording-uses.ts';
import {
  deleteRecording,
  findRecordings,
  findRecordingsByFile,
  insertRecording,
  keepPoster,
  updateRecording,
} from '../queries/recordings.ts';
import { letGo } from '../queries/unnamed-files.ts';
import { findMedia } from '../queries.ts';
import { NotUsable } from '../reading/not-usable.ts';
import { type ReadRecording, readRecording } from '../reading/recording.ts';
import { type Recording, recordingFile, recordingLimits, type SaidOfRecording } from '../recording.ts';
import { plainName, titleFrom } from './names.ts';
import { requireDescribable } from './require.ts';
import { keepFiles, removeUnnamed } from './stored.ts';

export interface TakenRecording {
  recording: Recording;
  /** Its content was not in the library before. */
  isNew: boolean;
}

/**
 * Adds the recording to the library, or finds it there: the same content is kept once. The file at `path` is changed:
 * what it tells beyond picture and sound is blanked. Never whole in memory.
 * @throws Invalid where the file is no recording that can be used; Forbidden; Unavailable where too many wait or there is no room
 */
export async function takeRecording(
  context: Context,
  actor: Actor,
  { path, originalName }: { path: string; originalName: string },
): Promise<TakenRecording> {
  if (!canAddPictures(actor)) throw new Forbidden('Only those who write stories add recordings.');
  const read = await readUsable(path);
  const file = recordingFile(await hashOf(path), read.ending);
  const { size: bytes } = await stat(path);
  return keepFiles(context, [{ name: file, put: () => context.storage.putFile(file, path) }], async (tx) => {
    const at = context.now();
    const [known] = await findRecordingsByFile(tx, [file]);
    if (known) return { recording: known, isNew: false };
    const { kind, mime, codecs, seconds, size } = read;
    const recording = {
      ...{ file, kind, mime, codecs, seconds, bytes, width: size?.width ?? null, height: size?.height ?? null },
      ...{
        title: titleFrom(originalName, recordingLimits.text),
        caption: '',
        credit: '',
        source: '',
        posterId: null,
        canDownload: false,
      },
      ...{ originalName: plainName(originalName, recordingLimits.originalName), createdAt: at, createdBy: actor.id },
    };
    const id = await insertRecording(tx, recording);
    await record(tx, { at, actor, action: 'recording.added', subject: `recording:${id}`, names: [] });
    return { recording: { id, ...recording }, isNew: true };
  });
}

/** Says something else of a recording: readers see it at once. @throws Forbidden, NotFound, or Invalid where the poster is no picture */
export async function describeRecording(
  context: Context,
  actor: Actor,
  { id, ...said }: SaidOfRecording & { id: number },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const recording = await requireRecording(tx, actor, id);
    if (said.posterId !== null && (await findMedia(tx, [said.posterId])).length === 0) {
      throw new Invalid({ poster: 'There is no picture with this number in the library.' });
    }
    await updateRecording(tx, { ...recording, ...said });
    // Stories that lead with it came out with the poster that it had.
    if (recording.posterId !== null && recording.posterId !== said.posterId) await keepPoster(tx, recording);
    await recordChange(tx, { at, actor, id, action: 'recording.described' });
  });
}

/**
 * Takes a recording that nothing ever showed out of the library, with its file and its texts.
 * @throws Forbidden, NotFound, or Conflict where something shows it, or an old version did
 */
export async function removeRecording(context: Context, actor: Actor, id: number): Promise<void> {
  const at = context.now();
  const file = await context.db.transaction(async (tx) => {
    const recording = await requireRecording(tx, actor, id);
    if (await isRecordingNeeded(tx, recording)) {
      throw new Conflict('This recording is used, or was: it stays in the library.');
    }
    await deleteRecording(tx, id);
    await letGo(tx, [recording.file], at);
    await recordChange(tx, { at, actor, id, action: 'recording.removed' });
    return recording.file;
  });
  await removeUnnamed(context, [file]);
}

/** @throws NotFound, Forbidden */
export async function requireRecording(tx: Tx, actor: Actor, id: number): Promise<Recording> {
  const [file] = await findRecordings(tx, [id]);
  return requireDescribable(tx, actor, { kind: 'recording', file });
}

async function recordChange(
  tx: Tx,
  { at, actor, id, action }: { at: string; actor: Actor; id: number; action: string },
): Promise<void> {
  const names = await pagesWith(tx, 'recording', id);
  await record(tx, { at, actor, action, subject: `recording:${id}`, names });
}

async function readUsable(path: string): Promise<ReadRecording> {
  try {
    return await readRecording(path);
  } catch (error) {
    throw error instanceof NotUsable ? new Invalid({ recording: error.message }) : error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
