import type { Players } from '../../text/embeds.ts';
import type { Language } from '../../text/language.ts';
import { directionAt } from '../../text/markdown/direction.ts';
import type { Block } from '../../text/markdown.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import type { RelatedStory, ShownMedia } from '../queries/story.ts';
import { type CardPlace, cardPicture } from './card.ts';
import { type ChartView, chartView } from './chart.ts';
import { type Documents, type DocumentView, documentView } from './document.ts';
import { type FigureView, figureView } from './figure.ts';
import { type GalleryView, withGalleries } from './gallery.ts';
import type { Picture } from './picture.ts';
import { type PostView, postView } from './post.ts';
import { type Recordings, type RecordingView, recordingView } from './recording.ts';
import { type VideoView, videoView } from './video.ts';

export interface RelatedView {
  href: string;
  headline: string;
  language: Language | null;
  picture: Picture | null;
}

/** One of them is given; the others are null, and `contents` is empty. */
export interface StoryBlock {
  /** It is the first that needs the style sheet of inserts. */
  asks: boolean;
  html: SafeHtml | null;
  contents: { id: string; text: string }[];
  figure: FigureView | null;
  video: VideoView | null;
  recording: RecordingView | null;
  quote: { html: SafeHtml; by: string | null; direction: string } | null;
  facts: { title: string; html: SafeHtml } | null;
  post: PostView | null;
  chart: ChartView | null;
  document: DocumentView | null;
  related: RelatedView | null;
  gallery: GalleryView | null;
}

/** What blocks refer to, by id; a story or picture that is not there is left out. */
export interface References {
  media: Map<number, ShownMedia>;
  stories: Map<number, RelatedStory>;
  recordings: Recordings;
  documents: Documents;
}

const nothing: StoryBlock = {
  asks: false,
  html: null,
  contents: [],
  figure: null,
  video: null,
  recording: null,
  quote: null,
  facts: null,
  post: null,
  chart: null,
  document: null,
  related: null,
  gallery: null,
};

interface Shown {
  references: References;
  place: CardPlace;
  players: Players;
  /** What stands above them has asked for the style sheet of inserts. */
  hasAsked?: boolean;
}

/** A story of two sections or more shows its contents, before the first of them. */
export function blockModels(blocks: Block[], contents: { id: string; text: string }[], shown: Shown): StoryBlock[] {
  const models = askingOnce(
    withGalleries(
      blocks.flatMap((block) => blockModel(block, shown) ?? []),
      { empty: nothing, language: shown.place.language },
    ),
    shown.hasAsked ?? false,
  );
  if (contents.length < 2) return models;
  // Every section begins a block of its own.
  const first = models.findIndex(({ html }) => html?.html.startsWith('<h2'));
  return first < 0 ? models : models.toSpliced(first, 0, { ...nothing, contents });
}

/** Few stories hold what it is for: it is asked for where the first of them begins, and nobody waits for it before. */
function askingOnce(models: StoryBlock[], hasAsked: boolean): StoryBlock[] {
  const first = models.findIndex(({ post, chart, document, recording }) => post ?? chart ?? document ?? recording);
  return models.map((model, index) => (index === first && !hasAsked ? { ...model, asks: true } : model));
}

function blockModel(block: Block, { references, place, players }: Shown): StoryBlock | null {
  const { media, stories, recordings, documents } = references;
  switch (block.kind) {
    case 'html':
      return { ...nothing, html: safeHtml(scrollable(block.html)) };
    case 'quote':
      return { ...nothing, quote: quoteView(block) };
    case 'facts':
      return { ...nothing, facts: { title: block.title, html: safeHtml(block.html) } };
    case 'post':
      return { ...nothing, post: postView(block, { language: place.language, zone: place.site.zone }) };
    case 'figure': {
      const found = media.get(Number(block.media));
      return found ? { ...nothing, figure: figureView(found, block, { ...place, at: 'figure' }) } : null;
    }
    case 'chart': {
      const chart = chartView(block, media.get(Number(block.picture)) ?? null, { ...place, players });
      return chart && { ...nothing, chart };
    }
    case 'document': {
      const document = documentView(block, documents, place.language);
      return document && { ...nothing, document };
    }
    case 'video': {
      const poster = media.get(Number(block.poster)) ?? null;
      const recording = recordingView(block, { recordings, poster, language: place.language });
      if (recording) return { ...nothing, recording };
      const video = videoView(block, poster, { ...place, players });
      return video && { ...nothing, video };
    }
    case 'related': {
      const story = stories.get(Number(block.story));
      return story ? { ...nothing, related: relatedView(story, place) } : null;
    }
  }
}

const quoteView = ({ html, by }: Extract<Block, { kind: 'quote' }>): StoryBlock['quote'] => ({
  html: safeHtml(html),
  by: by || null,
  direction: directionAt(html, 0),
});

/** A table that is wider than the screen scrolls by itself, and the keyboard can reach it. */
const scrollable = (html: string): string =>
  html.replaceAll('<table>', '<div class="table" tabindex="0"><table>').replaceAll('</table>', '</table></div>');

function relatedView(story: RelatedStory, { language }: CardPlace): RelatedView {
  return {
    href: story.path,
    headline: story.shortHeadline || story.headline,
    language: story.language === language ? null : story.language,
    picture: cardPicture(story, 'related'),
  };
}
