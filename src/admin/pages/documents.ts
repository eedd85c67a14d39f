import type { Site } from '../../db/settings.ts';
import { type PageKey, writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import type { ListedDocument } from '../../media/queries/documents.ts';
import { momentLine } from '../../text/dates.ts';
import { counted } from './filing.ts';
import { documentsPath, librarySize, libraryWays, notFound } from './library.ts';

interface Shown {
  /** One more than the page shows where there are older ones. */
  rows: ListedDocument[];
  search: string;
  isFirst: boolean;
  notice: string | null;
}

/** The PDF files of the library. */
export function documentsPage(
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
    return asked ? `${documentsPath}?${asked}` : documentsPath;
  };
  const older = last ? { href: address({ at: last.createdAt, id: last.id }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address(null), label: 'Newest ones' };
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    search,
    ways: libraryWays('document'),
    arrived: [],
    documents: shown.map((row) => ({
      href: `${documentsPath}/${row.id}`,
      poster: row.posterFile && `/media/${row.posterFile}`,
      title: titleOfDocument(row),
      pages: counted(row.pages, 'page', 'pages'),
      credit: row.credit || null,
      uses: row.uses === 0 ? 'Not used' : counted(row.uses, 'use', 'uses'),
      added: { iso: row.createdAt, text: momentLine(row.createdAt, now, { zone: site.zone, language: 'en' }) },
    })),
    emptyText: search ? notFound('document', search) : 'There is no document yet. Send PDF files with the form above.',
    pager: older || newest ? { older, newest } : null,
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/documents', language: 'en', current: 'media', script: 'library' },
    ...{ status: 200, title: 'Documents', model },
  };
}

export const titleOfDocument = ({ title, originalName }: Pick<ListedDocument, 'title' | 'originalName'>): string =>
  title || originalName || 'A document without words';
