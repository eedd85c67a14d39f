import type { Site } from '../../db/settings.ts';
import { type PageKey, writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import type { ListedRecording } from '../../media/queries/recordings.ts';
import { momentLine } from '../../text/dates.ts';
import { clockOf } from '../../text/durations.ts';
import { counted } from './filing.ts';
import { librarySize, libraryWays, notFound, recordingsPath } from './library.ts';

interface Shown {
  /** One more than the page shows where there are older ones. */
  rows: ListedRecording[];
  search: string;
  isFirst: boolean;
  notice: string | null;
}

export const kindNames = { video: 'Video', audio: 'Audio' } as const;

/** Films and sound of the library. */
export function recordingsPage(
  { rows, search, isFirst, notice }: Shown,
  { site, now }: { site: Site; now: string },
): Page {
  const shown = rows.slice(0, librarySize);
  const last = rows.length > librarySize ? shown.at(-1) : undefined;
  const address = (before: PageKey | null): string => {
    const asked = new URLSearchParams({
      ...(search && { q: search }),
      ...(before && { before: writePageKey(before) }),
    }).toString();
    return asked ? `${recordingsPath}?${asked}` : recordingsPath;
  };
  const older = last ? { href: address({ at: last.createdAt, id: last.id }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address(null), label: 'Newest ones' };
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    search,
    ways: libraryWays('recording'),
    arrived: [],
    recordings: shown.map((row) => ({
      href: `${recordingsPath}/${row.id}`,
      poster: row.posterFile && `/media/${row.posterFile}`,
      title: titleOf(row),
      kind: kindNames[row.kind],
      isAudio: row.kind === 'audio',
      duration: clockOf(row.seconds),
      credit: row.credit || null,
      uses: row.uses === 0 ? 'Not used' : counted(row.uses, 'use', 'uses'),
      added: { iso: row.createdAt, text: momentLine(row.createdAt, now, { zone: site.zone, language: 'en' }) },
    })),
    emptyText: search
      ? notFound('recording', search)
      : 'There is no video or audio yet. Send MP4, WebM or MP3 files with the form above.',
    pager: older || newest ? { older, newest } : null,
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/recordings', language: 'en', current: 'media', script: 'library' },
    ...{ status: 200, title: 'Video and audio', model },
  };
}

export const titleOf = ({ title, originalName }: Pick<ListedRecording, 'title' | 'originalName'>): string =>
  title || originalName || 'A recording without words';
