import type { Site } from '../../db/settings.ts';
import { type PageKey, writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import { nameOf, rightsRemark } from '../../media/picture.ts';
import type { LibraryFilter, LibraryPicture } from '../../media/queries/library.ts';
import { momentLine, utcToZoned } from '../../text/dates.ts';
import { counted } from './filing.ts';

/** What became of a file that somebody sent. */
export type Arrived =
  | { originalName: string; is: 'picture' | 'recording'; id: number; isNew: boolean }
  | { originalName: string; problem: string };

interface Library {
  /** One more than the page shows where there are older ones. */
  rows: LibraryPicture[];
  filter: LibraryFilter;
  search: string;
  isFirst: boolean;
  /** Of the files that were just sent; empty where none were. */
  arrived: Arrived[];
  notice: string | null;
}

export const librarySize = 48;

export const recordingsPath = '/admin/media/recordings';

const filterNames: Record<LibraryFilter, string> = {
  all: 'All',
  unused: 'Not used',
  undescribed: 'Without alternative text',
  rights: 'Rights ending',
};

export function libraryPage(
  { rows, filter, search, isFirst, arrived, notice }: Library,
  { site, now, status }: { site: Site; now: string; status: number },
): Page {
  const shown = rows.slice(0, librarySize);
  const last = rows.length > librarySize ? shown.at(-1) : undefined;
  const address = (of: LibraryFilter, before: PageKey | null = null): string => {
    const asked = new URLSearchParams({
      ...(search && { q: search }),
      ...(of !== 'all' && { show: of }),
      ...(before && { before: writePageKey(before) }),
    }).toString();
    return asked ? `/admin/media?${asked}` : '/admin/media';
  };
  const older = last ? { href: address(filter, { at: last.createdAt, id: last.id }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address(filter), label: 'Newest ones' };
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    search,
    kept: filter === 'all' ? null : filter,
    tabs: [
      ...(Object.keys(filterNames) as LibraryFilter[]).map((each) => ({
        ...{ label: filterNames[each], href: address(each), current: each === filter, count: null },
      })),
      { label: 'Video and audio', href: recordingsPath, current: false, count: null },
    ],
    arrived: arrived.map(arrivedModel),
    pictures: shown.map((row) => pictureModel(row, { site, now })),
    emptyText: emptyText(filter, search),
    pager: older || newest ? { older, newest } : null,
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/library', language: 'en', current: 'media' },
    ...{ status, title: 'Pictures', model },
  };
}

const arrivedModel = (arrived: Arrived) => ({
  name: arrived.originalName || 'A file without a name',
  problem: 'problem' in arrived ? arrived.problem : null,
  href: 'id' in arrived ? `${arrived.is === 'picture' ? '/admin/media' : recordingsPath}/${arrived.id}` : null,
  says: 'id' in arrived ? (arrived.isNew ? 'was added.' : 'was in the library already.') : null,
});

const pictureModel = (row: LibraryPicture, { site, now }: { site: Site; now: string }) => ({
  href: `/admin/media/${row.id}`,
  src: `/media/${row.file}`,
  ...{ width: String(row.width), height: String(row.height) },
  title: nameOf(row),
  credit: row.credit || null,
  uses: row.uses === 0 ? 'Not used' : counted(row.uses, 'use', 'uses'),
  bare: row.alt === '' ? 'No alternative text' : null,
  rights: rightsRemark(row, utcToZoned(now, site.zone).slice(0, 10)),
  added: { iso: row.createdAt, text: momentLine(row.createdAt, now, { zone: site.zone, language: 'en' }) },
});

function emptyText(filter: LibraryFilter, search: string): string {
  if (search) return `Of no picture here “${search}” is said.`;
  if (filter === 'unused') return 'Every picture is used.';
  if (filter === 'rights') return 'The rights to no picture have ended, and none end within seven days.';
  if (filter === 'undescribed') return 'Every picture has its alternative text.';
  return 'There is no picture yet. Those that are put into stories are kept here, too.';
}
