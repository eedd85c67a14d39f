import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { wordsOf } from '../../text/folding.ts';
import { type Recording, type SaidOfRecording, wordsOfRecording } from '../recording.ts';

const columns = [
  ...(['id', 'file', 'kind', 'mime', 'codecs', 'width', 'height', 'seconds', 'bytes'] as const),
  ...(['title', 'caption', 'credit', 'source', 'poster_id as posterId', 'can_download'] as const),
  ...(['original_name as originalName', 'created_at as createdAt', 'created_by as createdBy'] as const),
];

type Row = Omit<Recording, 'canDownload'> & { can_download: number };

const recordingOf = ({ can_download, ...row }: Row): Recording => ({ ...row, canDownload: can_download === 1 });

/** In no order; those of nothing are left out. */
export async function findRecordings(db: Db, ids: readonly number[]): Promise<Recording[]> {
  const wanted = [...new Set(ids)].filter(Number.isSafeInteger);
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('recordings').select(columns).where('id', 'in', wanted).execute();
  return rows.map(recordingOf);
}

export async function findRecordingsByFile(db: Db, files: readonly string[]): Promise<Recording[]> {
  const wanted = [...new Set(files)];
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('recordings').select(columns).where('file', 'in', wanted).execute();
  return rows.map(recordingOf);
}

/** A recording among others. */
export interface ListedRecording extends Recording {
  /** File of its poster. */
  posterFile: string | null;
  /** Stories and pages that show it, drafts included. */
  uses: number;
}

export interface RecordingsPart {
  /** As it was typed; each of its words must stand in what is said of the recording. */
  search: string;
  /** The last of the page before; null on the first. */
  before: { at: string; id: number } | null;
  limit: number;
}

/** The newest first. */
export async function findRecordingLibrary(
  db: Db,
  { search, before, limit }: RecordingsPart,
): Promise<ListedRecording[]> {
  let query = db
    .selectFrom('recordings')
    .select(columns)
    .select((from) => [
      from.selectFrom('media').select('media.file').whereRef('media.id', '=', 'recordings.poster_id').as('posterFile'),
      from
        .selectFrom('recording_uses as use')
        .select((all) => all.fn.countAll<number>().as('count'))
        .whereRef('use.recording_id', '=', 'recordings.id')
        .as('uses'),
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  for (const { folded } of wordsOf(search)) query = query.where('words', 'like', `%${folded}%`);
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at}, ${before.id})`);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, ...recordingOf(row), uses: Number(row.uses) }));
}

export async function insertRecording(tx: Tx, recording: Omit<Recording, 'id'>): Promise<number> {
  const { originalName, createdAt, createdBy, posterId, canDownload, ...same } = recording;
  const { id } = await tx
    .insertInto('recordings')
    .values({
      ...{ ...same, original_name: originalName, created_at: createdAt, created_by: createdBy },
      ...{ poster_id: posterId, can_download: canDownload ? 1 : 0, words: wordsOfRecording(recording) },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateRecording(tx: Tx, recording: Pick<Recording, 'id' | 'originalName'> & SaidOfRecording) {
  const { id, title, caption, credit, source, posterId, canDownload } = recording;
  const said = { title, caption, credit, source, poster_id: posterId, can_download: canDownload ? 1 : 0 } as const;
  await tx
    .updateTable('recordings')
    .set({ ...said, words: wordsOfRecording(recording) })
    .where('id', '=', id)
    .execute();
}

/** Of a recording that stories show or showed: then its poster stays in the library, as pictures do that stories showed. */
export async function keepPoster(tx: Tx, { id, posterId }: Pick<Recording, 'id' | 'posterId'>): Promise<void> {
  const used = await tx.selectFrom('recordings').select('was_used').where('id', '=', id).executeTakeFirst();
  if (used?.was_used !== 1 || posterId === null) return;
  await tx.updateTable('media').set({ was_used: 1 }).where('id', '=', posterId).execute();
}

export async function deleteRecording(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('recordings').where('id', '=', id).execute();
}
