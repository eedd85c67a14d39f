import { parseArgs } from 'node:util';
import { countShown, verifyLedger, verifyReadingSide } from '../articles/actions/verify.ts';
import { countLedger } from '../articles/queries/ledger-rows.ts';
import type { Context } from '../context.ts';
import { Invalid, StartError } from '../errors.ts';
import { countEvents, type End, endText, findBrokenEvents, findEnd, readEnd } from '../events/chain.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { listOf } from '../storage/move.ts';
import { findDamaged } from '../storage/verify.ts';
import { createBar } from './progress.ts';

const options = { event: { type: 'string', multiple: true } } as const;

/**
 * Looks whether all that is kept still is what it was: the activity log, the ledger, what readers are shown, and the files.
 * The site may run meanwhile.
 * @throws Invalid with the number of faults, each of which has been printed by then; StartError for an --event that is none
 */
export async function verify(context: Context, args: string[]): Promise<void> {
  const known = (parseArgs({ args, options }).values.event ?? []).map(noted);
  const faults: string[] = [];
  for (const { title, check } of checks) {
    const bar = createBar(title);
    const found = await check(context, { ...bar, known }).finally(bar.end);
    faults.push(...found);
    for (const fault of found) process.stdout.write(`${fault}\n`);
  }
  if (faults.length > 0) {
    throw new Invalid({ '': faults.length === 1 ? 'There is one fault.' : `There are ${faults.length} faults.` });
  }
  const end = await findEnd(context.db.reader);
  process.stdout.write('Everything is as it was written.\n');
  if (end) {
    process.stdout.write(
      `The activity log ends with ${endText(end)}. Note that elsewhere: verify --event ${endText(end)} then shows whether all up to there is still the same.\n`,
    );
  }
}

interface Told {
  known: End[];
  begin(total: number): void;
  add(count: number): void;
}

const checks: { title: string; check(context: Context, told: Told): Promise<string[]> }[] = [
  {
    title: 'activity log',
    async check({ db }, { known, begin, add }) {
      begin(await countEvents(db.reader));
      return findBrokenEvents(db.reader, { known, done: add });
    },
  },
  {
    title: 'ledger',
    async check(context, { begin, add }) {
      begin(await countLedger(context.db.reader));
      return verifyLedger(context, add);
    },
  },
  {
    title: 'what readers are shown',
    async check(context, { begin, add }) {
      begin(await countShown(context));
      return verifyReadingSide(context, add);
    },
  },
  { title: 'files', check: verifyFiles },
];

async function verifyFiles({ db, storage }: Context, { begin, add }: Told): Promise<string[]> {
  const files = await listOf(storage);
  begin(files.reduce((sum, { bytes }) => sum + bytes, 0));
  const damaged = await findDamaged(storage, files, add);
  const there = new Set(files.map(({ name }) => name));
  const lost: string[] = [];
  for (const name of await findNamedFiles(db.reader)) {
    // One that came meanwhile was not on the list.
    if (!there.has(name) && !(await storage.open(name))) lost.push(name);
  }
  return [
    ...damaged.map((name) => `The file ${name} is damaged: it does not hold what its name says.`),
    ...lost.map((name) => `The file ${name} is missing, though the library names it.`),
  ];
}

function noted(text: string): End {
  const end = readEnd(text);
  if (!end) throw new StartError('--event takes what verify printed: the number of an event, a colon, and its hash.');
  return end;
}
