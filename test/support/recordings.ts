import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { takeRecording } from '../../src/media/actions/recordings.ts';
import { addTrack } from '../../src/media/actions/tracks.ts';
import { findTracks } from '../../src/media/queries/tracks.ts';
import type { Track, TrackKind } from '../../src/media/recording/track.ts';
import type { Recording } from '../../src/media/recording.ts';

/**
 * Small real files: two seconds of H.264 with AAC, with a place and a comment in its tags; one second of VP8 with Opus; three seconds of MP3;
 * and two that not every browser plays. Drawn and coded with ffmpeg.
 */
export type Sample = 'harbour.mp4' | 'harbour.webm' | 'harbour.mp3' | 'hevc.mp4' | 'old.mp4';

export const sample = (name: Sample): Promise<Buffer> =>
  readFile(new URL(`../media/recordings/${name}`, import.meta.url));

/** The film like no other of another number: a box that means nothing stands at its end. */
export async function filmOf(number: number): Promise<Buffer> {
  const box = Buffer.from('\0\0\0\x0cfree\0\0\0\0', 'latin1');
  box.writeUInt32BE(number, 8);
  return Buffer.concat([await sample('harbour.mp4'), box]);
}

/** Adds the content to the library as an upload would. */
export const addRecording = (
  context: Context,
  actor: Actor,
  { content, name = 'harbour.mp4' }: { content: Buffer; name?: string },
): Promise<Recording> =>
  withFile(content, async (path) => (await takeRecording(context, actor, { path, originalName: name })).recording);

export const captions =
  'WEBVTT\n\n00:00.500 --> 00:01.000\n<v Mara>Good evening.\n\n00:01.000 --> 00:02.000\n<v Mara>This is the harbour.\n';

interface Texts {
  recordingId: number;
  kind?: TrackKind;
  language?: string;
  content?: string;
}

/** Gives it texts as an upload would. */
export async function addTexts(context: Context, actor: Actor, texts: Texts): Promise<Track> {
  const { recordingId, kind = 'captions', language = 'en', content = captions } = texts;
  await withFile(Buffer.from(content), (path) => addTrack(context, actor, { recordingId, kind, language, path }));
  const all = await findTracks(context.db.reader, [recordingId]);
  const added = all.find((track) => track.kind === kind && track.language === language);
  if (!added) throw new Error('The texts were not added.');
  return added;
}

/** As an upload has it. */
async function withFile<Result>(content: Buffer, use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-film-'));
  try {
    const path = join(folder, 'film');
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
