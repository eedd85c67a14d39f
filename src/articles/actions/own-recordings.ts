import type { Db, Tx } from '../../db/database.ts';
import { replaceRecordingUses } from '../../media/queries/recording-uses.ts';
import { findRecordingsByFile } from '../../media/queries/recordings.ts';
import { type Block, type RenderedStory, renderStory } from '../../text/markdown.ts';
import { findRecording } from '../../text/recordings.ts';
import type { Content } from '../article.ts';
import type { ReadingSide } from '../queries/reading-rows.ts';
import { recordingFilesOf } from '../queries/recordings.ts';

export interface Own {
  references: ReadingSide['references'];
  /** The picture that stands for the lead recording in the library; null for none. */
  leadPosterId: number | null;
  /** Of the text: recordings that are not there. */
  problems: RenderedStory['problems'];
  /** The lead recording is not there. */
  lostLead: boolean;
}

/** The recordings of the library that a story shows. */
export async function resolveRecordings(
  db: Db,
  content: Pick<Content, 'body' | 'leadKind' | 'leadVideo'>,
  blocks: Block[],
): Promise<Own> {
  const leadVideo = content.leadKind === 'video' ? content.leadVideo : '';
  const wanted = recordingFilesOf({ blocks, leadVideo });
  const found = new Map((await findRecordingsByFile(db, wanted)).map((recording) => [recording.file, recording]));
  const leadFile = findRecording(leadVideo)?.file ?? null;
  return {
    references: [...found.values()].map(({ id }) => ({ kind: 'recording', targetId: id })),
    leadPosterId: (leadFile && found.get(leadFile)?.posterId) || null,
    problems: recordingFilesOf({ blocks, leadVideo: '' })
      .filter((file) => !found.has(file))
      .map((file) => ({
        line: content.body.split('\n').findIndex((line) => line.includes(file)) + 1,
        message: `${lost(file)} Copy the address from its page in the library.`,
      })),
    lostLead: leadFile !== null && !found.has(leadFile),
  };
}

const lost = (file: string): string => `There is no recording at /media/${file}.`;

/** The recordings that these versions of a story show, in the newsroom's record of where each is used. */
export async function recordRecordingUses(tx: Tx, articleId: number, contents: Content[]): Promise<void> {
  const files = contents.flatMap(({ body, leadVideo }) =>
    recordingFilesOf({ blocks: renderStory(body).blocks, leadVideo }),
  );
  const recordings = await findRecordingsByFile(tx, files);
  await replaceRecordingUses(
    tx,
    articleId,
    recordings.map(({ id }) => id),
  );
}
