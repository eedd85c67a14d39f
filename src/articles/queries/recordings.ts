import type { Db } from '../../db/database.ts';
import { findRecordingsByFile } from '../../media/queries/recordings.ts';
import { findTracks } from '../../media/queries/tracks.ts';
import { findMedia } from '../../media/queries.ts';
import type { Track } from '../../media/recording/track.ts';
import type { Recording } from '../../media/recording.ts';
import type { Block } from '../../text/markdown.ts';
import { findRecording } from '../../text/recordings.ts';
import type { ShownMedia } from './story.ts';

/** What pages need to know of a recording. */
export interface ShownRecording extends Recording {
  poster: ShownMedia | null;
  tracks: Track[];
  /** Where its files are asked for; /media, which has what is published, where nothing is said. */
  folder?: string;
}

/** What may show recordings: a text, and what stands above it. */
export interface Showing {
  blocks: readonly Block[];
  /** The address of the lead video; '' where there is none. */
  leadVideo: string;
}

/** The files of the recordings that a story shows, each once. */
export const recordingFilesOf = ({ blocks, leadVideo }: Showing): string[] => {
  const addresses = [leadVideo, ...blocks.flatMap((block) => (block.kind === 'video' ? [block.url] : []))];
  return [...new Set(addresses.flatMap((address) => findRecording(address)?.file ?? []))];
};

/** The recordings that these stories show; most show none, and then nothing is asked. */
export async function findShownRecordings(db: Db, stories: readonly Showing[]): Promise<ShownRecording[]> {
  const files = stories.flatMap((story) => recordingFilesOf(story));
  if (files.length === 0) return [];
  const recordings = await findRecordingsByFile(db, files);
  const [tracks, posters] = await Promise.all([
    findTracks(
      db,
      recordings.map(({ id }) => id),
    ),
    findMedia(
      db,
      recordings.flatMap(({ posterId }) => posterId ?? []),
    ),
  ]);
  return recordings.map((recording) => ({
    ...recording,
    poster: posters.find(({ id }) => id === recording.posterId) ?? null,
    tracks: tracks.filter(({ recordingId }) => recordingId === recording.id),
  }));
}
