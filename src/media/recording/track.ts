/** What a text beside a recording is for. Source: the `kind` of HTML's track element. */
export type TrackKind = 'captions' | 'subtitles' | 'descriptions';

export const trackKinds: readonly TrackKind[] = ['captions', 'subtitles', 'descriptions'];

/** A text that goes with a recording: WebVTT that this program wrote. */
export interface Track {
  id: number;
  recordingId: number;
  kind: TrackKind;
  /** BCP 47; any, not only those of the site. */
  language: string;
  /** Its name under /media. */
  file: string;
  content: string;
}

export const trackLimits = {
  /** Of a file that comes, in bytes: some hours of speech. */
  bytes: 1024 * 1024,
  /** Of one recording. */
  count: 24,
} as const;

export const trackFile = (sha256: string): string => `${sha256.slice(0, 32)}.vtt`;

export const isTrackFile = (name: string): boolean => /^[\da-f]{32}\.vtt$/.test(name);
