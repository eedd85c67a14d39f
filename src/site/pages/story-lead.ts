import type { StoryBlock } from '../../articles/pages/blocks.ts';
import { type FigureView, figureView } from '../../articles/pages/figure.ts';
import { type GalleryView, leadGallery } from '../../articles/pages/gallery.ts';
import { type Recordings, type RecordingView, recordingView } from '../../articles/pages/recording.ts';
import { type VideoView, videoView } from '../../articles/pages/video.ts';
import type { ShownMedia } from '../../articles/queries/story.ts';
import { altIn } from '../../media/picture.ts';
import type { Players } from '../../text/embeds.ts';
import type { Language } from '../../text/language.ts';
import type { LoadedStory } from '../queries/story.ts';

/** What stands above a story: one of them. */
export interface StoryLead {
  figure: FigureView | null;
  /** With the pictures that open the text: see articles/pages/gallery.ts. */
  gallery: GalleryView | null;
  video: VideoView | null;
  recording: RecordingView | null;
}

const none: StoryLead = { figure: null, gallery: null, video: null, recording: null };

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
    if (recording) return { ...none, recording };
    const video = videoView(written, picture, { language, players });
    return video && { ...none, video };
  }
  if (story.leadKind !== 'image' || !picture) return null;
  const said = { alt: story.leadAlt, decorative: story.leadDecorative === 1, caption, credit };
  return { ...none, figure: figureView(picture, said, { language, at: 'lead' }) };
}

export const byFile = (recordings: LoadedStory['recordings']): Recordings =>
  new Map(recordings.map((recording) => [recording.file, recording]));

/** A gallery that opens the text stands above it, with the lead picture as its first. */
export function withLeadGallery(
  lead: StoryLead | null,
  blocks: StoryBlock[],
  language: Language,
): { lead: StoryLead | null; blocks: StoryBlock[] } {
  const joined = leadGallery(lead?.figure ?? null, blocks, language);
  return joined ? { lead: { ...none, gallery: joined.gallery }, blocks: joined.rest } : { lead, blocks };
}
