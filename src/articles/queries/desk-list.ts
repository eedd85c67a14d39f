import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor, DeskEntries, State, Tables } from '../../db/tables.ts';
import type { Query } from '../../search/document/query.ts';
import type { Held } from '../../search/queries/engine.ts';
import { firstHolding } from '../../search/queries/working.ts';
import { listOf } from './desk.ts';
import { assignedTo, everybody } from './desk-entries.ts';

/** Which stories of the newsroom's list are asked for; null for all. */
export interface DeskFilter {
  actor: Actor;
  state: State | null;
  /** Only stories that the actor made or is bylined on. */
  mine: boolean;
  sectionId: number | null;
  /** Bylined on the newest revision. */
  authorId: number | null;
  /** Who is to write it. */
  assigneeId: number | null;
  /** From then on, and before then: by what the list is sorted by. */
  from: string | null;
  until: string | null;
  /** Only those of which readers see an older version. */
  changes: boolean;
  /** Only those that somebody has had open since then; or this person. */
  open: { since: string; personId: number | null } | null;
  /** What is looked for in the newest texts. */
  query: Query | null;
  order: DeskOrder;
}

/** By the newest change, or by publication; the newest first. */
export type DeskOrder = 'changed' | 'published';

export interface DeskKey {
  at: string;
  id: number;
}

export interface DeskPlace {
  /** The row from which the page goes on; null on the first page. */
  key: DeskKey | null;
  /** Towards what is older, or back towards what is newer. */
  towards: 'older' | 'newer';
}

/** A page of the list, newest first, with the ends of it from which the list goes on; null where it does not. */
export interface DeskPage {
  keys: DeskKey[];
  newer: DeskKey | null;
  older: DeskKey | null;
  /** How many stories the filter lets through; one more than `mostOnDesk` where there are more. Null where it is not counted. */
  found: number | null;
}

/** Filtered stories are counted up to here. */
export const mostOnDesk = 500;

/** Stories on one page of the list. */
export const deskPageSize = 50;

/**
 * The stories next to the place. Those of a first page are counted with the same look at the database; a search costs too much to
 * count anew on the pages after it.
 */
export async function findDeskPage(
  db: Db,
  filter: DeskFilter,
  { place, counted }: { place: DeskPlace; counted: boolean },
): Promise<DeskPage> {
  const isFirst = place.key === null;
  const limit = isFirst && counted ? mostOnDesk + 1 : deskPageSize + 1;
  const [keys, found] = await Promise.all([
    findDeskKeys(db, filter, { ...place, limit }),
    counted && !isFirst && filter.query === null ? countDesk(db, filter) : null,
  ]);
  return { ...pageOf(keys, place), found: counted && isFirst ? keys.length : found };
}

/** The page that these are, found from the place on with at least one more than fit on it where there are more. */
export function pageOf(found: DeskKey[], { key, towards }: DeskPlace): Omit<DeskPage, 'found'> {
  const isNewer = towards === 'newer';
  const more = found.length > deskPageSize;
  const keys = isNewer ? found.slice(-deskPageSize) : found.slice(0, deskPageSize);
  return {
    keys,
    newer: (isNewer ? more : key !== null) ? (keys[0] ?? null) : null,
    older: (isNewer ? true : more) ? (keys.at(-1) ?? null) : null,
  };
}

interface Reach extends DeskPlace {
  limit: number;
}

/** Newest first either way. */
async function findDeskKeys(db: Db, filter: DeskFilter, reach: Reach): Promise<DeskKey[]> {
  const { query } = filter;
  const keys =
    query === null
      ? await keysOf(db, filter, reach).execute()
      : await firstHolding(db, query, (texts) => ({
          limit: reach.limit,
          list: (limit, held) => keysOf(texts, filter, { ...reach, limit, held }),
        }));
  return reach.towards === 'older' ? keys : keys.reverse();
}

/** Those next to the place, the next one first. */
function keysOf(db: Db, filter: DeskFilter, { key, towards, limit, held = null }: Reach & { held?: Held | null }) {
  const column = columnOf(filter);
  const [compare, direction] = towards === 'older' ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  return (
    filtered(db, filter)
      .select(['entry.article_id as id', `${column} as at`])
      // After all other conditions, which cost less: SQLite asks them in this order.
      .$if(held !== null, (query) => query.where((held as Held)('entry.article_id')))
      .$if(key !== null, (query) =>
        query
          .where(column, towards === 'older' ? '<=' : '>=', key?.at ?? '')
          .where(({ eb, or }) =>
            or([eb(column, compare, key?.at ?? ''), eb('entry.article_id', compare, key?.id ?? 0)]),
          ),
      )
      .orderBy(column, direction)
      .orderBy('entry.article_id', direction)
      .limit(limit)
  );
}

async function countDesk(db: Db, filter: DeskFilter): Promise<number> {
  const { count } = await db
    .selectFrom(
      filtered(db, filter)
        .select('entry.article_id')
        .limit(mostOnDesk + 1)
        .as('found'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const columnOf = ({ order }: DeskFilter) => (order === 'changed' ? 'entry.updated_at' : 'entry.published_at');

type Entries = SelectQueryBuilder<Tables & { entry: DeskEntries }, 'entry', Record<never, never>>;

/** All that the filter lets through, whatever words they have. */
function filtered(db: Db, filter: DeskFilter): Entries {
  const { actor, mine, authorId, assigneeId, state, sectionId, from, until, changes, open } = filter;
  const own = listOf(actor, mine);
  const task = assigneeId === null ? null : assignedTo(assigneeId);
  const list = own === everybody ? (task ?? authorId ?? everybody) : own;
  const standsIn = (person: number) =>
    db.selectFrom('desk_entries').select('article_id').where('person_id', '=', person);
  const column = columnOf(filter);
  return (
    entriesOf(db, open)
      .where('entry.person_id', '=', list)
      .$if(authorId === list, (query) => query.where('entry.bylined', '=', 1))
      .$if(authorId !== null && authorId !== list, (query) =>
        query.where('entry.article_id', 'in', standsIn(authorId ?? 0).where('bylined', '=', 1)),
      )
      .$if(task !== null && task !== list, (query) => query.where('entry.article_id', 'in', standsIn(task ?? 0)))
      .$if(state !== null, (query) => query.where('entry.state', '=', state ?? 'draft'))
      .$if(sectionId !== null, (query) => query.where('entry.section_id', '=', sectionId ?? 0))
      // Written out, as in the index: SQLite uses it for nothing that comes as a parameter.
      .$if(changes, (query) => query.where('entry.has_changes', '=', sql.lit<1>(1)))
      .$if(from !== null, (query) => query.where(column, '>=', from ?? ''))
      .$if(until !== null, (query) => query.where(column, '<', until ?? '')) as unknown as Entries
  );
}

/** Of the few stories that are open, each is looked up: a cross join is what keeps SQLite from walking through the whole list instead. */
function entriesOf(db: Db, open: DeskFilter['open']): Entries {
  if (open === null) return db.selectFrom('desk_entries as entry');
  const { since, personId } = open;
  const stories = db
    .selectFrom('editing')
    .select('article_id')
    .distinct()
    .where('seen_at', '>=', since)
    .$if(personId !== null, (query) => query.where('person_id', '=', personId ?? 0));
  return db
    .selectFrom(stories.as('open'))
    .crossJoin('desk_entries as entry')
    .whereRef('entry.article_id', '=', 'open.article_id') as unknown as Entries;
}
