import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Context } from '../../context.ts';
import type { Db, Tx } from '../../db/database.ts';
import { deleteSetting, readSetting, writeSetting } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { type Happening, record } from '../../events/log.ts';
import { erasureList } from '../../storage/storage.ts';
import { namesOf } from '../comment.ts';
import { type Erased, erase, findErased, findKeptEmails, hashErased, rememberErased } from '../queries/erasing.ts';

/**
 * Beside the uploads, since a backup of the database that is put back knows nothing of what was erased after it: a line for each
 * erasure, a keyed hash and a time.
 */
/** The setting that stays until the files are purged, whatever ends the process before. */
const purgeWanted = 'purge_wanted';
const purging = new WeakMap<Context['db'], Promise<void>>();

/** All that is kept under the email goes, also from the database's files; it is remembered as a hash. */
export async function eraseEverywhere(context: Context, actor: Actor | null, email: string): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await context.mail.takeBackTo(tx, email);
    const erased = await erase(tx, { email, until: at, by: actor?.id ?? null, at });
    await rememberErased(tx, { hash: hashErased(email, context.secret), at });
    await writeSetting(tx, purgeWanted, randomUUID());
    await recordErasure(tx, { action: 'comment.erased', actor, at, erased });
  });
  await writeList(context);
  await context.mail.forget(email);
  // Seconds in which nobody needs to wait; the sweep tries again.
  void purgeErased(context).catch((error: unknown) => context.log.error({ err: error }, 'the files were not purged'));
}

/** At the start: where a backup brought somebody back who had been erased, they are erased again. Returns how many they were. */
export async function eraseAgain(context: Context): Promise<number> {
  const { db, secret, now } = context;
  const [listed, known] = [await readList(context), await findErased(db.reader)];
  const times = new Map(known.map(({ hash, at }) => [hash, at]));
  const missing = listed.filter(({ hash, at }) => (times.get(hash) ?? '') < at);
  // A process that ended between an erasure and its line, or another's line at the same time.
  if (!(await isAllListed(listed, db.reader))) await writeList(context);
  if (missing.length === 0) return 0;
  const emails = new Map((await findKeptEmails(db.reader)).map((email) => [hashErased(email, secret), email]));
  let erasedAgain = 0;
  for (const { hash, at } of missing) {
    const email = emails.get(hash);
    await db.transaction(async (tx) => {
      await rememberErased(tx, { hash, at });
      if (email === undefined) return;
      await context.mail.takeBackTo(tx, email);
      const erased = await erase(tx, { email, until: at, by: null, at: now() });
      await writeSetting(tx, purgeWanted, randomUUID());
      await recordErasure(tx, { action: 'comment.erased_again', actor: null, at: now(), erased });
    });
    erasedAgain += Number(email !== undefined);
  }
  return erasedAgain;
}

/** The sweep, and whoever erases: what was erased goes from the database's files too. What is under way already is waited for. */
export function purgeErased({ db }: Context): Promise<void> {
  const running = purging.get(db) ?? purge(db).finally(() => purging.delete(db));
  purging.set(db, running);
  return running;
}

async function purge(db: Context['db']): Promise<void> {
  const wanted = await readSetting(db.reader, purgeWanted);
  if (wanted === null) return;
  await db.purge();
  await db.transaction(async (tx) => {
    // Unless more was erased meanwhile.
    if ((await readSetting(tx, purgeWanted)) === wanted) await deleteSetting(tx, purgeWanted);
  });
}

const recordErasure = (
  tx: Tx,
  { erased, ...happening }: Pick<Happening, 'action' | 'actor' | 'at'> & { erased: Erased },
): Promise<void> =>
  record(tx, {
    ...happening,
    subject: 'site',
    names: erased.articleIds.flatMap((articleId) => namesOf(articleId, true)),
  });

/**
 * What the list has, and what the database knows: whichever of the two was put back. Another process that writes at the same time may know
 * less, and whoever writes last finds that something is missing.
 */
async function writeList(context: Context): Promise<void> {
  do {
    const times = new Map<string, string>();
    for (const { hash, at } of [...(await readList(context)), ...(await findErased(context.db.reader))]) {
      if ((times.get(hash) ?? '') < at) times.set(hash, at);
    }
    const lines = [...times].map(([hash, at]) => `${hash} ${at}\n`);
    await context.storage.put(erasureList, Buffer.from(lines.join('')));
  } while (!(await isAllListed(await readList(context), context.db.reader)));
}

const isAllListed = async (listed: Erasure[], db: Db): Promise<boolean> =>
  (await findErased(db)).every((known) => listed.some(({ hash, at }) => hash === known.hash && at >= known.at));

interface Erasure {
  hash: string;
  at: string;
}

async function readList({ storage }: Context): Promise<Erasure[]> {
  const file = await storage.open(erasureList);
  if (!file) return [];
  const lines = (await buffer(file.stream())).toString('utf8').split('\n');
  return lines.flatMap((line) => {
    const [, hash, at] = /^([\w-]{43}) (\d{4}-\d\d-\d\dT[\d:.]{12}Z)$/.exec(line) ?? [];
    return hash && at ? [{ hash, at }] : [];
  });
}
