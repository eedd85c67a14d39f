import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import type { ListedRecording } from '../../media/queries/recordings.ts';
import { clockOf } from '../../text/durations.ts';
import { filesPage, type Listing } from './files.ts';

export const kindNames = { video: 'Video', audio: 'Audio' } as const;

/** Films and sound of the library. */
export const recordingsPage = (listing: Listing<ListedRecording>, around: { site: Site; now: string }): Page =>
  filesPage(
    listing,
    {
      ...{ kind: 'recording', heading: 'Video and audio' },
      none: 'There is no video or audio yet. Send MP4, WebM or MP3 files with the form above.',
      tile: (row) => ({
        ...{ title: titleOf(row), look: row.kind === 'audio' ? ' sound' : '' },
        ...{ kind: kindNames[row.kind], length: clockOf(row.seconds) },
      }),
    },
    around,
  );

export const titleOf = ({ title, originalName }: Pick<ListedRecording, 'title' | 'originalName'>): string =>
  title || originalName || 'A recording without words';
