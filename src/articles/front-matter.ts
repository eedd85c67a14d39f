import { z } from 'zod';
import { zonedToUtc } from '../text/dates.ts';
import { looksLikeVideo, providerNames } from '../text/embeds.ts';
import { type FrontMatter, type Mistake, readFrontMatter, type Values } from '../text/front-matter.ts';
import { languages } from '../text/language.ts';
import { renderStory } from '../text/markdown.ts';
import { nearest } from '../text/nearest.ts';
import { isSlug, slugify } from '../text/slug.ts';
import { commentsModes, labels, limits } from './article.ts';
import { checkKind } from './front-matter/kinds.ts';

/** The fields of a story's file. A time without a zone is meant in the newsroom's. */
export const storyFields = (zone: string) => ({
  kind: oneOf(['story', 'page'], 'story'),
  headline: required(limits.headline),
  shortHeadline: text(limits.shortHeadline),
  section: text(200),
  standfirst: text(limits.standfirst),
  label: oneOf(labels, 'news'),
  topics: list(limits.topics, (name) => (slugify(name) ? null : `takes names with letters; “${name}” has none.`)),
  authors: list(limits.authors),
  series: text(limits.series).refine((name) => name === '' || slugify(name) !== '', 'takes a name with letters.'),
  part: part(),
  dateline: text(limits.dateline),
  published: time(zone),
  state: oneOf(['draft', 'review', 'published'], 'published'),
  language: oneOf(languages, 'en'),
  translationOf: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), text(500)),
  image: text(1000),
  imageAlt: text(limits.caption),
  imageDecorative: z.boolean({ error: ({ input }) => `takes true or false, not ${shown(input)}.` }).default(false),
  imageCaption: text(limits.caption),
  imageCredit: text(limits.credit),
  video: text(500).refine(
    (address) => address === '' || looksLikeVideo(address),
    `takes the address of a video at ${providerNames().join(', ')}. Copy it from the video’s page there.`,
  ),
  videoTitle: text(limits.headline),
  videoPoster: text(1000),
  searchTitle: text(limits.searchTitle),
  searchDescription: text(limits.searchDescription),
  comments: oneOf(commentsModes, 'open'),
  slug: text(200)
    .refine((typed) => typed === '' || slugify(typed) !== '', 'takes letters, digits and hyphens.')
    .transform(slug),
});

export type StoryFields = ReturnType<typeof storyFields>;
export type StoryValues = Values<StoryFields>;

const otherNames = {
  ...{
    title: 'headline',
    subtitle: 'standfirst',
    summary: 'standfirst',
    description: 'standfirst',
    excerpt: 'standfirst',
  },
  ...{ date: 'published', author: 'authors', byline: 'authors', tags: 'topics', category: 'section', lang: 'language' },
  ...{ picture: 'image', alt: 'imageAlt', caption: 'imageCaption', credit: 'imageCredit', poster: 'videoPoster' },
};

/**
 * Reads a story's file and finds all that is wrong in it, as far as the file alone tells.
 * @param fields those of storyFields, and perhaps more
 */
export function readStory<Given extends StoryFields>(source: string, fields: Given): FrontMatter<Given> {
  const story = readFrontMatter(source, fields, otherNames);
  // Values of a wider type hold those of the narrower.
  const values = story.values as unknown as StoryValues;
  const together = checkTogether(values, story.lineOf);
  const body = checkBody(values, story);
  return { ...story, mistakes: [...story.mistakes, ...together, ...body].sort((one, other) => one.line - other.line) };
}

function checkTogether(values: StoryValues, lineOf: (field: string) => number): Mistake[] {
  const mistakes: Mistake[] = checkKind(values, lineOf);
  const add = (field: keyof StoryValues, message: string) => mistakes.push({ line: lineOf(field), message });
  const leadsWithPicture = values.image !== '' && values.video === '';
  if (leadsWithPicture && !values.imageAlt && !values.imageDecorative) {
    add(
      'image',
      'image needs imageAlt (what the picture shows, in words), or imageDecorative: true if it adds nothing.',
    );
  }
  if (values.imageAlt && values.imageDecorative) add('imageDecorative', 'Give imageAlt or imageDecorative, not both.');
  if (values.imageAlt && !values.image && !values.videoPoster)
    add('imageAlt', 'imageAlt describes the image, but there is none.');
  for (const field of ['videoTitle', 'videoPoster'] as const) {
    if (values[field] && !values.video) add(field, `${field} goes with video, but there is none.`);
  }
  if (values.part !== null && !values.series) add('part', 'part goes with series, but there is none.');
  if (values.published && values.state !== 'published') {
    add('published', `A story that is published has no state: ${values.state}. Leave out one of the two.`);
  }
  return mistakes;
}

function checkBody(values: StoryValues, { body, bodyLine }: FrontMatter<StoryFields>): Mistake[] {
  if (body === '') {
    const isUnread = bodyLine === 1;
    const allowed = isUnread || values.video !== '' || values.state !== 'published';
    return allowed ? [] : [{ line: bodyLine, message: 'There is no text after the fields.' }];
  }
  return renderStory(body).problems.map(({ line, message }) => ({ line: bodyLine + line - 1, message }));
}

function text(most: number) {
  return z
    .string({
      error: ({ input }) => (input === undefined ? 'is required.' : `takes text, but this is ${kindOf(input)}.`),
    })
    .transform((typed) => typed.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim())
    .refine((typed) => typed.length <= most, `may have at most ${most} characters.`)
    .default('');
}

/** A whole number from 1. */
function part() {
  const message = `takes a whole number from 1 to ${limits.seriesPart}.`;
  return z.number(message).int(message).min(1, message).max(limits.seriesPart, message).nullable().default(null);
}

/** Without a default, so that a missing one is a mistake. */
function required(most: number) {
  return text(most)
    .unwrap()
    .refine((typed) => typed !== '', 'is required.');
}

function oneOf<const Value extends string>(values: readonly Value[], otherwise: Value) {
  const error = ({ input }: { input?: unknown }) => {
    const meant = typeof input === 'string' ? nearest(input, values) : null;
    return `takes ${values.join(', ')}, not ${shown(input)}.${meant ? ` Is ${meant} meant?` : ''}`;
  };
  return z.enum(values, { error }).default(otherwise as never);
}

function list(most: number, check: (name: string) => string | null = () => null) {
  return z.unknown().transform((typed, context): string[] => {
    const items = typeof typed === 'string' ? typed.split(/[,،]/).filter((name) => name.trim()) : (typed ?? []);
    if (!Array.isArray(items)) {
      context.addIssue({ code: 'custom', message: 'takes a list, such as [one, another].' });
      return z.NEVER;
    }
    if (items.length > most) context.addIssue({ code: 'custom', message: `takes at most ${most}.` });
    return items.map((item: unknown, index) => {
      const problem = typeof item === 'string' ? check(item) : `takes texts, but this is ${kindOf(item)}.`;
      if (problem) context.addIssue({ code: 'custom', message: problem, path: [index] });
      return String(item).trim();
    });
  });
}

function time(zone: string) {
  const message = `takes a time such as 2026-11-23 09:30 (in the newsroom’s zone, ${zone}) or 2026-11-23T09:30:00Z`;
  return z.unknown().transform((typed, context): string | null => {
    if (typed === undefined) return null;
    const found = typeof typed === 'string' ? toUtc(typed.trim(), zone) : null;
    if (found === null) context.addIssue({ code: 'custom', message: `${message}, not ${shown(typed)}.` });
    return found;
  });
}

function toUtc(typed: string, zone: string): string | null {
  const [, day, clock, seconds = ':00', offset] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/.exec(typed) ?? [];
  // There is no such day, hour or minute where this finds no local time.
  if (!day || zonedToUtc(`${day}T${clock}`, 'UTC') === null) return null;
  if (!offset) return zonedToUtc(`${day}T${clock}`, zone);
  const instant = Date.parse(`${day}T${clock}${seconds}${offset}`);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}

const slug = (typed: string) => (isSlug(typed) ? typed : slugify(typed));

const shown = (value: unknown) => (typeof value === 'string' ? `“${value}”` : kindOf(value));

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  return `a ${typeof value === 'boolean' ? 'truth value' : typeof value} (${value}). Put it in quotes`;
}
