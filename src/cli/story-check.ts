import { type Contributor, pathOfPerson, whoIs } from '../accounts/person.ts';
import { findContributors } from '../accounts/queries/contributors.ts';
import type { Arrival, ArrivingPicture } from '../articles/actions/bring-in.ts';
import { pathOf } from '../articles/article.ts';
import type { StoryValues } from '../articles/front-matter.ts';
import { findArticleId, isTaken } from '../articles/queries/addresses.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { findVideo, looksLikeVideo, type Players, playersOf } from '../text/embeds.ts';
import type { Mistake } from '../text/front-matter.ts';
import { findSections } from '../topics/queries.ts';
import type { Section } from '../topics/section.ts';
import { type FileMistake, isCalled, type StoryFile, slugIn, storiesIn } from './story-files.ts';
import { findPictures, type Places } from './story-pictures.ts';

/** What files are checked against. */
export interface Newsroom {
  sections: Section[];
  people: Contributor[];
  /** IANA name of its time zone. */
  zone: string;
  /** Who plays videos here. */
  players: Players;
}

export async function readNewsroom({ db, config }: Context): Promise<Newsroom> {
  const [sections, people, site] = await Promise.all([
    findSections(db.reader),
    findContributors(db.reader),
    readSite(db.reader),
  ]);
  return { sections, people, zone: site.zone, players: playersOf(site, config.siteUrl) };
}

export interface Checked {
  mistakes: FileMistake[];
  /** As it would be brought in, once there are no mistakes. */
  arrival: Arrival;
}

export interface Surroundings extends Places {
  newsroom: Newsroom;
  /** The files that come in together: they may name each other by the end of the address. */
  files: readonly StoryFile[];
}

/** Checks a file against the newsroom, its library and the disk. Nothing is changed. */
export async function checkStory(context: Context, file: StoryFile, around: Surroundings): Promise<Checked> {
  const { values, lineOf } = file.story;
  const { newsroom } = around;
  const section = newsroom.sections.find((each) =>
    [each.slug, each.name.toLowerCase()].includes(values.section.toLowerCase()),
  );
  const mistakes: Mistake[] = [...file.story.mistakes];
  if (!section && values.section) {
    mistakes.push({
      line: lineOf('section'),
      message: `There is no section “${values.section}”. ${listed(newsroom.sections)}`,
    });
  }
  const strangers = values.authors.map((name, index) => (whoIs(newsroom.people, name) ? null : { name, index }));
  for (const stranger of strangers.filter((each) => each !== null)) {
    const known = newsroom.people.map(nameAndAddress).join(', ') || 'nobody yet';
    const message = `Nobody here is called “${stranger.name}”. There are ${known}.`;
    mistakes.push({ line: lineOf('authors', stranger.index), message });
  }
  // In a text it would be a link; a lead is meant to play.
  if (looksLikeVideo(values.video) && !findVideo(values.video, newsroom.players)) {
    const message = `${new URL(values.video).hostname} plays no videos here until an administrator allows it, in the settings or by site:set --video-hosts.`;
    mistakes.push({ line: lineOf('video'), message });
  }
  const pictures = await findPictures(context, file, around);
  mistakes.push(...pictures.mistakes, ...(await missingStories(context, file, around.files)));
  const arrival = arrivalOf(values, {
    sectionId: section?.id ?? null,
    body: file.story.body,
    pictures: pictures.found,
  });
  const sorted = mistakes.sort((one, other) => one.line - other.line);
  return { mistakes: sorted.map((mistake) => ({ ...mistake, file: file.file })), arrival };
}

const listed = (sections: Section[]) =>
  sections.length > 0
    ? `There are ${sections.map(({ name, slug }) => `${name} (${slug})`).join(', ')}.`
    : 'There is none yet: make one in the newsroom first.';

const nameAndAddress = ({ name, email, slug }: Contributor) => `${name} <${email ?? pathOfPerson({ slug })}>`;

async function missingStories(context: Context, file: StoryFile, files: readonly StoryFile[]): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const { kind, value, line } of storiesIn(file)) {
    if (files.some((other) => other !== file && isCalled(other, { kind, value }))) continue;
    if ((await findArticleId(context.db.reader, value, kind)) !== null) continue;
    mistakes.push({
      line,
      message: `There is no ${kind} “${value}”. Give its address, its id, or the end of its address.`,
    });
  }
  return mistakes;
}

/** Of the files that go online, those whose address another story has, or another of the files. */
export async function findTakenAddresses(
  context: Context,
  files: readonly StoryFile[],
  { zone }: Newsroom,
): Promise<FileMistake[]> {
  const mistakes: FileMistake[] = [];
  const paths = new Map<string, string>();
  for (const each of files) {
    const { file, story } = each;
    const { kind, published, state, headline } = story.values;
    if (state !== 'published' || !headline) continue;
    const path = pathOf(kind, slugIn(each), { publishedAt: published ?? context.now(), zone });
    const other = paths.get(path);
    paths.set(path, file);
    const isOut = await isTaken(context.db.reader, { path, articleId: 0 });
    if (!isOut && other === undefined) continue;
    const what = isOut ? `There is a ${kind} already` : `${other} has a ${kind}, too,`;
    const message = `${what} at ${path}. To publish another one, give it a slug of its own; to change that one, open it in the newsroom.`;
    mistakes.push({ file, line: story.lineOf(story.values.slug ? 'slug' : 'headline'), message });
  }
  return mistakes;
}

interface Filed {
  sectionId: number | null;
  body: string;
  pictures: ArrivingPicture[];
}

function arrivalOf(values: StoryValues, { sectionId, body, pictures }: Filed): Arrival {
  const {
    headline,
    shortHeadline,
    standfirst,
    label,
    dateline,
    language,
    slug,
    searchTitle,
    searchDescription,
    comments,
  } = values;
  const lead = (values.video && values.videoPoster) || values.image || null;
  return {
    kind: values.kind,
    content: {
      ...{ headline, shortHeadline, standfirst, body, sectionId, label, dateline, language, slug },
      leadKind: values.video ? 'video' : lead ? 'image' : 'none',
      leadAlt: values.imageAlt,
      leadDecorative: values.imageDecorative,
      leadCaption: values.imageCaption,
      leadCredit: values.imageCredit,
      leadVideo: values.video,
      leadVideoTitle: values.videoTitle,
      seriesPart: values.part,
      ...{ searchTitle, searchDescription, comments },
    },
    names: { topics: values.topics, authors: values.authors, series: values.series, original: values.translationOf },
    pictures,
    lead,
    state: values.state,
    publishedAt: values.published,
  };
}
