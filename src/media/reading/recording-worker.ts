import { parentPort, workerData } from 'node:worker_threads';
import { EncodedPacketSink, FilePathSource, Input, type InputTrack, MP3, MP4, WEBM } from 'mediabunny';
import { cleanMp3 } from './mp3.ts';
import { cleanMp4 } from './mp4.ts';
import { damaged, NotUsable, noRecording, notWhole } from './not-usable.ts';
import type { ReadRecording } from './recording.ts';
import { cleanWebm } from './webm.ts';

/* Reads a file in a thread of its own: hostile ones take this thread's time and memory, and no more. */

const { path } = workerData as { path: string };

const codecNames: Record<string, string> = {
  ...{ avc: 'H.264', vp8: 'VP8', vp9: 'VP9', av1: 'AV1' },
  ...{ aac: 'AAC', mp3: 'MP3', opus: 'Opus', vorbis: 'Vorbis', flac: 'FLAC' },
};

try {
  parentPort?.postMessage({ read: await read() });
} catch (error) {
  // The machine's own errors have a code: a full disk is nobody's film.
  if ((error as NodeJS.ErrnoException).code) throw error;
  parentPort?.postMessage({ problem: error instanceof NotUsable ? error.message : damaged });
}

async function read(): Promise<ReadRecording> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, WEBM, MP3] });
  if (!(await input.canRead())) throw new NotUsable(noRecording);
  const format = await input.getFormat();
  await (format === MP4 ? cleanMp4(path) : format === MP3 ? cleanMp3(path) : cleanWebm(path));
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const tracks = [video, audio].filter((track) => track !== null);
  if (tracks.length === 0) throw new NotUsable('It holds neither picture nor sound that can be played.');
  const codecs = await Promise.all(tracks.map(codecOf));
  for (const track of tracks) await readEnd(track);
  const seconds = await input.computeDuration(tracks);
  const kind = video ? 'video' : 'audio';
  const size = video && { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() };
  input.dispose();
  return { kind, ...containerOf(format, kind), codecs: codecs.join(', '), seconds, size };
}

function containerOf(format: unknown, kind: 'video' | 'audio'): { mime: string; ending: string } {
  if (format === MP3) return { mime: 'audio/mpeg', ending: 'mp3' };
  if (format === MP4) return { mime: `${kind}/mp4`, ending: kind === 'video' ? 'mp4' : 'm4a' };
  return { mime: `${kind}/webm`, ending: kind === 'video' ? 'webm' : 'weba' };
}

/** Those that every browser of today plays. */
async function codecOf(track: InputTrack): Promise<string> {
  const codec = await track.getCodec();
  const name = codecNames[codec ?? ''];
  if (name) return name;
  const what = codec === 'hevc' ? 'as H.265 (HEVC), which' : 'in a way that';
  throw new NotUsable(`It is coded ${what} not every reader can play. Save it with H.264 and AAC, then try again.`);
}

/** Its last part is asked for: of a file that was cut off it is missing. */
async function readEnd(track: InputTrack): Promise<void> {
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  if (!last || last.data.byteLength === 0) throw new NotUsable(notWhole);
}
