import { stateNames } from '../../articles/pages/moments.ts';
import type { PictureUses } from '../../articles/queries/picture-uses.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { type Document, documentAddress } from '../../media/document.ts';
import type { Picture } from '../../media/picture.ts';
import { notTheirs } from '../../media/policy.ts';
import { momentLine } from '../../text/dates.ts';
import { isolated } from '../../text/isolated.ts';
import { titleOfDocument } from './documents.ts';
import { counted, statusOf, summaryOf, type Typed, textField } from './filing.ts';
import { documentsPath } from './library.ts';

interface Shown extends Typed {
  document: Document;
  poster: Picture | null;
  by: string;
  uses: PictureUses;
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
  const { document, poster, by, uses, mayChange, isFree, notice } = shown;
  const hidden = uses.count - uses.stories.length;
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
    uses: uses.stories.map(({ id, headline, language, state }) => ({
      ...{ href: `/admin/articles/${id}`, text: headline || 'No headline', language },
      state: stateNames[state],
    })),
    more: hidden > 0 ? `${counted(hidden, 'story', 'stories')} more ${hidden === 1 ? 'shows' : 'show'} it.` : null,
    unused: uses.count === 0,
    removal: mayChange && isFree ? `${path}/remove` : null,
    stays: isFree ? null : 'It stays in the library: what shows it needs it, and old versions of stories do.',
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/document', language: 'en', current: 'media' },
    ...{ status: refusal ? 409 : statusOf(shown), title: model.heading, model },
  };
}

const megabytes = ({ bytes }: Document): string =>
  `${Math.max(0.1, bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
