import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { createMatcher, type Matcher, type Pattern, type PatternOutcome } from '../comment/patterns.ts';
import { type CommentRules, rulesOf } from '../comment/rules.ts';

const key = 'comment_rules';

const rulesRows = compiled({ key: String }, (db, values) =>
  db.selectFrom('settings').select('value').where('key', '=', values.key),
);

let lastRead: { kept: string | null; rules: CommentRules } = { kept: null, rules: rulesOf(null) };

export async function findRules(db: Db): Promise<CommentRules> {
  const kept = (await rulesRows(db, { key }))[0]?.value ?? null;
  // Reading what is kept costs more than asking for it, and it is asked for with every comment.
  if (kept !== lastRead.kept) lastRead = { kept, rules: rulesOf(kept) };
  return lastRead.rules;
}

/** Writes these, and leaves the others as they are. */
export async function writeRules(tx: Tx, rules: Partial<CommentRules>): Promise<void> {
  const before = rulesOf(await readSetting(tx, key));
  await writeSetting(tx, key, JSON.stringify({ ...before, ...rules }));
}

/** In alphabetical order. */
export async function findPatterns(db: Db): Promise<Pattern[]> {
  return db
    .selectFrom('comment_patterns')
    .select(['id', 'pattern', 'outcome'])
    .orderBy('pattern')
    .orderBy('id')
    .execute();
}

export type Matchers = Record<PatternOutcome, Matcher>;

const signatures = compiled({}, (db) =>
  db
    .selectFrom('comment_patterns')
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.max<number | null>('id').as('last')]),
);

const made = new WeakMap<object, { signature: string; matchers: Matchers }>();

/** Made anew where a pattern was added or taken out: rows never change, and numbers never come twice. */
export async function findMatchers(db: Db): Promise<Matchers> {
  const [row] = await signatures(db, {});
  const signature = `${row?.count} ${row?.last}`;
  const database = db.getExecutor().adapter;
  const known = made.get(database);
  if (known?.signature === signature) return known.matchers;
  const patterns = await findPatterns(db);
  const of = (outcome: PatternOutcome) => createMatcher(patterns.filter((each) => each.outcome === outcome));
  const matchers = { hold: of('hold'), refuse: of('refuse') };
  made.set(database, { signature, matchers });
  return matchers;
}

export interface NewPattern extends Omit<Pattern, 'id'> {
  createdAt: string;
  createdBy: number;
}

/** False where there is one like it. */
export async function addPattern(tx: Tx, { createdAt, createdBy, ...pattern }: NewPattern): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('comment_patterns')
    .values({ ...pattern, created_at: createdAt, created_by: createdBy })
    .onConflict((conflict) => conflict.column('pattern').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False where there is none. */
export async function removePattern(tx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('comment_patterns').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function countPatterns(db: Db): Promise<number> {
  return Number((await signatures(db, {}))[0]?.count ?? 0);
}
