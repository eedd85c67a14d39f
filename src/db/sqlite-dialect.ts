import { type Dialect, type Driver, SqliteAdapter, SqliteIntrospector } from 'kysely';
import { SqliteCompiler } from './sqlite-compiler.ts';

/** Kysely takes it for granted that SQLite cannot make tables in a transaction. It can: a migration is done whole or not at all. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export const dialect = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => new TransactionalAdapter(),
  createDriver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteCompiler(),
});
