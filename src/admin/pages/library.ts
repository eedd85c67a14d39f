import type { Contributor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { nameOf, rightsRemark } from '../../media/picture.ts';
import type { Alike } from '../../media/queries/alike.ts';
import type { LibraryPicture } from '../../media/queries/library.ts';
import type { FileKind } from '../../media/queries/with-desk.ts';
import { thumbFile } from '../../media/variant.ts';
import { momentLine, utcToZoned } from '../../text/dates.ts';
import type { AskedLibrary } from '../forms/library-filters.ts';
import { counted } from './filing.ts';
import { libraryAddress, libraryFilters, libraryTabs } from './library-filters.ts';

/** What became of a file that somebody sent. */
export type Arrived =
  | { originalName: string; is: FileKind; id: number; isNew: boolean; alike: Alike[] }
  | { originalName: string; problem: string };

interface Library {
  /** One more than the page shows where there are older ones. */
  rows: LibraryPicture[];
  asked: AskedLibrary;
  /** Who can have added pictures. */
  people: Pick<Contributor, 'id' | 'name'>[];
  isFirst: boolean;
  /** Of the files that were just sent; empty where none were. */
  arrived: Arrived[];
  notice: string | null;
}

export const librarySize = 48;

export const recordingsPath = '/admin/media/recordings';
export const documentsPath = '/admin/media/documents';
export const libraryPaths: Record<FileKind, string> = {
  ...{ picture: '/admin/media', recording: recordingsPath, document: documentsPath },
};
const kindNames: Record<FileKind, string> = {
  ...{ picture: 'Pictures', recording: 'Video and audio', document: 'Documents' },
};

/** The ways between the lists of the library. */
export const libraryWays = (shown: FileKind) =>
  (Object.keys(libraryPaths) as FileKind[]).map((kind) => ({
    ...{ label: kindNames[kind], href: libraryPaths[kind], current: kind === shown },
  }));

/** Of a list that a search left empty. */
export const notFound = (kind: FileKind, search: string): string =>
  `Nothing that is said of a ${kind} here has “${search}” in it.`;

export function libraryPage(
  { rows, asked, people, isFirst, arrived, notice }: Library,
  { site, now }: { site: Site; now: string },
): Page {
  const shown = rows.slice(0, librarySize);
  const last = rows.length > librarySize ? shown.at(-1) : undefined;
  const older = last ? { href: libraryAddress(asked, { at: last.createdAt, id: last.id }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: libraryAddress(asked), label: 'Newest ones' };
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    search: asked.search,
    kept: Object.entries({ ...asked.form, q: '', show: asked.filter === 'all' ? '' : asked.filter }).flatMap(
      ([name, value]) => (value ? [{ name, value }] : []),
    ),
    ways: libraryWays('picture'),
    tabs: libraryTabs(asked),
    filters: libraryFilters(asked, people),
    arrived: arrived.map(arrivedModel),
    pictures: shown.map((row) => pictureModel(row, { site, now })),
    emptyText: emptyText(asked),
    pager: older || newest ? { older, newest } : null,
  };
  const isWrong = arrived.some((each) => 'problem' in each) || Object.keys(asked.errors).length > 0;
  return {
    ...{ layout: 'newsroom', view: 'admin/media/library', language: 'en', current: 'media', script: 'library' },
    ...{ status: isWrong ? 422 : 200, title: 'Pictures', model },
  };
}

/** The same in JSON, for the script that sends files one by one. */
export const arrivedAnswer = (arrived: Arrived[]) => ({ arrived: arrived.map(arrivedModel) });

const arrivedModel = (arrived: Arrived) => ({
  name: arrived.originalName || 'A file without a name',
  problem: 'problem' in arrived ? arrived.problem : null,
  href: 'id' in arrived ? `${libraryPaths[arrived.is]}/${arrived.id}` : null,
  says: 'id' in arrived ? (arrived.isNew ? 'was added.' : 'was in the library already.') : null,
  alike: 'id' in arrived ? alikeModel(arrived.alike) : null,
});

/** Others that look like one; null where none do. */
export const alikeModel = (alike: Alike[]) =>
  alike.length === 0
    ? null
    : {
        text: `It looks like ${alike.length === 1 ? 'a picture that is' : 'pictures that are'} here already:`,
        pictures: alike.map((each) => ({
          ...{ href: `/admin/media/${each.id}`, title: nameOf(each) },
          ...{ src: `/media/${thumbFile(each)}`, width: '320', height: '240' },
        })),
      };

const pictureModel = (row: LibraryPicture, { site, now }: { site: Site; now: string }) => ({
  href: `/admin/media/${row.id}`,
  src: `/media/${thumbFile(row)}`,
  ...{ width: '320', height: '240' },
  title: nameOf(row),
  credit: row.credit || null,
  uses: row.uses === 0 ? 'Not used' : counted(row.uses, 'use', 'uses'),
  bare: row.alt === '' ? 'No alternative text' : null,
  rights: rightsRemark(row, utcToZoned(now, site.zone).slice(0, 10)),
  added: { iso: row.createdAt, text: momentLine(row.createdAt, now, { zone: site.zone, language: 'en' }) },
});

function emptyText({ filter, search, form, errors }: AskedLibrary): string {
  if (Object.keys(errors).length > 0) return 'One of the days is no date, so nothing was looked for.';
  if (form.by || form.from || form.to) return 'Nobody added a picture like that: try another person or other days.';
  if (search) return notFound('picture', search);
  if (filter === 'rights') return 'No picture’s rights have ended or end within seven days.';
  if (filter === 'used') return 'No picture is in use yet.';
  if (filter === 'unused') return 'Every picture is used.';
  if (filter === 'undescribed') return 'Every picture has its alternative text.';
  return 'There is no picture yet. Those that are put into stories are kept here, too.';
}
