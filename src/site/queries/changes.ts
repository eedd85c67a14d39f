import { sql } from 'kysely';
import { visible } from '../../articles/queries/reading.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';

/** What changes the stories that readers see; scheduling one does not, until it is due. */
const acts = [
  ...['first', 'published', 'fix', 'update', 'correction', 'withdrawn', 'withdrawal', 'reinstatement'],
  ...['redaction', 'redacted', 'rebuilt'],
].map((act) => `article.${act}`);
/** Feeds name what stories are filed under, and who publishes them. */
const names = ['section.changed', 'topic.changed', 'topic.merged', 'series.changed', 'site.set'];

const actions = [...acts, ...names, 'demo.loaded', 'demo.cleared'] as const;

/** One look into the index for each action: among all that is written down, the newest one of them may be a long way back. */
const newestEvents = compiled({}, (db) =>
  actions.map((action) => newestOf(db, action)).reduce((all, each) => all.unionAll(each)),
);

const newestOf = (db: Db, action: string) =>
  db
    .selectFrom('events')
    .select(({ fn }) => fn.max<string | null>('at').as('at'))
    .where('action', '=', sql.lit(action));

const newestStory = compiled({ now: String }, (db, { now }) =>
  visible(db, now).select('story.published_at as at').orderBy('story.published_at', 'desc').limit(1),
);

/**
 * When what readers see of any story changed last, a withdrawal included, or a scheduled story came out; null while there was
 * nothing. For Last-Modified: of one list it says too much rather than too little.
 */
export async function findLastChange(db: Db, now: string): Promise<string | null> {
  const [events, stories] = await Promise.all([newestEvents(db, {}), newestStory(db, { now })]);
  return [...events, ...stories].reduce<string | null>(
    (last, { at }) => (at !== null && (last === null || at > last) ? at : last),
    null,
  );
}
