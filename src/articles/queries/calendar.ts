import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { listOf } from './desk.ts';

/** A story of the calendar, and when it is to be out. */
export interface CalendarKey {
  id: number;
  at: string;
}

interface Span {
  actor: Actor;
  from: string;
  /** Before then. */
  until: string;
  limit: number;
}

/** Stories in the actor's scope that are planned or scheduled for that time, earliest first. Of a scheduled one the schedule counts. */
export async function findCalendar(db: Db, { actor, from, until, limit }: Span): Promise<CalendarKey[]> {
  const planned = db
    .selectFrom('assignments')
    .select(['assignments.article_id as id', 'planned_at as at'])
    .where('planned_at', '>=', from)
    .where('planned_at', '<', until)
    // A condition rather than a join, so that the week is looked up first, however long the list.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('desk_entries as entry')
          .select('entry.article_id')
          .whereRef('entry.article_id', '=', 'assignments.article_id')
          .where('entry.person_id', '=', listOf(actor, false))
          .where('entry.state', '<>', 'scheduled'),
      ),
    )
    .orderBy('planned_at')
    .orderBy('assignments.article_id')
    .limit(limit);
  const scheduled = db
    .selectFrom('desk_entries')
    .select(['article_id as id', 'published_at as at'])
    .where('person_id', '=', listOf(actor, false))
    .where('state', '=', 'scheduled')
    .where('published_at', '>=', from)
    .where('published_at', '<', until)
    .orderBy('published_at')
    .orderBy('article_id')
    .limit(limit);
  const found = await Promise.all([planned.execute(), scheduled.execute()]);
  return found
    .flat()
    .map(({ id, at }) => ({ id, at: at ?? '' }))
    .sort((one, other) => one.at.localeCompare(other.at) || one.id - other.id)
    .slice(0, limit);
}
