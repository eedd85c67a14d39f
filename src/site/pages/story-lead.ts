import { type FigureView, figureView, type VideoView, videoView } from '../../articles/pages/blocks.ts';
import { type Recordings, type RecordingView, recordingView } from '../../articles/pages/recording.ts';
import type { ShownMedia } from '../../articles/queries/story.ts';
import { altIn } from '../../media/picture.ts';
import type { Players } from '../../text/embeds.ts';
import type { LoadedStory } from '../queries/story.ts';

/** What stands above a story: one of them. */
export interface StoryLead {
  figure: FigureView | null;
  video: VideoView | null;
  recording: RecordingView | null;
}

type Led = Pick<LoadedStory, 'story' | 'media'>;
type Played = Pick<LoadedStory, 'story' | 'media' | 'recordings'>;

export const leadPicture = ({ story, media }: Led): ShownMedia | null =>
  media.find(({ file }) => file === story.pictureFile) ?? null;

/** What the lead picture shows, in words of the story or the library; '' where it decorates, and where there is none. */
export function leadAltOf(led: Led): string {
  const { story } = led;
  const picture = leadPicture(led);
  if (story.leadDecorative === 1 || story.leadKind !== 'image') return story.leadAlt;
  return story.leadAlt || (picture ? altIn(picture, story.language) : '');
}

export function leadModel(led: Played, players: Players): StoryLead | null {
  const { story } = led;
  const picture = leadPicture(led);
  const { leadCaption: caption, leadCredit: credit, language } = story;
  if (story.leadKind === 'video') {
    const title = story.leadVideoTitle || story.headline;
    const written = { url: story.leadVideo, title, caption, credit };
    const recordings = byFile(led.recordings);
    const recording = recordingView(written, { recordings, poster: picture, language });
    if (recording) return { figure: null, video: null, recording };
    const video = videoView(written, picture, { language, players });
    return video && { figure: null, video, recording: null };
  }
  if (story.leadKind !== 'image' || !picture) return null;
  const said = { alt: story.leadAlt, decorative: story.leadDecorative === 1, caption, credit };
  return { figure: figureView(picture, said, { language, at: 'lead' }), video: null, recording: null };
}

export const byFile = (recordings: LoadedStory['recordings']): Recordings =>
  new Map(recordings.map((recording) => [recording.file, recording]));
