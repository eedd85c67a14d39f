import type { FileUses } from '../../articles/queries/file-uses.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { type Document, documentAddress } from '../../media/document.ts';
import type { Picture } from '../../media/picture.ts';
import { notTheirs } from '../../media/policy.ts';
import { momentLine } from '../../text/dates.ts';
import { isolated } from '../../text/isolated.ts';
import { titleOfDocument } from './documents.ts';
import { usesModel } from './files.ts';
import { counted, statusOf, summaryOf, type Typed, textField } from './filing.ts';
import { documentsPath } from './library.ts';

interface Shown extends Typed {
  document: Document;
  poster: Picture | null;
  by: string;
  uses: FileUses;
  mayChange: boolean;
  /** Nothing shows it, and no version of a story ever did. */
  isFree: boolean;
  notice: string | null;
}

const hints = {
  title: 'What it is. A reader’s own computer calls the file so.',
  source: 'Where it came from: an authority, a court, a reporter. Only the newsroom sees it.',
};

export function documentPage(shown: Shown, { site, now }: { site: Site; now: string }): Page {
  const { document, poster, by, mayChange, notice } = shown;
  const when = momentLine(document.createdAt, now, { zone: site.zone, language: 'en' });
  const { '': refusal, ...fields } = shown.errors;
  const direct = { direction: 'auto' };
  const path = `${documentsPath}/${document.id}`;
  const model = {
    heading: titleOfDocument(document),
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(fields),
    refusal: refusal ?? null,
    poster: poster && {
      ...{ src: `/media/${poster.file}`, width: String(poster.width), height: String(poster.height) },
      ...{ alt: poster.alt, href: `/admin/media/${poster.id}` },
    },
    facts: [
      [counted(document.pages, 'page', 'pages'), megabytes(document)].join(' · '),
      `Added ${when} by ${by}`,
      ...(document.originalName ? [`Came as “${isolated(document.originalName)}”`] : []),
      ...(mayChange ? [] : [notTheirs('document')]),
    ],
    address: documentAddress(document),
    action: mayChange ? path : null,
    fields: [
      textField('title', 'Title', shown, { ...direct, hint: hints.title }),
      textField('credit', 'Credit', shown, direct),
      textField('source', 'Source', shown, { ...direct, hint: hints.source }),
    ],
    ...usesModel(shown, path),
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/document', language: 'en', current: 'media' },
    ...{ status: refusal ? 409 : statusOf(shown), title: model.heading, model },
  };
}

const megabytes = ({ bytes }: Document): string =>
  `${Math.max(0.1, bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
