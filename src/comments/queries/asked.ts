import type { Db, Tx } from '../../db/database.ts';

/* When addresses were asked whether they want mails. It outlives the comment, or whoever deletes theirs could have them asked again. */

/** When the mails were written that asked this address, the newest first. */
export async function findAsked(db: Db, emailHash: string, since: string): Promise<string[]> {
  const rows = db.selectFrom('asked_emails').select('at').where('email_hash', '=', emailHash).where('at', '>', since);
  return (await rows.orderBy('at', 'desc').execute()).map(({ at }) => at);
}

export async function noteAsked(tx: Tx, asked: { emailHash: string; at: string }): Promise<void> {
  await tx.insertInto('asked_emails').values({ email_hash: asked.emailHash, at: asked.at }).execute();
}

export async function hasAsked(db: Db, until: string): Promise<boolean> {
  const old = db.selectFrom('asked_emails').select('at').where('at', '<=', until).limit(1);
  return (await old.executeTakeFirst()) !== undefined;
}

export async function forgetAsked(tx: Tx, until: string): Promise<void> {
  await tx.deleteFrom('asked_emails').where('at', '<=', until).execute();
}
