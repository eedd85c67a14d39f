import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { BanKind } from '../../db/tables.ts';
import type { Ban, BanTarget } from '../comment/ban.ts';
import { hashNetwork, hashWith, keyOfWeek, type Network } from './networks.ts';
import type { Mark } from './person.ts';

/** A comment that is about to be taken. */
export interface Sender {
  email: string;
  browserHash: string;
  network: Network;
}

/* The key of a ban is a copy of the key of a week: the hash outlives that week, and goes with the ban. So one post is compared with all bans by as many
   hashes as there are weeks in which standing bans were made. */
const standingKeys = compiled({ now: String }, (db, { now }) =>
  db.selectFrom('comment_bans').select('key').distinct().where('expires_at', '>', now),
);

/** Until when nothing is taken from there; null where nothing speaks against it. Costs one look where there are no bans. */
export async function findBan(db: Db, { email, browserHash, network }: Sender, now: string): Promise<string | null> {
  const keys = await standingKeys(db, { now });
  if (keys.length === 0) return null;
  const values = keys.flatMap(({ key }) => {
    if (key === '') return [browserHash];
    const { exact, wide } = hashWith(key, network);
    return [exact, wide, ...(email === '' ? [] : [emailHash(key, email)])];
  });
  const { until } = await db
    .selectFrom('comment_bans')
    .select((select) => select.fn.max<string | null>('expires_at').as('until'))
    .where('value_hash', 'in', values)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return until;
}

const emailHash = (key: string, email: string) => hashWith(key, { exact: `mailto:${email}`, wide: '' }).exact;

/** What a ban on the writer of this comment would be stored as; null where too little is known of them. */
export async function banValue(
  tx: Tx,
  mark: Mark,
  { target, now }: { target: BanTarget; now: string },
): Promise<{ value_hash: string; key: string } | null> {
  if (target === 'browser') return mark.browserHash ? { value_hash: mark.browserHash, key: '' } : null;
  if (target === 'email') {
    if (mark.email === '') return null;
    // Makes the key of this week where it is the first that needs it.
    await hashNetwork(tx, { exact: '', wide: '' }, now);
    const key = await keyOfWeek(tx, now);
    return key === null ? null : { value_hash: emailHash(key, mark.email), key };
  }
  const key = await keyOfWeek(tx, mark.hashedAt);
  const hash = target === 'network' ? mark.networkHash : mark.wideNetworkHash;
  return key === null || !hash ? null : { value_hash: hash, key };
}

export interface NewBan {
  kind: BanKind;
  value_hash: string;
  key: string;
  label: string;
  reason: string;
  created_at: string;
  created_by: number;
  expires_at: string;
}

export async function addBan(tx: Tx, ban: NewBan): Promise<number> {
  return (await tx.insertInto('comment_bans').values(ban).returning('id').executeTakeFirstOrThrow()).id;
}

/** Whether there was one. */
export async function removeBan(tx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('comment_bans').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Of whoever is erased a ban keeps no name; it stands, and ends by itself. */
export async function forgetBanned(tx: Tx, { email }: { email: string }): Promise<void> {
  const rows = await tx
    .selectFrom('comments')
    .select(['browser_hash', 'network_hash', 'wide_network_hash'])
    .where('email', '=', email)
    .execute();
  const hashes = new Set(rows.flatMap((row) => Object.values(row)).filter((hash) => hash !== null));
  const bans = await tx.selectFrom('comment_bans').select(['id', 'key', 'value_hash']).execute();
  for (const { id, key, value_hash } of bans) {
    if (!hashes.has(value_hash) && value_hash !== emailHash(key, email)) continue;
    await tx.updateTable('comment_bans').set({ label: 'Erased' }).where('id', '=', id).execute();
  }
}

/** Those that stand, the newest first. */
export function findBans(db: Db, now: string): Promise<Ban[]> {
  return db
    .selectFrom('comment_bans as ban')
    .innerJoin('people', 'people.id', 'ban.created_by')
    .select(['ban.id', 'ban.kind', 'ban.label', 'ban.reason', 'people.name as createdBy'])
    .select(['ban.created_at as createdAt', 'ban.expires_at as expiresAt'])
    .where('ban.expires_at', '>', now)
    .orderBy('ban.id', 'desc')
    .execute();
}

export async function hasOldBans(db: Db, now: string): Promise<boolean> {
  const old = db.selectFrom('comment_bans').select('id').where('expires_at', '<=', now).limit(1);
  return (await old.executeTakeFirst()) !== undefined;
}

/** Of a ban that is over nothing is kept, its hash and key least of all. */
export async function forgetBans(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom('comment_bans').where('expires_at', '<=', now).execute();
}

/** What came from there since then and can be rejected, staff's own apart. */
export async function findFrom(
  db: Db,
  mark: Mark,
  { target, since, limit }: { target: BanTarget; since: string; limit: number },
): Promise<{ id: number; state: 'held' | 'published' }[]> {
  const column = {
    email: 'email',
    browser: 'browser_hash',
    network: 'network_hash',
    'wide-network': 'wide_network_hash',
  };
  const value = {
    email: mark.email,
    browser: mark.browserHash,
    network: mark.networkHash,
    'wide-network': mark.wideNetworkHash,
  };
  const rows = await db
    .selectFrom('comments')
    .select(['id', 'state'])
    .where(column[target] as 'email', '=', value[target] ?? '')
    .where('created_at', '>', since)
    .where('state', 'in', ['held', 'published'])
    .where('person_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as { id: number; state: 'held' | 'published' }[];
}
