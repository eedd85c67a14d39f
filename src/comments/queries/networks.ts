import { createHmac, randomBytes } from 'node:crypto';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import { shiftDay, weekOf } from '../../text/weeks.ts';
import type { NetworkRecord } from '../phases.ts';

/** Where a post comes from. Neither is ever stored or logged. */
export interface Network {
  /** One IPv4 address, or the /64 of an IPv6 one. */
  exact: string;
  /** The /24 around it, or the /48. */
  wide: string;
}

/** With what surrounds it, since one household or office may have many addresses; as http/network.ts names networks. */
export const networkAround = (exact: string): Network => ({ exact, wide: wide(exact) });

function wide(network: string): string {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(network)) return `${network.split('.').slice(0, 3).join('.')}.0/24`;
  return network.endsWith('::/64') ? `${network.split(':').slice(0, 3).join(':')}::/48` : network;
}

/** What stands for it in the database. */
export interface NetworkHashes {
  exact: string;
  wide: string;
}

/** So many weeks a hash is worth something: the running one and the one before. */
const keptWeeks = 2;

/** Hashes it under the key of this week, which is made by whoever comes first in it. */
export async function hashNetwork(tx: Tx, network: Network, now: string): Promise<NetworkHashes> {
  return hashWith(await keyOf(tx, mondayOf(now)), network);
}

/** Under each key that is kept, the newest first: by one of them an earlier post from there is known. */
export async function everyHashOf(db: Db, network: Network): Promise<NetworkHashes[]> {
  const rows = await everyKey(db, {});
  return rows.map(({ key }) => hashWith(key, network));
}

const last = (column: 'network_hash' | 'wide_network_hash', most: number) =>
  compiled({ hash: String }, (db, { hash }) =>
    db
      .selectFrom('comments')
      .select('rejection')
      .where(column, '=', hash)
      .where((where) => where.or([where('state', '=', 'published'), where('rejection', 'is not', null)]))
      .orderBy('id', 'desc')
      .limit(most),
  );

const [lastExact, lastWide] = [last('network_hash', 20), last('wide_network_hash', 60)];

/** What became of the last comments from there, as far back as it is known. */
export async function findRecord(db: Db, network: Network): Promise<NetworkRecord> {
  const record = { exact: { published: 0, rejected: 0 }, wide: { published: 0, rejected: 0 } };
  for (const { exact, wide } of await everyHashOf(db, network)) {
    for (const { rejection } of await lastExact(db, { hash: exact })) record.exact[decisionOf(rejection)] += 1;
    for (const { rejection } of await lastWide(db, { hash: wide })) record.wide[decisionOf(rejection)] += 1;
  }
  return record;
}

const decisionOf = (rejection: string | null) => (rejection === null ? 'published' : 'rejected');

export const hashWith = (key: string, { exact, wide }: Network): NetworkHashes => ({
  exact: keyed(key, exact),
  wide: keyed(key, wide),
});

const keyed = (key: string, value: string) => createHmac('sha256', key).update(value).digest('base64url').slice(0, 22);

async function keyOf(tx: Tx, week: string): Promise<string> {
  const [known] = await keys(tx, { week });
  if (known) return known.key;
  const key = randomBytes(32).toString('base64url');
  await tx.insertInto('network_keys').values({ week, key }).execute();
  return key;
}

const everyKey = compiled({}, (db) => db.selectFrom('network_keys').select('key').orderBy('week', 'desc'));

const keys = compiled({ week: String }, (db, { week }) =>
  db.selectFrom('network_keys').select('key').where('week', '=', week),
);

/** The key of that moment’s week; null where it is not kept any more, or nobody needed one. */
export async function keyOfWeek(db: Db, at: string): Promise<string | null> {
  const known = db.selectFrom('network_keys').select('key').where('week', '=', mondayOf(at));
  return (await known.executeTakeFirst())?.key ?? null;
}

/** The Monday on which the week of a moment began, in UTC. */
const mondayOf = (iso: string): string => weekOf(iso.slice(0, 10))[0] as string;

/** Whether there is a key that is not kept any more. */
export async function hasOldKeys(db: Db, now: string): Promise<boolean> {
  const old = db.selectFrom('network_keys').select('week').where('week', '<', firstKept(now));
  return (await old.executeTakeFirst()) !== undefined;
}

/** Drops the keys before the last two weeks' and empties what was hashed with them. Returns how many comments that were. */
export async function forgetNetworks(tx: Tx, now: string): Promise<number> {
  const first = firstKept(now);
  await tx.deleteFrom('network_keys').where('week', '<', first).execute();
  const { numUpdatedRows } = await tx
    .updateTable('comments')
    .set({ network_hash: null, wide_network_hash: null })
    .where('network_hash', 'is not', null)
    .where('created_at', '<', `${first}T00:00:00.000Z`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The first week of those that are kept. */
const firstKept = (now: string): string => shiftDay(mondayOf(now), -7 * (keptWeeks - 1));
