import { stateNames } from '../../articles/pages/moments.ts';
import type { FileUses } from '../../articles/queries/file-uses.ts';
import type { Site } from '../../db/settings.ts';
import { type PageKey, writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import type { FileKind } from '../../media/queries/with-desk.ts';
import { momentLine } from '../../text/dates.ts';
import { counted } from './filing.ts';
import { libraryPaths, librarySize, libraryWays, notFound } from './library.ts';

/* What the pages of recordings and documents have in common. */

/** A file among others. */
interface Listed {
  id: number;
  credit: string;
  /** File of the picture that stands for it. */
  posterFile: string | null;
  /** Stories and pages that show it, drafts included. */
  uses: number;
  createdAt: string;
}

export interface Listing<Row extends Listed> {
  /** One more than the page shows where there are older ones. */
  rows: Row[];
  search: string;
  isFirst: boolean;
  notice: string | null;
}

/** How one kind of file is told of in a list. */
interface Told<Row extends Listed> {
  kind: FileKind;
  heading: string;
  /** Where there is none yet. */
  none: string;
  /** `look` is a class of the frame around its picture, `length` in two parts: what it is, and how long. */
  tile: (row: Row) => { title: string; look: string; kind: string | null; length: string };
}

/** The newest first. */
export function filesPage<Row extends Listed>(
  { rows, search, isFirst, notice }: Listing<Row>,
  { kind, heading, none, tile }: Told<Row>,
  { site, now }: { site: Site; now: string },
): Page {
  const path = libraryPaths[kind];
  const shown = rows.slice(0, librarySize);
  const last = rows.length > librarySize ? shown.at(-1) : undefined;
  const address = (before: PageKey | null): string => {
    const asked = new URLSearchParams({
      ...(search && { q: search }),
      ...(before && { before: writePageKey(before) }),
    });
    return asked.size > 0 ? `${path}?${asked}` : path;
  };
  const older = last ? { href: address({ at: last.createdAt, id: last.id }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address(null), label: 'Newest ones' };
  const model = {
    ...{ heading, path, search, searchLabel: `Words of a ${kind}`, arrived: [] },
    notice: notice === null ? null : { text: notice, link: null },
    ways: libraryWays(kind),
    files: shown.map((row) => ({
      ...tile(row),
      href: `${path}/${row.id}`,
      poster: row.posterFile && `/media/${row.posterFile}`,
      credit: row.credit || null,
      uses: row.uses === 0 ? 'Not used' : counted(row.uses, 'use', 'uses'),
      added: { iso: row.createdAt, text: momentLine(row.createdAt, now, { zone: site.zone, language: 'en' }) },
    })),
    emptyText: search ? notFound(kind, search) : none,
    pager: older || newest ? { older, newest } : null,
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/files', language: 'en', current: 'media', script: 'library' },
    ...{ status: 200, title: heading, model },
  };
}

interface Used {
  uses: FileUses;
  mayChange: boolean;
  /** Nothing shows it, and no version of a story ever did. */
  isFree: boolean;
}

/** The stories that show a file, and whether it can be taken out of the library. `path` is that of its page. */
export function usesModel({ uses, mayChange, isFree }: Used, path: string) {
  const hidden = uses.count - uses.stories.length;
  return {
    uses: uses.stories.map(({ id, headline, language, state }) => ({
      ...{ href: `/admin/articles/${id}`, text: headline || 'No headline', language },
      state: stateNames[state],
    })),
    more: hidden > 0 ? `${counted(hidden, 'story', 'stories')} more ${hidden === 1 ? 'shows' : 'show'} it.` : null,
    unused: uses.count === 0,
    removal: mayChange && isFree ? `${path}/remove` : null,
    stays: isFree ? null : 'It stays in the library: what shows it needs it, and old versions of stories do.',
  };
}
