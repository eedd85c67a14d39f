import type { Db, Tx } from '../../db/database.ts';
import { hashToken } from '../../text/tokens.ts';

export interface NewLink {
  token: string;
  email: string;
  now: string;
}

export async function addLink(tx: Tx, { token, email, now }: NewLink): Promise<void> {
  await tx
    .insertInto('personal_data_links')
    .values({ token_hash: hashToken(token), email, created_at: now })
    .execute();
}

/** The email that the link was mailed to; null where it is none, or older than `since`. */
export async function findLinked(db: Db, { token, since }: { token: string; since: string }): Promise<string | null> {
  const row = await db
    .selectFrom('personal_data_links')
    .select('email')
    .where('token_hash', '=', hashToken(token))
    .where('created_at', '>', since)
    .executeTakeFirst();
  return row?.email ?? null;
}

export async function hasOldLinks(db: Db, before: string): Promise<boolean> {
  const old = db.selectFrom('personal_data_links').select('created_at').where('created_at', '<=', before).limit(1);
  return (await old.executeTakeFirst()) !== undefined;
}

export async function removeOldLinks(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom('personal_data_links').where('created_at', '<=', before).execute();
}
