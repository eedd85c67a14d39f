import type { Article, Revision } from '../../articles/article.ts';
import { replacePictures, replaceStories } from '../../text/references.ts';
import { writeFrontMatter } from '../../text/write-front-matter.ts';
import type { Names } from './names.ts';

/** Of a story: what readers see, or will; what was written since; or what they saw until it was withdrawn. */
export type Standing = 'shown' | 'changed' | 'withdrawn';

interface Described {
  article: Pick<Article, 'id' | 'kind' | 'state' | 'publishedAt'>;
  revision: Revision;
  standing: Standing;
}

/** A story as a file that `article:publish` takes, in a folder beside that of the media. */
export function storyFile({ article, revision, standing }: Described, names: Names): string {
  const isPage = article.kind === 'page';
  const isOut = standing === 'shown' && (article.state === 'published' || article.state === 'scheduled');
  const fields = {
    ...{ kind: isPage ? 'page' : '', headline: revision.headline, shortHeadline: revision.shortHeadline },
    ...{ standfirst: revision.standfirst, language: revision.language, slug: names.slugs.get(article.id) },
    // What was withdrawn, or is to be changed, is put out by nobody by mistake.
    ...(isOut ? { published: article.publishedAt } : { state: article.state === 'review' ? 'review' : 'draft' }),
    translationOf: revision.translationOf === null ? '' : names.slugs.get(revision.translationOf),
    ...{ searchTitle: revision.searchTitle, searchDescription: revision.searchDescription },
    ...(isPage ? {} : filed(revision, names)),
    ...(isPage ? {} : lead(revision, names)),
  };
  return writeFrontMatter(fields, bodyOf(revision, names));
}

const filed = (revision: Revision, { sections, topics, series, people }: Names) => ({
  section: revision.sectionId === null ? '' : sections.get(revision.sectionId),
  ...{ label: revision.label, dateline: revision.dateline, comments: revision.comments },
  topics: named(revision.topicIds, topics),
  authors: named(revision.authorIds, people),
  series: revision.seriesId === null ? '' : series.get(revision.seriesId),
  part: revision.seriesId === null ? null : revision.seriesPart,
});

function lead(revision: Revision, { pictures }: Names) {
  const { leadKind, leadMediaId, leadDecorative } = revision;
  if (leadKind === 'none') return {};
  const file = leadMediaId === null ? undefined : pictures.get(leadMediaId);
  const picture = file === undefined ? '' : mediaPath(file);
  const said = {
    imageAlt: picture && !leadDecorative ? revision.leadAlt : '',
    imageDecorative: picture !== '' && leadKind === 'image' && leadDecorative,
    ...{ imageCaption: revision.leadCaption, imageCredit: revision.leadCredit },
  };
  if (leadKind === 'image') return { image: picture, ...said };
  return { video: revision.leadVideo, videoTitle: revision.leadVideoTitle, videoPoster: picture, ...said };
}

function bodyOf({ body }: Revision, { pictures, slugs }: Names): string {
  const paths = new Map([...pictures].map(([id, file]) => [String(id), mediaPath(file)]));
  const ending = (value: string) =>
    /^\d+$/.test(value) ? (slugs.get(Number(value)) ?? value) : (value.split('/').at(-1) ?? value);
  return replaceStories(replacePictures(body, paths), ending);
}

/** From the folder in which a story's file stands. */
const mediaPath = (file: string): string => `../media/${file}`;

const named = (ids: readonly number[], names: ReadonlyMap<number, string>): string[] =>
  ids.flatMap((id) => names.get(id) ?? []);
