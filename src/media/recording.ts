import { wordsOf } from '../text/folding.ts';
import { findRecording } from '../text/recordings.ts';

export type RecordingKind = 'video' | 'audio';

/** A film or sound of the library: a file under /media with what is said of it. */
export interface Recording {
  id: number;
  /** Name of the file, made from its content. */
  file: string;
  kind: RecordingKind;
  mime: string;
  /** How picture and sound are coded, for the newsroom: "H.264, AAC". */
  codecs: string;
  /** In pixels, as it is shown; null where there is no picture. */
  width: number | null;
  height: number | null;
  seconds: number;
  bytes: number;
  title: string;
  caption: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  /** The picture of the library that stands there until it plays. */
  posterId: number | null;
  /** Whether readers are offered the file. */
  canDownload: boolean;
  /** As it was called where it came from. */
  originalName: string;
  createdAt: string;
  createdBy: number;
}

/** What people say of a recording. */
export type SaidOfRecording = Pick<Recording, 'title' | 'caption' | 'credit' | 'source' | 'posterId' | 'canDownload'>;

export const recordingLimits = {
  /** Of a file, in bytes: an hour of a talking head, or ten minutes straight from a camera. */
  bytes: 512 * 1024 * 1024,
  /** Half a day. */
  seconds: 12 * 3600,
  /** In pixels, of each side. */
  side: 8192,
  /** In characters. */
  text: 1000,
  originalName: 200,
} as const;

/** The words by which a recording is found, folded, one space between two. */
export const wordsOfRecording = (said: Pick<Recording, 'title' | 'caption' | 'credit' | 'source' | 'originalName'>) =>
  [...wordsOf([said.title, said.caption, said.credit, said.source, said.originalName].join(' '))]
    .map(({ folded }) => folded)
    .join(' ');

/** Of the first 32 hex digits of the content's SHA-256. */
export const recordingFile = (sha256: string, ending: string): string => `${sha256.slice(0, 32)}.${ending}`;

/** Where it is asked for; stories name it by this. */
export const recordingAddress = ({ file }: Pick<Recording, 'file'>): string => `/media/${file}`;

export const isRecordingFile = (name: string): boolean => findRecording(`/media/${name}`) !== null;

/** By so many first bytes it is told what a file may be; what it is, its whole content says. */
export const headBytes = 12;

export function mayBeRecording(head: Buffer): boolean {
  const text = head.toString('latin1');
  // AVIF and HEIC are boxes of the same make.
  const isMp4 = text.startsWith('ftyp', 4) && !/^(avi[fs]|hei|hev|mif1|msf1)/.test(text.slice(8));
  const isMp3 = text.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(text);
  return isMp4 || isMp3 || text.startsWith('\x1a\x45\xdf\xa3');
}

export const mayBePicture = (head: Buffer): boolean =>
  /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|....ftyp)/s.test(head.toString('latin1'));
