import { type FigureView, figureView, type VideoView, videoView } from '../../articles/pages/blocks.ts';
import type { Players } from '../../text/embeds.ts';
import type { LoadedStory } from '../queries/story.ts';

/** What stands above a story: one of them. */
export interface StoryLead {
  figure: FigureView | null;
  video: VideoView | null;
}

export function leadModel({ story, media }: Pick<LoadedStory, 'story' | 'media'>, players: Players): StoryLead | null {
  const picture = media.find(({ file }) => file === story.pictureFile) ?? null;
  const caption = story.leadCaption;
  const credit = story.leadCredit;
  if (story.leadKind === 'video') {
    const title = story.leadVideoTitle || story.headline;
    const video = videoView({ url: story.leadVideo, title, caption, credit }, picture, {
      language: story.language,
      players,
    });
    return video && { figure: null, video };
  }
  if (story.leadKind !== 'image' || !picture) return null;
  return {
    figure: figureView(picture, { alt: story.leadAlt, decorative: story.leadAlt === '', caption, credit }),
    video: null,
  };
}
