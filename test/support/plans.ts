import { CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import type { Db } from '../../src/db/database.ts';

/** How the database would answer each query that is asked: for each one text, of PostgreSQL as if a table could not be read through. */
export async function plansOf(reader: Db, ask: (db: Db) => Promise<unknown>): Promise<string[]> {
  const asked: RootOperationNode[] = [];
  const noting = reader.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await ask(noting);
  const plans: string[] = [];
  for (const node of asked) {
    const { sql, parameters: given } = reader.getExecutor().compileQuery(node, createQueryId());
    // Of a query that is compiled for many values, places stand there.
    const parameters = given.map((each) => (typeof each === 'object' && each !== null ? '' : each));
    const explain = DATABASE === 'sqlite' ? 'explain query plan' : 'explain';
    const { rows } = await reader.connection().execute(async (connection) => {
      if (DATABASE === 'postgres') await connection.executeQuery(CompiledQuery.raw('set enable_seqscan = off'));
      return connection.executeQuery(CompiledQuery.raw(`${explain} ${sql}`, parameters));
    });
    plans.push(JSON.stringify(rows));
  }
  return plans;
}
