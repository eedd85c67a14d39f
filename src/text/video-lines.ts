import { readDirective } from './directives.ts';
import { mapLeaves } from './references.ts';

/** A video as a line of a text names it; '' for what it does not say. */
export interface VideoLine {
  url: string;
  title: string;
  poster: string;
}

/** The videos of a text that lack a title or a poster. A line that cannot be read is left to who wrote it. */
export function bareVideosIn(markdown: string): VideoLine[] {
  const found: VideoLine[] = [];
  fillVideos(markdown, (video) => {
    if (video.title === '' || video.poster === '') found.push(video);
    return video;
  });
  return found;
}

/** The text with titles and posters where it has none; what stands there stays. */
export const fillVideos = (markdown: string, fill: (video: VideoLine) => VideoLine): string =>
  mapLeaves(markdown, (text) => {
    const block = readDirective(text)?.draft;
    if (block?.kind !== 'video' || block.url === '') return text;
    const { url, title, poster } = block;
    const filled = fill({ url, title, poster });
    const values = { ...block, title: title || filled.title, poster: poster || filled.poster };
    return values.title === title && values.poster === poster ? text : lineOf(values);
  });

const lineOf = (values: VideoLine & { caption: string; credit: string }): string => {
  const names = ['url', 'title', 'caption', 'credit', 'poster'] as const;
  const given = names.filter((name) => values[name] !== '');
  return `::video{${given.map((name) => `${name}="${values[name].replace(/["\\]/g, '\\$&')}"`).join(' ')}}`;
};
