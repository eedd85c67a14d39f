import type { Flag } from '../../db/columns.ts';
import { compiled, type Value } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { CommentsMode, Label, LeadKind } from '../../db/tables.ts';
import type { Language } from '../../text/language.ts';
import type { Block } from '../../text/markdown.ts';

/** A story in a list: enough for a card, without its text. */
/** The file of a picture, in pixels, what matters most in it, and its tone, as media/picture.ts has them. */
export interface ShownPicture {
  file: string;
  width: number;
  height: number;
  focalX: number;
  focalY: number;
  tone: string;
  /** Where its file is asked for; /media, which has what is published, where nothing is said. */
  folder?: string;
}

/** What a card knows of its picture; all null where there is none. */
export interface CardPicture {
  pictureFile: string | null;
  pictureWidth: number | null;
  pictureHeight: number | null;
  pictureFocalX: number | null;
  pictureFocalY: number | null;
  pictureTone: string | null;
}

export interface Card extends CardPicture {
  articleId: number;
  path: string;
  headline: string;
  shortHeadline: string;
  standfirst: string;
  label: Label;
  language: Language;
  publishedAt: string;
  updatedAt: string | null;
  leadKind: LeadKind;
  leadVideo: string;
  sectionId: number;
  sectionSlug: string;
  sectionName: string;
  sectionTranslations: string;
  sectionColour: string;
  authors: { name: string; slug: string }[];
}

/** What the reading side keeps as JSON, parsed once. */
export interface Texts {
  /** Oldest first. */
  corrections: { at: string; text: string }[];
  contents: { id: string; text: string }[];
  blocks: Block[];
}

/** A story as its page shows it. */
export interface Story extends Omit<Card, 'authors'>, Texts {
  revisionId: number;
  dateline: string;
  translationOf: number | null;
  seriesId: number | null;
  leadAlt: string;
  leadDecorative: Flag;
  leadCaption: string;
  leadCredit: string;
  leadVideoTitle: string;
  mediaCredit: string | null;
  searchTitle: string;
  searchDescription: string;
  comments: CommentsMode;
  words: number;
}

/**
 * The one way to what readers may see: every query of theirs starts here, so that nothing scheduled shows before its time.
 * `now` is a time, or the placeholder for one in a compiled query.
 */
export const visible = (db: Db, now: Value<string>) =>
  db.selectFrom('published_articles as story').where('story.published_at', '<=', now);

export const withCard = (db: Db, now: Value<string>) =>
  visible(db, now)
    .innerJoin('sections as section', 'section.id', 'story.section_id')
    .leftJoin('media as picture', 'picture.id', 'story.lead_media_id')
    .select([
      'story.article_id as articleId',
      'story.path',
      'story.headline',
      'story.short_headline as shortHeadline',
      'story.standfirst',
      'story.label',
      'story.language',
      'story.published_at as publishedAt',
      'story.updated_at as updatedAt',
      'story.lead_kind as leadKind',
      'story.lead_video as leadVideo',
      'story.section_id as sectionId',
      'section.slug as sectionSlug',
      'section.name as sectionName',
      'section.translations as sectionTranslations',
      'section.colour as sectionColour',
      'picture.file as pictureFile',
      'picture.width as pictureWidth',
      'picture.height as pictureHeight',
      'picture.focal_x as pictureFocalX',
      'picture.focal_y as pictureFocalY',
      'picture.tone as pictureTone',
    ]);

/** Where and how its picture is to be had; null where it has none. */
export function pictureOfCard(card: CardPicture): ShownPicture | null {
  if (card.pictureFile === null) return null;
  return {
    file: card.pictureFile,
    width: card.pictureWidth ?? 0,
    height: card.pictureHeight ?? 0,
    focalX: card.pictureFocalX ?? 50,
    focalY: card.pictureFocalY ?? 50,
    tone: card.pictureTone ?? '',
  };
}

/** With its text. */
export const withStory = (db: Db, now: Value<string>) =>
  withCard(db, now).select([
    'story.revision_id as revisionId',
    'story.dateline',
    'story.translation_of as translationOf',
    'story.series_id as seriesId',
    'story.lead_alt as leadAlt',
    'story.lead_decorative as leadDecorative',
    'story.lead_caption as leadCaption',
    'story.lead_credit as leadCredit',
    'story.lead_video_title as leadVideoTitle',
    'picture.credit as mediaCredit',
    'story.search_title as searchTitle',
    'story.search_description as searchDescription',
    'story.comments',
    'story.words',
    'story.corrections',
    'story.contents',
    'story.blocks',
  ]);

const storyByPath = compiled({ now: String, path: String }, (db, { now, path }) =>
  withStory(db, now).where('story.path', '=', path),
);

/** The story at this address, or null where readers see none (yet). */
export async function findStory(db: Db, { path, now }: { path: string; now: string }): Promise<Story | null> {
  const [story] = await storyByPath(db, { path, now });
  return story ? ({ ...story, ...textsOf(story) } as Story) : null;
}

/** Of a row of the reading side, with its columns of JSON as they are kept. */
export const textsOf = (row: Record<keyof Texts, string>): Texts => ({
  corrections: JSON.parse(row.corrections) as Texts['corrections'],
  contents: JSON.parse(row.contents) as Texts['contents'],
  blocks: JSON.parse(row.blocks) as Block[],
});
