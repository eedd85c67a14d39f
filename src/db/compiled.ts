import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Db } from './connections.ts';

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Kinds = Record<string, StringConstructor | NumberConstructor>;
type ValueOf<Kind> = Kind extends StringConstructor ? string : number;
type Values<Given extends Kinds> = { [Name in keyof Given]: ValueOf<Given[Name]> };
type Placeholders<Given extends Kinds> = { [Name in keyof Given]: RawBuilder<ValueOf<Given[Name]>> };

/** `name` is of the statement, for as long as the process runs. */
type Run = (statement: string, parameters: readonly unknown[], name: string) => unknown[] | Promise<unknown[]>;

let count = 0;

const direct = new WeakMap<object, Run>();

/**
 * Compiled queries on `db` go to `run` past Kysely, whose layers cost more than SQLite needs for a row by its key, and which gives
 * PostgreSQL no names to remember statements by.
 */
export function runDirectly(db: Db, run: Run): void {
  direct.set(db, run);
}

/** A value, or the place of one in a compiled query. */
export type Value<Kind> = Kind | RawBuilder<Kind>;

/**
 * Builds and compiles a query once for each database and runs it with new values from then on: building costs several
 * times what SQLite needs for the answer. For the queries of readers' pages.
 * @example const story = compiled({ path: String }, (db, { path }) => db.selectFrom('…').where('path', '=', path));
 */
export function compiled<Given extends Kinds, Row>(
  kinds: Given,
  build: (db: Db, values: Placeholders<Given>) => Compilable<Row>,
): (db: Db, values: Values<Given>) => Promise<Row[]> {
  const known = new WeakMap<object, CompiledQuery<Row>>();
  const name = `compiled ${++count}`;
  const places = Object.fromEntries(Object.keys(kinds).map((each) => [each, sql`${new Placeholder(each)}`]));
  return async (db, values) => {
    const key = db.getExecutor().adapter;
    let query = known.get(key);
    if (!query) {
      query = build(db, places as Placeholders<Given>).compile();
      known.set(key, query);
    }
    const parameters = query.parameters.map((each) => (each instanceof Placeholder ? values[each.name] : each));
    const run = direct.get(db);
    // Not awaited here: SQLite answers at once.
    if (run) return run(query.sql, parameters, name) as Row[] | Promise<Row[]>;
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}
