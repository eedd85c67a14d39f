import { isSound } from '../../articles/article/shown-videos.ts';
import { blockModels, type StoryBlock } from '../../articles/pages/blocks.ts';
import {
  type CardModel,
  type CardPlace,
  cardModel,
  isLong,
  type Kicker,
  kickerModel,
  type Link,
} from '../../articles/pages/card.ts';
import { documentsByFile } from '../../articles/pages/document.ts';
import { type ThreadModel, threadModel } from '../../comments/pages/thread.ts';
import type { Head, Page } from '../../http/render.ts';
import { type ReportFormModel, reportFormModel } from '../../reports/pages/reporting.ts';
import type { Place } from '../../text/dates.ts';
import { playersOf } from '../../text/embeds.ts';
import { direction, type Language, words } from '../../text/language.ts';
import { nameIn } from '../../topics/section.ts';
import type { StaffFacts } from '../queries/staff.ts';
import type { LoadedStory } from '../queries/story.ts';
import type { SiteFacts } from './article-data.ts';
import { type StaffModel, staffModel } from './staff.ts';
import { type Share, shareLinks, withReadingTime, yearOfOld } from './story-comfort.ts';
import { storyHead } from './story-head.ts';
import { byFile, leadModel, type StoryLead, withLeadGallery } from './story-lead.ts';
import { type SeriesModel, seriesModel } from './story-series.ts';
import { correctionModels, type StoryTimes, storyKeeping, storyTimes } from './story-times.ts';

interface StoryModel extends StoryTimes {
  kicker: Kicker | null;
  headline: string;
  long: boolean;
  standfirst: string | null;
  people: { name: string; href: string | null; after: string }[];
  dateline: string | null;
  /** That the story is old, where it is. */
  age: string | null;
  share: Share | null;
  translations: { text: string; href: string; language: string }[];
  historyHref: string | null;
  lead: StoryLead | null;
  blocks: StoryBlock[];
  corrections: { heading: string; text: string }[];
  topics: Link[];
  series: SeriesModel | null;
  more: CardModel[];
  report: ReportFormModel | null;
  comments: ThreadModel | null;
  staff: StaffModel | null;
  preview: ReturnType<typeof previewModel>;
}

/** What a preview says of itself, and where it leads back to. */
export interface PreviewBar {
  says: string;
  href: string;
  link: string;
  /** Of these words; the newsroom's where nothing is said. */
  language?: Language;
}

interface Around extends SiteFacts {
  now: string;
  /** A preview: not for search engines, and nobody can comment. */
  /** Of who is signed in. */
  staff?: StaffFacts | null;
  preview?: PreviewBar;
}

export function storyPage(loaded: LoadedStory, around: Around): Page {
  const { story, site } = loaded;
  const catalogue = words(story.language);
  const section = nameIn({ name: story.sectionName, translations: story.sectionTranslations }, story.language);
  const title = story.searchTitle || story.headline;
  const headline =
    story.leadKind === 'video' && !isSound(story.leadVideo) ? `${title} ${catalogue.videoInTitle}` : title;
  return {
    layout: 'reader',
    view: 'site/story',
    language: story.language,
    title: `${headline} | ${section} | ${site.name}`,
    section: story.sectionId,
    site,
    head: headOf(loaded, around),
    script: around.preview ? undefined : 'story',
    model: storyModel(loaded, around),
    ...(around.preview ? {} : { story: loaded.story.articleId, keeping: storyKeeping(loaded, around.now) }),
  };
}

/** What nobody can open yet is named to no machine. */
export const unpublishedHead = {
  ...{ jsonLd: null, embeds: [], feeds: [], robots: 'noindex', canonical: null, image: null, imageFacts: null },
  ...{ description: null, alternates: [], article: null },
};

/** Who shares an old story says from when it is. */
function headOf(loaded: LoadedStory, { now, preview, ...facts }: Around): Head {
  const { story } = loaded;
  const year = yearOfOld(loaded, now);
  const title = story.searchTitle || story.headline;
  const old = year ? { shareTitle: words(story.language).comfort.fromYear(year, title) } : {};
  return {
    ...storyHead(loaded, facts),
    ...old,
    ...(preview ? unpublishedHead : {}),
  };
}

function storyModel(loaded: LoadedStory, { now, preview, siteUrl, staff = null }: Around): StoryModel {
  const { story, site, authors, topics, thread } = loaded;
  const { language } = story;
  const catalogue = words(language);
  const place: Place = { zone: site.zone, language };
  const year = yearOfOld(loaded, now);
  const address = `${siteUrl}${encodeURI(story.path)}`;
  const players = playersOf(site, siteUrl);
  const after = catalogue.separators(authors.length);
  const above = leadModel(loaded, players);
  const references = {
    media: new Map(loaded.media.map((each) => [each.id, each])),
    stories: new Map(loaded.related.map((each) => [each.articleId, each])),
    recordings: byFile(loaded.recordings),
    documents: documentsByFile(loaded.documents),
  };
  return {
    kicker: withReadingTime(kickerModel(story, language, true), loaded),
    headline: story.headline,
    long: isLong(story.headline),
    standfirst: story.standfirst || null,
    people: authors.map(({ name, slug }, index) => ({ name, href: `/by/${slug}`, after: after[index] ?? '' })),
    dateline: story.dateline || null,
    age: year === null ? null : catalogue.comfort.olderThanAYear(year),
    share: preview
      ? null
      : {
          links: shareLinks(story.headline, { address, language }),
          address,
          title: story.headline,
          shown: `${siteUrl}${story.path}`,
        },
    ...storyTimes(story, place),
    translations: loaded.translations.map((each) => translationLink(each)),
    historyHref: preview ? null : `${story.path}/history`,
    ...withLeadGallery(
      above,
      blockModels(story.blocks, story.contents, {
        ...{ references, players, place: { site, now, language, showSection: false } },
        hasAsked: above !== null && above.recording !== null,
      }),
      language,
    ),
    corrections: correctionModels(story, place),
    topics: topics.map((topic) => ({ text: nameIn(topic, language), href: `/topics/${topic.slug}` })),
    series: seriesModel(loaded),
    more: loaded.more.map((card) => moreCard(card, { site, now, language, showSection: false })),
    report: preview ? null : reportFormModel(story),
    comments: preview
      ? null
      : threadModel(thread, {
          ...{ story, zone: site.zone, now },
          ...{ recommends: site.recommend === 'on', spamCheck: site.spamCheck },
          moderated: staff !== null && staff.held !== null,
        }),
    preview: previewModel(preview),
    staff: staffModel(staff, story.path),
  };
}

export const previewModel = (bar: PreviewBar | undefined) => {
  const { language = 'en' } = bar ?? {};
  return bar ? { ...bar, language, direction: direction(language) } : null;
};

/** A headline, a picture and a time: enough to choose by. */
const moreCard = (card: LoadedStory['more'][number], place: CardPlace): CardModel => ({
  ...cardModel({ ...card, authors: [] }, place, 'later-card'),
  standfirst: null,
});

export function translationLink({ path, language, translationOf }: LoadedStory['translations'][number]): {
  text: string;
  href: string;
  language: string;
} {
  const catalogue = words(language);
  return { text: translationOf === null ? catalogue.original : catalogue.translation, href: path, language };
}
