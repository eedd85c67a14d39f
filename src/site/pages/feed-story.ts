import { blockModels, type StoryBlock } from '../../articles/pages/blocks.ts';
import { documentsByFile } from '../../articles/pages/document.ts';
import type { WholeStory } from '../../articles/queries/whole-stories.ts';
import type { Site } from '../../db/settings.ts';
import { longDateTime } from '../../text/dates.ts';
import { playersOf } from '../../text/embeds.ts';
import { direction, type Language } from '../../text/language.ts';
import { byFile, leadModel, type StoryLead } from './story-lead.ts';
import { correctionModels } from './story-times.ts';

/** What views/site/feed/story.hbs shows: the story as its page has it, without players and without what stands around. */
export interface FeedStoryModel {
  /** Where the text is not in the feed's own language and direction. */
  other: { language: Language; direction: string } | null;
  standfirst: string | null;
  lead: StoryLead | null;
  blocks: StoryBlock[];
  corrections: { heading: string; text: string }[];
}

export function feedStoryModel(
  whole: WholeStory,
  { site, now, siteUrl }: { site: Site; now: string; siteUrl: string },
): FeedStoryModel {
  const { story, media, related } = whole;
  const { language } = story;
  const references = {
    media: new Map(media.map((each) => [each.id, each])),
    stories: new Map(related.map((each) => [each.articleId, each])),
    recordings: byFile(whole.recordings),
    documents: documentsByFile(whole.documents),
  };
  const players = playersOf(site, siteUrl);
  const place = { site, now, language, showSection: false };
  const isPlain = language === site.language && direction(language) === 'ltr';
  return {
    other: isPlain ? null : { language, direction: direction(language) },
    standfirst: story.standfirst || null,
    lead: leadModel(whole, players),
    blocks: blockModels(story.blocks, [], { references, place, players }),
    corrections: correctionModels(story, { zone: site.zone, language }, longDateTime),
  };
}

/**
 * The same HTML with every address whole, since a feed is read elsewhere. It is HTML of the program's own: attributes stand in double
 * quotes, and `<` is nowhere but at the beginning of a tag.
 */
export const withWholeAddresses = (html: string, address: string): string =>
  html.replace(/<[a-z][^>]*>/g, (tag) =>
    tag.replace(/ (href|src)="([^"]*)"/g, (typed, name: string, value: string) => {
      const whole = URL.parse(value, address);
      return whole ? ` ${name}="${whole.href}"` : typed;
    }),
  );
