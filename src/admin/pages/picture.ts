import type { FileUses } from '../../articles/queries/file-uses.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { nameOf, type Picture, rightsRemark } from '../../media/picture.ts';
import { notTheirs } from '../../media/policy.ts';
import type { Alike } from '../../media/queries/alike.ts';
import { longDate, momentLine, utcToZoned } from '../../text/dates.ts';
import { isolated } from '../../text/isolated.ts';
import { otherLanguages } from '../forms/filing.ts';
import { altField } from '../forms/library.ts';
import { usesModel } from './files.ts';
import { languageName, statusOf, summaryOf, type Typed, textField } from './filing.ts';
import { focalModel } from './focal.ts';
import { alikeModel, documentsPath, recordingsPath } from './library.ts';

interface Shown extends Typed {
  picture: Picture;
  by: string;
  uses: FileUses;
  /** Whose pages show it. */
  people: { id: number; name: string }[];
  /** For which it stands. */
  recordings: { id: number; title: string }[];
  /** Whose first page it is. */
  documents: { id: number; title: string }[];
  /** Files that it had before. The last first. */
  replaced: { at: string; by: string }[];
  /** Others that look like it. */
  alike: Alike[];
  /** Null for who may not change it. */
  mayChange: boolean;
  /** Nothing shows it, and no version of a story ever did. */
  isFree: boolean;
  notice: string | null;
}

const hints = {
  title: 'What the newsroom calls it. Readers do not see it.',
  alt: 'What is to be seen, for who cannot see it. Each story can say it otherwise.',
  source: 'Where it came from: an agency, a photographer’s address, an archive. Only the newsroom sees it.',
  rights: 'Who owns it and under which terms it may be shown. Only the newsroom sees it.',
  rightsUntil:
    'The last day. Stories that show it are warned from a week before; it is for an editor to take it out of them.',
};

export function picturePage(shown: Shown, { site, now }: { site: Site; now: string }): Page {
  const { picture, by, people, recordings, documents, mayChange, notice } = shown;
  const shows = usesModel(shown, `/admin/media/${picture.id}`);
  const when = momentLine(picture.createdAt, now, { zone: site.zone, language: 'en' });
  const { '': refusal, ...fields } = shown.errors;
  const model = {
    heading: nameOf(picture),
    rights: rightsRemark(picture, utcToZoned(now, site.zone).slice(0, 10)),
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(fields),
    refusal: refusal ?? null,
    image: {
      src: `/media/${picture.file}`,
      width: String(picture.width),
      height: String(picture.height),
      alt: picture.alt,
    },
    facts: [
      `Number ${picture.id} in the library`,
      `${picture.width} × ${picture.height} pixels, ${Math.max(1, Math.round(picture.bytes / 1024)).toLocaleString('en')} kB`,
      `Added ${when} by ${by}`,
      ...(picture.takenOn
        ? [`Taken on ${longDate(`${picture.takenOn}T12:00:00.000Z`, { zone: 'UTC', language: 'en' })}`]
        : []),
      ...(picture.hasCredentials === 1
        ? ['The original file carries content credentials (C2PA). Nobody has checked them.']
        : []),
      ...shown.replaced.map(
        (each) =>
          `Another file until ${momentLine(each.at, now, { zone: site.zone, language: 'en' })}, replaced by ${each.by}`,
      ),
      ...(picture.originalName ? [`Came as “${isolated(picture.originalName)}”`] : []),
      ...(mayChange ? [] : [notTheirs('picture')]),
    ],
    alike: alikeModel(shown.alike),
    action: mayChange ? `/admin/media/${picture.id}` : null,
    replacement: mayChange ? { action: `/admin/media/${picture.id}/replace`, error: fields.file ?? null } : null,
    focal: focalModel(picture, shown),
    fields: pictureFields(shown, site),
    ...shows,
    uses: [
      ...people.map(({ id, name }) => ({ href: `/admin/people/${id}`, text: name, language: null, state: null })),
      ...recordings.map(({ id, title }) => ({
        ...{ href: `${recordingsPath}/${id}`, text: title || 'A recording', language: null, state: null },
      })),
      ...documents.map(({ id, title }) => ({
        ...{ href: `${documentsPath}/${id}`, text: title || 'A document', language: null, state: null },
      })),
      ...shows.uses,
    ],
    unused: shows.unused && people.length + recordings.length + documents.length === 0,
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/picture', language: 'en', current: 'media', script: 'library' },
    ...{ status: refusal ? 409 : statusOf(shown), title: model.heading, model },
  };
}

function pictureFields(typed: Typed, site: Site) {
  const text = (name: string, label: string, hint?: string) => ({
    ...textField(name, label, typed, { direction: 'auto', ...(hint && { hint }) }),
    ...{ type: 'text', rows: null },
  });
  /** What may be longer than a line is wide. */
  const area = (name: string, label: string, hint?: string) => ({ ...text(name, label, hint), rows: '2' });
  return [
    text('title', 'Title', hints.title),
    area('alt', 'Alternative text', hints.alt),
    ...otherLanguages(site.language).map((language) => ({
      ...textField(altField(language), `Alternative text in ${languageName(language)}`, typed, { language }),
      ...{ type: 'text', rows: '2' },
    })),
    area('caption', 'Caption'),
    text('credit', 'Credit'),
    text('source', 'Source', hints.source),
    text('rights', 'Rights', hints.rights),
    { ...textField('rightsUntil', 'May be shown until', typed, { hint: hints.rightsUntil }), type: 'date', rows: null },
  ];
}
