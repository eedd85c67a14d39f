import { type FigureView, figureView, type VideoView, videoView } from '../../articles/pages/blocks.ts';
import type { ShownMedia } from '../../articles/queries/story.ts';
import { altIn } from '../../media/picture.ts';
import type { Players } from '../../text/embeds.ts';
import type { LoadedStory } from '../queries/story.ts';

/** What stands above a story: one of them. */
export interface StoryLead {
  figure: FigureView | null;
  video: VideoView | null;
}

type Led = Pick<LoadedStory, 'story' | 'media'>;

export const leadPicture = ({ story, media }: Led): ShownMedia | null =>
  media.find(({ file }) => file === story.pictureFile) ?? null;

/** What the lead picture shows, in words of the story or the library; '' where it decorates, and where there is none. */
export function leadAltOf(led: Led): string {
  const { story } = led;
  const picture = leadPicture(led);
  if (story.leadDecorative === 1 || story.leadKind !== 'image') return story.leadAlt;
  return story.leadAlt || (picture ? altIn(picture, story.language) : '');
}

export function leadModel(led: Led, players: Players): StoryLead | null {
  const { story } = led;
  const picture = leadPicture(led);
  const { leadCaption: caption, leadCredit: credit, language } = story;
  if (story.leadKind === 'video') {
    const title = story.leadVideoTitle || story.headline;
    const video = videoView({ url: story.leadVideo, title, caption, credit }, picture, { language, players });
    return video && { figure: null, video };
  }
  if (story.leadKind !== 'image' || !picture) return null;
  const said = { alt: story.leadAlt, decorative: story.leadDecorative === 1, caption, credit };
  return { figure: figureView(picture, said, { language, at: 'lead' }), video: null };
}
