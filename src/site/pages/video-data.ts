import type { ShownRecording } from '../../articles/queries/recordings.ts';
import { isoDuration } from '../../text/durations.ts';
import { findVideo, playersOf } from '../../text/embeds.ts';
import { findRecording } from '../../text/recordings.ts';
import type { LoadedStory } from '../queries/story.ts';

interface WrittenVideo {
  url: string;
  title: string;
  caption: string;
  /** File of the picture that stands for it. */
  poster: string | null;
}

interface Around {
  story: LoadedStory['story'];
  siteUrl: string;
}

/** What a story shows to be played, above its text and in it; undefined where there is nothing. Source: schema.org/VideoObject, AudioObject. */
export function playedData(loaded: LoadedStory, siteUrl: string): { video?: object[]; audio?: object[] } {
  const { story, recordings, site } = loaded;
  const own = new Map(recordings.map((recording) => [recording.file, recording]));
  const players = playersOf(site, siteUrl);
  const [video, audio]: [object[], object[]] = [[], []];
  for (const written of writtenIn(loaded)) {
    const recording = own.get(findRecording(written.url)?.file ?? '');
    if (recording)
      (recording.kind === 'audio' ? audio : video).push(recordingData(written, recording, { story, siteUrl }));
    const found = findVideo(written.url, players);
    if (!found) continue;
    const address = { embedUrl: found.embedUrl, url: found.address };
    // A provider's date of upload is not known: the story's own stands for it.
    video.push({
      '@type': 'VideoObject',
      ...saidOf(written, { story, siteUrl }),
      ...address,
      inLanguage: story.language,
    });
  }
  return { ...(video.length > 0 ? { video } : {}), ...(audio.length > 0 ? { audio } : {}) };
}

function writtenIn({ story, media }: LoadedStory): WrittenVideo[] {
  const files = new Map(media.map(({ id, file }) => [String(id), file]));
  const { leadVideo: url, leadVideoTitle: title, leadCaption: caption, pictureFile: poster } = story;
  const lead: WrittenVideo[] = story.leadKind === 'video' ? [{ url, title, caption, poster }] : [];
  const inText = story.blocks.flatMap((block): WrittenVideo[] =>
    block.kind === 'video' ? [{ ...block, poster: files.get(block.poster) ?? null }] : [],
  );
  return [...lead, ...inText].map((written) => ({ ...written, poster: written.poster ?? story.pictureFile }));
}

const saidOf = (written: WrittenVideo, { story, siteUrl }: Around) => ({
  name: written.title || story.headline,
  description: written.caption || story.standfirst || story.headline,
  thumbnailUrl: written.poster ? `${siteUrl}/media/${written.poster}` : undefined,
  uploadDate: story.publishedAt,
});

function recordingData(written: WrittenVideo, recording: ShownRecording, { story, siteUrl }: Around): object {
  const { kind, file, mime, seconds, bytes, width, height, tracks } = recording;
  const said = {
    ...written,
    title: written.title || recording.title,
    caption: written.caption || recording.caption,
    poster: recording.poster?.file ?? written.poster,
  };
  return {
    '@type': kind === 'audio' ? 'AudioObject' : 'VideoObject',
    ...saidOf(said, { story, siteUrl }),
    contentUrl: `${siteUrl}/media/${file}`,
    encodingFormat: mime,
    contentSize: String(bytes),
    duration: isoDuration(seconds),
    ...(width === null ? {} : { width, height }),
    inLanguage: story.language,
    ...(tracks.length === 0
      ? {}
      : {
          caption: tracks.map(({ file: text, language }) => ({
            ...{ '@type': 'MediaObject', contentUrl: `${siteUrl}/media/${text}`, encodingFormat: 'text/vtt' },
            inLanguage: language,
          })),
        }),
  };
}
