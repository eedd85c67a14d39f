import type { Database } from '../../src/db/database.ts';
import { parseQuery } from '../../src/search/document/query.ts';
import { mixedQueries } from '../stories.ts';
import { type Archive, inventArticle, spacing } from './invented.ts';

export const kinds = ['story', 'section', 'topic', 'archive', 'feed', 'desk', 'queue', 'search'] as const;
export type Kind = (typeof kinds)[number];

/** So many of each are asked for; the same pages of every size, as far as there can be the same. */
const many = 80;

/** Paths of each kind, spread over the whole age of the archive, first pages and later ones. */
export async function addressesOf(database: Database, archive: Archive): Promise<Record<Kind, string[]>> {
  const { sections, topics } = await slugsOf(database, archive);
  const ages = Array.from({ length: many }, (_, index) => index / many);
  const all = (pathOf: (age: number, index: number) => string) => ages.map(pathOf);
  return {
    story: await pathsOf(
      database,
      ages.map((age, index) => numberAt(archive, age, index)),
    ),
    section: all((age, index) => `/${of(sections, index)}${pageAt(archive, age, index)}`),
    // The older half of a topic's stories would not fill a page where there are few.
    topic: all((age, index) => `/topics/${of(topics, index * 3)}${pageAt(archive, 0.5 + age / 2, index)}`),
    archive: all((age, index) => monthAt(archive, age, index)),
    feed: all((_, index) => {
      const list = [``, `/${of(sections, index)}`, `/topics/${of(topics, index * 3)}`][index % 3];
      return `${list}/feed.${of(['xml', 'atom', 'json'], index)}`;
    }),
    desk: all((age, index) => `/admin/articles?${of(deskFilters(archive), index)}${keyAt(archive, age, index)}`),
    queue: all((age, index) => `/admin/comments?state=${of(queues, index)}${olderThan(archive, age, index)}`),
    search: all((_, index) => searchAt(sections, index)),
  };
}

/** Stories alike in all that the page depends on but their age. */
function numberAt(archive: Archive, age: number, index: number): number {
  const alike = 60;
  let number = Math.floor((age * 0.9 * archive.stories) / alike) * alike + (index % alike);
  while (!['published', 'corrected'].includes(inventArticle(archive, number).fate)) number += alike;
  return archive.firstId + number;
}

async function pathsOf({ reader }: Database, ids: number[]): Promise<string[]> {
  const rows = reader.selectFrom('published_articles').select('path').where('article_id', 'in', ids);
  return (await rows.orderBy('article_id').execute()).map(({ path }) => encodeURI(path));
}

async function slugsOf({ reader }: Database, archive: Archive) {
  const slugs = async (table: 'sections' | 'topics', ids: number[]) =>
    (await reader.selectFrom(table).select('slug').where('id', 'in', ids).orderBy('id').execute()).map(
      ({ slug }) => slug,
    );
  return { sections: await slugs('sections', archive.sections), topics: await slugs('topics', archive.topics) };
}

const timeAt = (archive: Archive, age: number): Date =>
  new Date(Date.parse(archive.now) - (1 - age) * 0.9 * spacing(archive) * archive.stories);

const keyOf = (archive: Archive, age: number): string =>
  `${timeAt(archive, age).toISOString()}_${archive.firstId + Math.floor(age * archive.stories)}`;

/** Every second page is the first. */
const pageAt = (archive: Archive, age: number, index: number): string =>
  index % 2 === 0 ? '' : `?before=${keyOf(archive, Math.max(age, 0.1))}`;

const keyAt = (archive: Archive, age: number, index: number): string =>
  index % 2 === 0 ? '' : `&before=${keyOf(archive, Math.max(age, 0.1))}`;

function monthAt(archive: Archive, age: number, index: number): string {
  const month = timeAt(archive, age).toISOString().slice(0, 7);
  const path = `/archive/${month.replace('-', '/')}`;
  return index % 2 === 0 ? path : `${path}?before=${month}-25T12:00:00.000Z_${archive.firstId + archive.stories}`;
}

const deskFilters = ({ people, sections }: Archive): string[] => [
  ...['state=', 'state=published', 'state=draft', 'changes=1', 'sort=published', 'state=withdrawn'],
  ...[`section=${sections[0]}`, `author=${people[3]}`, `section=${sections[1]}&author=${people[5]}`],
  ...['from=2019-01-01&to=2022-01-01', ...[0, 3, 5].map((index) => `q=${encodeURIComponent(typedAt(index))}`)],
];

/** One of the mixed ones asks for nothing, and is told so. */
const questions = mixedQueries.filter(({ typed }) => parseQuery(typed).all.length > 0);

const typedAt = (index: number): string => mixedQueries[index]?.typed ?? '';

const queues = ['needs', 'published', 'rejected', 'held', 'new', 'published', 'rejected'];

/** The later pages of what has some at every size. */
const olderThan = ({ stories }: Archive, age: number, index: number): string =>
  index % queues.length < 5 ? '' : `&before=${Math.floor((0.2 + 0.7 * age) * 5 * stories)}`;

/** What readers type, from words that stand in nearly every story to some that stand in none. */
function searchAt(sections: string[], index: number): string {
  const { typed, sectionId, from } = of(questions, index);
  const asked = new URLSearchParams({ q: typed });
  if (sectionId !== undefined) asked.set('section', of(sections, sectionId));
  if (from !== undefined) asked.set('from', from.slice(0, 10));
  return `/search?${asked}`;
}

const of = <Value>(values: readonly Value[], index: number): Value => values[index % values.length] as Value;
