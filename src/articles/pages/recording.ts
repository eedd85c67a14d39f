import { clockOf, isoDuration } from '../../text/durations.ts';
import { type Language, words } from '../../text/language.ts';
import { findRecording } from '../../text/recordings.ts';
import { transcriptOf } from '../../text/webvtt/transcript.ts';
import type { ShownRecording } from '../queries/recordings.ts';
import type { ShownMedia } from '../queries/story.ts';
import { pictureModel } from './picture.ts';

/** A player of the browser's own. */
export interface RecordingView {
  src: string;
  isAudio: boolean;
  title: string;
  /** Address of the picture that stands there until it plays; null for none. */
  poster: string | null;
  /** In pixels, so that its room is kept; null for sound. */
  width: string | null;
  height: string | null;
  tracks: { src: string; kind: string; language: string; label: string; isDefault: boolean }[];
  duration: { iso: string; text: string };
  download: { href: string; text: string } | null;
  transcript: { heading: string; language: string; paragraphs: string[] } | null;
  caption: string | null;
  credit: string | null;
  /** A recording bears none. */
  credentials: null;
}

interface Written {
  url: string;
  title: string;
  caption: string;
  credit: string;
}

/** By the name of its file. */
export type Recordings = ReadonlyMap<string, ShownRecording>;

/** Null where the address is none of a recording, or there is none there any more. What the story says goes before what the library says. */
export function recordingView(
  { url, title, caption, credit }: Written,
  { recordings, poster, language }: { recordings: Recordings; poster: ShownMedia | null; language: Language },
): RecordingView | null {
  const found = recordings.get(findRecording(url)?.file ?? '');
  if (!found) return null;
  const { kind, width, height, seconds, folder = '/media' } = found;
  const picture = poster ?? (found.poster && { ...found.poster, folder });
  return {
    src: `${folder}/${found.file}`,
    isAudio: kind === 'audio',
    title: title || found.title,
    poster: picture && pictureModel(picture, 'poster', '').src,
    width: width === null ? null : String(width),
    height: height === null ? null : String(height),
    ...textsOf(found, language),
    duration: { iso: isoDuration(seconds), text: clockOf(seconds) },
    download: found.canDownload ? downloadOf(found, language) : null,
    caption: caption || found.caption || null,
    credit: credit || found.credit || null,
    credentials: null,
  };
}

/** Captions are on where they are in the reader's language; of no language is made a guess. */
function textsOf(
  { tracks, folder = '/media' }: ShownRecording,
  language: Language,
): Pick<RecordingView, 'tracks' | 'transcript'> {
  const isIn = (tag: string) => new Intl.Locale(tag).language === language;
  const spoken = tracks.filter(({ kind }) => kind !== 'descriptions');
  const chosen = spoken.find((track) => isIn(track.language)) ?? tracks.find(({ kind }) => kind === 'captions') ?? null;
  return {
    tracks: tracks.map((track) => ({
      ...{ src: `${folder}/${track.file}`, kind: track.kind, language: track.language },
      label: new Intl.DisplayNames([track.language], { type: 'language' }).of(track.language) ?? track.language,
      isDefault: track === chosen && isIn(track.language),
    })),
    transcript: chosen && {
      heading: words(language).recording.transcript,
      ...{ language: chosen.language, paragraphs: transcriptOf(chosen.content) },
    },
  };
}

function downloadOf({ file, bytes, folder = '/media' }: ShownRecording, language: Language) {
  const { download, megabytes } = words(language).recording;
  return { href: `${folder}/${file}`, text: `${download} (${megabytes(roundly(bytes / 1024 / 1024))})` };
}

/** Small ones to a tenth. */
const roundly = (size: number): number => (size < 10 ? Math.max(0.1, Math.round(size * 10) / 10) : Math.round(size));
