import type { Db, Tx } from '../../db/database.ts';

/* Files of the storage that no row of the library names: whatever ends the program, none of them is forgotten. */

const atOnce = 200;

const partsOf = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / atOnce) }, (_, part) =>
    names.slice(part * atOnce, (part + 1) * atOnce),
  );

/** They are about to be put there; until then nobody takes them for what was left behind. One that goes, goes first. */
export async function announceFiles(tx: Tx, names: readonly string[], until: string): Promise<void> {
  const rows = names.map((name) => ({ name, state: 'coming', due_at: until }) as const);
  await tx
    .insertInto('unnamed_files')
    .values(rows)
    .onConflict((known) =>
      known.column('name').doUpdateSet({ due_at: until }).where('unnamed_files.state', '=', 'coming'),
    )
    .execute();
}

/** The rows that named them are gone. */
export async function letGo(tx: Tx, names: readonly string[], now: string): Promise<void> {
  const going = { state: 'going', due_at: now } as const;
  for (const part of partsOf([...new Set(names)])) {
    await tx
      .insertInto('unnamed_files')
      .values(part.map((name) => ({ name, ...going })))
      .onConflict((known) => known.column('name').doUpdateSet(going))
      .execute();
  }
}

/** Whether one of them is being taken out of the storage. */
export async function isAnyGoing(db: Db, names: readonly string[]): Promise<boolean> {
  const going = db.selectFrom('unnamed_files').select('name').where('state', '=', 'going');
  return (await going.where('name', 'in', [...names]).execute()).length > 0;
}

/** Those whose time has come. */
export async function findDueFiles(db: Db, now: string): Promise<string[]> {
  const due = db.selectFrom('unnamed_files').select('name').where('due_at', '<=', now);
  return (await due.orderBy('due_at').limit(atOnce).execute()).map(({ name }) => name);
}

/** Of these, those that nobody else is taking out of the storage at the moment; until then it is for who asked. */
export async function claimFiles(
  tx: Tx,
  { names, now, until }: { names: readonly string[]; now: string; until: string },
): Promise<string[]> {
  const claimed = await tx
    .updateTable('unnamed_files')
    .set({ state: 'going', due_at: until })
    .where('name', 'in', [...names])
    .where(({ eb, or }) => or([eb('state', '=', 'coming'), eb('due_at', '<=', now)]))
    .returning('name')
    .execute();
  return claimed.map(({ name }) => name);
}

/** They are gone, or a row names them. */
export async function forgetFiles(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length > 0)
    await tx
      .deleteFrom('unnamed_files')
      .where('name', 'in', [...names])
      .execute();
}
