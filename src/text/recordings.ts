import { webAddress } from './link-address.ts';

/** The ends of the names of recordings, which say what plays them. */
const videoEnds = ['mp4', 'webm'];
const audioEnds = ['mp3', 'm4a', 'weba'];

const address = new RegExp(`^/media/([\\da-f]{32}\\.(${[...videoEnds, ...audioEnds].join('|')}))$`);

/** Whether a story may name this as the address of what it plays: a recording of the library, or an address elsewhere. */
export const isPlayable = (url: string): boolean => findRecording(url) !== null || webAddress(url) !== null;

/** A recording of this paper's own. */
export interface OwnRecording {
  /** Name of the file, made from its content. */
  file: string;
  isAudio: boolean;
}

/** What a path like `/media/….mp4` names, or null where it is no recording of the library. */
export function findRecording(url: string): OwnRecording | null {
  const [, file, end = ''] = address.exec(url.trim()) ?? [];
  return file ? { file, isAudio: audioEnds.includes(end) } : null;
}
