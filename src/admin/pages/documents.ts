import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import type { ListedDocument } from '../../media/queries/documents.ts';
import { filesPage, type Listing } from './files.ts';
import { counted } from './filing.ts';

/** The PDF files of the library. */
export const documentsPage = (listing: Listing<ListedDocument>, around: { site: Site; now: string }): Page =>
  filesPage(
    listing,
    {
      ...{ kind: 'document', heading: 'Documents' },
      none: 'There is no document yet. Send PDF files with the form above.',
      tile: (row) => ({
        ...{ title: titleOfDocument(row), look: ' paged', kind: null, length: counted(row.pages, 'page', 'pages') },
      }),
    },
    around,
  );

export const titleOfDocument = ({ title, originalName }: Pick<ListedDocument, 'title' | 'originalName'>): string =>
  title || originalName || 'A document without words';
