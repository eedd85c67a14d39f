import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { type CheckedRow, findLedgerRows, findUnledgered } from '../queries/ledger-rows.ts';
import { findReadingRows, type ReadingRows, readingTables, rowsOf, searchedText } from '../queries/reading-rows.ts';
import { findShown } from '../queries/rebuilding.ts';
import { findArticle } from '../queries/writing.ts';
import { describeAgain } from './rebuild.ts';

type Verifying = Pick<Context, 'db' | 'now'>;
type Done = (count: number) => void;

const atOnce = 200;

/**
 * Whether each row of the ledger still stands for the text that it was written for, and every story that readers were shown has its rows.
 * @param done called with how many rows were looked at since the last call
 * @returns a sentence for each fault
 */
export async function verifyLedger({ db }: Verifying, done: Done): Promise<string[]> {
  const faults: string[] = [];
  for (let last = 0; ; ) {
    const rows = await findLedgerRows(db.reader, last, atOnce);
    for (const row of rows) {
      const fault = faultOf(row);
      if (fault) faults.push(`Row ${row.id} of the ledger (${row.kind} of story ${row.articleId}, ${row.at}) ${fault}`);
    }
    done(rows.length);
    last = rows.at(-1)?.id ?? last;
    if (rows.length < atOnce) break;
  }
  for (const id of await findUnledgered(db.reader)) {
    // In one state of the database: somebody may have published it between two queries.
    const still = await db.transaction((tx) => findUnledgered(tx));
    if (still.includes(id)) faults.push(`Readers are shown a text of story ${id} that the ledger does not end with.`);
  }
  return faults;
}

function faultOf({ textHash, revisionHash, redactionHash, isOwn }: CheckedRow): string | null {
  if (!isOwn) return 'names a version of another story.';
  if (revisionHash !== null)
    return revisionHash === textHash ? null : 'does not fit its version: one of the two was changed.';
  if (redactionHash === null) return 'has lost its text, and no redaction says why.';
  return null;
}

/**
 * Whether readers see what the ledger and the revisions say: what a rebuild would write.
 * @param done called after each story
 * @returns a sentence for each story that is shown otherwise
 */
export async function verifyReadingSide({ db, now }: Verifying, done: Done): Promise<string[]> {
  const faults: string[] = [];
  for (const id of await findShown(db.reader)) {
    const looked = await differences(db.reader, id, now());
    // In one state of the database: it may have been published between two queries.
    const found = looked.length > 0 ? await db.transaction((tx) => differences(tx, id, now())) : [];
    if (found.length > 0)
      faults.push(`Readers are not shown what story ${id} says, in ${found.join(', ')}: run rebuild.`);
    done(1);
  }
  return faults;
}

/** The number of stories that `verifyReadingSide` looks at. */
export const countShown = async ({ db }: Verifying): Promise<number> => (await findShown(db.reader)).length;

/** The places of the reading side that are not as a rebuild would write them. */
async function differences(db: Db, id: number, now: string): Promise<string[]> {
  const article = await findArticle(db, id);
  const seen = article && (await describeAgain(db, { article, path: await findKnownPath(db, id), now }));
  const wanted: ReadingRows =
    seen && 'shown' in seen ? rowsOf(seen.shown) : seen ? { withdrawn_articles: [seen.withdrawn] } : {};
  const text = seen && 'shown' in seen ? searchedText(seen.shown) : null;
  const there = await findReadingRows(db, id);
  const wrong: string[] = readingTables.filter((table) => !isSame(wanted[table] ?? [], there.rows[table] ?? []));
  return there.text === text ? wrong : [...wrong, 'search_documents'];
}

type Row = Record<string, unknown>;

/** In any order, by the columns that are written. */
function isSame(wanted: readonly object[], there: readonly Row[]): boolean {
  const columns = Object.keys(wanted[0] ?? {}).sort();
  const lines = (rows: readonly object[]) =>
    rows.map((row) => JSON.stringify(columns.map((column) => (row as Row)[column] ?? null))).sort();
  return wanted.length === there.length && lines(wanted).join('\n') === lines(there).join('\n');
}
