import type { Db } from '../../db/database.ts';
import { findSectionsOf } from '../../topics/queries.ts';
import { mostCounted, mostRanked, type Range, rangeOf, rank } from '../document/document.ts';
import type { Query, Term } from '../document/query.ts';
import { engineOf, filedIn } from './documents.ts';
import type { Engine } from './engine.ts';

export interface Search {
  query: Query;
  sectionId: number | null;
  /** Published from then on, and before then; times. */
  from: string | null;
  until: string | null;
  now: string;
  order: 'relevance' | 'newest';
  /** Of results by relevance, from 1. */
  page: number;
  /** Of results by time: the key of the last one on the page before. */
  before: number | null;
}

export interface Found {
  /** One more than `mostCounted` where there are more than that, in order of time. */
  total: number;
  /** By time also where all words are too common to rank by. */
  order: 'relevance' | 'newest';
  documents: { id: number; text: string }[];
  next: { page: number } | { before: number } | null;
}

export const pageLength = 20;

const nothing: Found = { total: 0, order: 'relevance', documents: [], next: null };

/** A page of what holds all words of the query. What it costs is bounded, however many documents and pages there are. */
export async function searchDocuments(db: Db, search: Search): Promise<Found> {
  if (search.query.all.length === 0) return nothing;
  const engine = engineOf(db);
  const range = rangeOf(search);
  const weighed: Weighed[] = [];
  for (const term of search.query.all) {
    const each = await weigh(db, engine, { term, range: rangeOf({ ...search, from: null, until: null }) });
    if (each.count === 0) return nothing;
    weighed.push(each);
  }
  const wanted = {
    all: weighed.map(({ term }) => term),
    none: search.query.none,
    filed: search.sectionId === null ? [] : (await findSectionsOf(db, search.sectionId)).map(filedIn),
  };
  const rare = weighed.filter(({ count }) => count <= mostRanked).map(({ term }) => term);
  const all = engine.expression(wanted);
  if (search.order === 'newest' || rare.length === 0) return byTime(db, engine, { search, range, all });
  const asksForMore = rare.length < wanted.all.length || wanted.none.length > 0 || wanted.filed.length > 0;
  const scoring = engine.expression({ all: rare, none: [], filed: [] });
  const found = rank(await engine.ranked(db, { rare: scoring, all: asksForMore ? all : null, range }), search.now);
  const start = (search.page - 1) * pageLength;
  const keys = found.slice(start, start + pageLength).map(({ key }) => key);
  const next = found.length > start + pageLength ? { page: search.page + 1 } : null;
  return { total: found.length, order: 'relevance', documents: await findDocuments(db, keys), next };
}

interface Weighed {
  term: Term;
  /** In how many documents it stands, counted to one more than are ranked. */
  count: number;
}

/** How common a term is; and whether a last word is better taken as a beginning or as it is. */
async function weigh(db: Db, engine: Engine, { term, range }: { term: Term; range: Range }): Promise<Weighed> {
  const countAs = async (ending: Term['ending']): Promise<Weighed> => {
    const as = { ...term, ending };
    const expression = engine.expression({ all: [as], none: [], filed: [] });
    return { term: as, count: await engine.count(db, expression, { range, most: mostRanked + 1 }) };
  };
  if (term.ending !== 'either') return countAs(term.ending);
  const exact = await countAs('exact');
  if (exact.count > mostRanked) return exact;
  const prefix = await countAs('prefix');
  if (prefix.count > mostRanked) return exact.count > 0 ? exact : prefix;
  return { term, count: prefix.count };
}

async function byTime(
  db: Db,
  engine: Engine,
  { search, range, all }: { search: Search; range: Range; all: string },
): Promise<Found> {
  const total = await engine.count(db, all, { range, most: mostCounted + 1 });
  const until = search.before === null ? range.until : Math.min(range.until, search.before);
  const keys = await engine.newest(db, all, { range: { ...range, until }, most: pageLength + 1 });
  const shown = keys.slice(0, pageLength);
  const last = shown.at(-1);
  const next = keys.length > pageLength && last !== undefined ? { before: last } : null;
  return { total, order: 'newest', documents: await findDocuments(db, shown), next };
}

/** In the order of the keys. */
async function findDocuments(db: Db, keys: number[]): Promise<Found['documents']> {
  if (keys.length === 0) return [];
  const rows = await db.selectFrom('search_documents').select(['key', 'id', 'text']).where('key', 'in', keys).execute();
  return keys.flatMap((key) => rows.find((row) => row.key === key) ?? []);
}
