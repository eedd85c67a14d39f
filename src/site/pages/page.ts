import { blockModels, type StoryBlock } from '../../articles/pages/blocks.ts';
import { isLong, type Moment } from '../../articles/pages/card.ts';
import { documentsByFile } from '../../articles/pages/document.ts';
import type { Head, Keeping, Page } from '../../http/render.ts';
import { longDateTime } from '../../text/dates.ts';
import { playersOf } from '../../text/embeds.ts';
import type { LoadedPage } from '../queries/page.ts';
import type { StaffFacts } from '../queries/staff.ts';
import { addressOf } from './article-data.ts';
import { breadcrumbs, graph } from './schema.ts';
import { type StaffModel, staffModel } from './staff.ts';
import { type PreviewBar, previewModel, translationLink, unpublishedHead } from './story.ts';
import { alternatesOf } from './story-head.ts';
import { byFile } from './story-lead.ts';
import { correctionModels, storyTimes } from './story-times.ts';

interface StandingPageModel {
  headline: string;
  long: boolean;
  standfirst: string | null;
  published: Moment;
  updated: Moment | null;
  corrected: Moment | null;
  translations: { text: string; href: string; language: string }[];
  historyHref: string | null;
  contents: { id: string; text: string }[];
  blocks: StoryBlock[];
  corrections: { heading: string; text: string }[];
  staff: StaffModel | null;
  preview: ReturnType<typeof previewModel>;
}

interface Around {
  siteUrl: string;
  now: string;
  /** A preview: not for search engines. */
  /** Of who is signed in. */
  staff?: StaffFacts | null;
  preview?: PreviewBar;
}

/** A page beside the stories: About, Contact and the like. */
export function standingPage(loaded: LoadedPage, around: Around): Page {
  const { page, site } = loaded;
  const head = headOf(loaded, around.siteUrl);
  return {
    layout: 'reader',
    view: 'site/page',
    language: page.language,
    title: `${page.searchTitle || page.headline} | ${site.name}`,
    site,
    head: around.preview ? { ...head, ...unpublishedHead } : head,
    model: modelOf(loaded, around),
    ...(around.preview ? {} : { keeping: pageKeeping(loaded, around.now) }),
  };
}

/** Whatever happens to pages happens to the links at the foot of all: here are only the stories in its text. */
const pageKeeping = ({ related }: LoadedPage, now: string): Keeping => ({
  ...{ names: related.map(({ articleId }) => `card:${articleId}`), at: now, freshUntil: null },
});

function headOf({ page, site, translations }: LoadedPage, siteUrl: string): Head {
  return {
    description: page.searchDescription || page.standfirst || site.description || page.headline,
    canonical: addressOf(page, siteUrl),
    image: null,
    type: 'website',
    alternates: alternatesOf(page, translations, siteUrl),
    jsonLd: graph([breadcrumbs(siteUrl, [{ name: page.headline, url: `${siteUrl}${page.path}` }], page.language)]),
    robots: null,
  };
}

function modelOf(
  { page, site, translations, media, recordings, documents, related }: LoadedPage,
  { now, siteUrl, preview, staff = null }: Around,
): StandingPageModel {
  const { language } = page;
  const place = { zone: site.zone, language };
  const references = {
    media: new Map(media.map((each) => [each.id, each])),
    stories: new Map(related.map((each) => [each.articleId, each])),
    recordings: byFile(recordings),
    documents: documentsByFile(documents),
  };
  return {
    headline: page.headline,
    long: isLong(page.headline),
    standfirst: page.standfirst || null,
    ...storyTimes(page, place),
    translations: translations.map((each) => translationLink(each)),
    historyHref: preview ? null : `${page.path}/history`,
    contents: page.contents.length > 1 ? page.contents : [],
    blocks: blockModels(page.blocks, [], {
      references,
      players: playersOf(site, siteUrl),
      place: { site, now, language, showSection: false },
    }),
    corrections: correctionModels(page, place, longDateTime),
    preview: previewModel(preview),
    staff: staffModel(staff, page.path),
  };
}
