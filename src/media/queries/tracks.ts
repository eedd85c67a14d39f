import type { Db, Tx } from '../../db/database.ts';
import type { Track } from '../recording/track.ts';

const columns = ['id', 'recording_id as recordingId', 'kind', 'language', 'file', 'content'] as const;

/** Of these recordings, by kind and language. */
export async function findTracks(db: Db, recordingIds: readonly number[]): Promise<Track[]> {
  if (recordingIds.length === 0) return [];
  return db
    .selectFrom('recording_tracks')
    .select(columns)
    .where('recording_id', 'in', [...recordingIds])
    .orderBy('kind')
    .orderBy('language')
    .execute();
}

export async function findTrackByFile(db: Db, file: string): Promise<Track | null> {
  const track = await db.selectFrom('recording_tracks').select(columns).where('file', '=', file).executeTakeFirst();
  return track ?? null;
}

/** In place of what was there of this kind in this language. */
export async function putTrack(
  tx: Tx,
  { recordingId, kind, language, ...track }: Omit<Track, 'id'> & { createdAt: string; createdBy: number },
): Promise<void> {
  const { file, content, createdAt, createdBy } = track;
  await tx
    .deleteFrom('recording_tracks')
    .where('recording_id', '=', recordingId)
    .where('kind', '=', kind)
    .where('language', '=', language)
    .execute();
  const row = { recording_id: recordingId, kind, language, file, content };
  await tx
    .insertInto('recording_tracks')
    .values({ ...row, created_at: createdAt, created_by: createdBy })
    .execute();
}

export async function deleteTrack(tx: Tx, { id, recordingId }: Pick<Track, 'id' | 'recordingId'>): Promise<boolean> {
  const gone = await tx
    .deleteFrom('recording_tracks')
    .where('id', '=', id)
    .where('recording_id', '=', recordingId)
    .returning('id')
    .execute();
  return gone.length > 0;
}
