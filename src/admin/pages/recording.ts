import type { FileUses } from '../../articles/queries/file-uses.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import type { Picture } from '../../media/picture.ts';
import { notTheirs } from '../../media/policy.ts';
import { type Track, type TrackKind, trackKinds } from '../../media/recording/track.ts';
import { type Recording, recordingAddress } from '../../media/recording.ts';
import { momentLine } from '../../text/dates.ts';
import { clockOf } from '../../text/durations.ts';
import { isolated } from '../../text/isolated.ts';
import { usesModel } from './files.ts';
import { statusOf, summaryOf, type Typed, textField } from './filing.ts';
import { recordingsPath } from './library.ts';
import { kindNames, titleOf } from './recordings.ts';

interface Shown extends Typed {
  recording: Recording;
  poster: Picture | null;
  by: string;
  uses: FileUses;
  tracks: Track[];
  mayChange: boolean;
  /** Nothing shows it, and no version of a story ever did. */
  isFree: boolean;
  notice: string | null;
}

const hints = {
  title: 'What it is: readers who cannot see or hear it go by this.',
  source: 'Where it came from: an agency, a reporter, an archive. Only the newsroom sees it.',
  poster: 'The number of a picture of the library, or the address of its page.',
  newPoster: 'Or a new picture, which goes into the library: JPEG, PNG, WebP, AVIF or GIF, at most 25 MB.',
};

export function recordingPage(shown: Shown, { site, now }: { site: Site; now: string }): Page {
  const { recording, by, mayChange, notice } = shown;
  const when = momentLine(recording.createdAt, now, { zone: site.zone, language: 'en' });
  const { '': refusal, ...fields } = shown.errors;
  const direct = { direction: 'auto' };
  const path = `${recordingsPath}/${recording.id}`;
  const model = {
    heading: titleOf(recording),
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(fields),
    refusal: refusal ?? null,
    player: playerOf(shown),
    facts: [
      [kindNames[recording.kind], clockOf(recording.seconds), sizeOf(recording), recording.codecs].join(' · '),
      `Added ${when} by ${by}`,
      ...(recording.originalName ? [`Came as “${isolated(recording.originalName)}”`] : []),
      ...(mayChange ? [] : [notTheirs('recording')]),
    ],
    address: recordingAddress(recording),
    action: mayChange ? path : null,
    fields: [
      textField('title', 'Title', shown, { ...direct, hint: hints.title }),
      { ...textField('caption', 'Caption', shown, direct), rows: '2' },
      textField('credit', 'Credit', shown, direct),
      textField('source', 'Source', shown, { ...direct, hint: hints.source }),
    ].map((field) => ({ rows: null, ...field })),
    poster: textField('poster', 'Poster', shown, { direction: 'ltr', hint: hints.poster }),
    newPoster: { name: 'newPoster', label: 'New poster', error: shown.errors.newPoster ?? null, hint: hints.newPoster },
    canDownload: shown.form.canDownload !== undefined && shown.form.canDownload !== '',
    ...tracksModel(shown, path),
    ...usesModel(shown, path),
  };
  return {
    ...{ layout: 'newsroom', view: 'admin/media/recording', language: 'en', current: 'media' },
    ...{ status: refusal ? 409 : statusOf(shown), title: model.heading, model },
  };
}

const trackNames: Record<TrackKind, string> = {
  captions: 'Captions: what is said and heard',
  subtitles: 'Subtitles: a translation of what is said',
  descriptions: 'Descriptions: what is to be seen, to be read aloud',
};

function tracksModel({ tracks, mayChange, ...typed }: Shown, path: string) {
  const { form, errors } = typed;
  return {
    tracks: tracks.map(({ id, kind, language, file }) => ({
      ...{ kind: kindOf(kind), language: languageOf(language), href: `/media/${file}` },
      removal: mayChange ? `${path}/tracks/${id}/remove` : null,
    })),
    adding: mayChange
      ? {
          action: `${path}/tracks`,
          kind: {
            ...{ name: 'trackKind', label: 'What it is', error: errors.trackKind ?? null, hint: null },
            options: trackKinds.map((value) => ({
              ...{ value, label: trackNames[value], language: 'en', selected: form.trackKind === value },
            })),
          },
          language: textField('trackLanguage', 'Language', typed, {
            direction: 'ltr',
            hint: 'Its tag: en, ar, pt-BR.',
          }),
          file: {
            name: 'track',
            label: 'WebVTT file',
            error: errors.track ?? null,
            hint: 'It ends with .vtt; at most 1 MB.',
          },
        }
      : null,
  };
}

const kindOf = (kind: TrackKind): string => trackNames[kind].replace(/:.*/, '');

const languageOf = (tag: string): string => new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;

const playerOf = ({ recording, poster, tracks }: Shown) => ({
  tracks: tracks.map(({ kind, language, file }) => ({
    kind,
    language,
    src: `/media/${file}`,
    label: languageOf(language),
  })),
  src: recordingAddress(recording),
  poster: poster && `/media/${poster.file}`,
  width: recording.width === null ? null : String(recording.width),
  height: recording.height === null ? null : String(recording.height),
  isAudio: recording.kind === 'audio',
  title: titleOf(recording),
});

/** "1280 × 720 pixels, 12.3 MB". */
function sizeOf({ width, height, bytes }: Recording): string {
  const megabytes = Math.max(0.1, bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 });
  return [...(width === null ? [] : [`${width} × ${height} pixels`]), `${megabytes} MB`].join(', ');
}
