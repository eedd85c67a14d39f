import type { Context } from '../../src/context.ts';
import { emptied } from '../../src/db/empty.ts';

/** All that anybody could have changed by a request: every row there is. Mails that are there already are sent meanwhile. */
export async function everything({ db }: Pick<Context, 'db'>): Promise<string> {
  const tables = emptied.filter((table) => table !== 'outgoing_mails');
  return JSON.stringify([
    await db.reader.selectFrom('outgoing_mails').select('message_id').orderBy('id').execute(),
    ...(await Promise.all(
      [...tables, 'settings' as const].map((table) => db.reader.selectFrom(table).selectAll().execute()),
    )),
  ]);
}
