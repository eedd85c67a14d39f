import { openPatiently } from './sqlite.ts';

/** So many pages are copied in one turn. */
const atOnce = 256;

/**
 * Copies the database of a file into another one, as it is at this moment, while others go on writing to it.
 * @param told after each part, with how many parts of the whole are copied, from 0 to 1
 */
export async function copySqlite(file: string, to: string, told: (part: number) => void): Promise<void> {
  const database = openPatiently(file);
  try {
    // Without a transaction of one's own each write of another process begins the copy anew.
    database.exec('begin');
    database.prepare('select count(*) from sqlite_master').get();
    await database.backup(to, {
      progress({ totalPages, remainingPages }) {
        told(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return atOnce;
      },
    });
  } finally {
    database.close();
  }
}

/** What SQLite finds wrong in a file that nobody has open; none where it is whole. */
export function findDamage(file: string): string[] {
  const database = openPatiently(file);
  try {
    const found = database.pragma('integrity_check(10)') as { integrity_check: string }[];
    return found.map(({ integrity_check: said }) => said).filter((said) => said !== 'ok');
  } catch (error) {
    return [(error as Error).message];
  } finally {
    database.close();
  }
}
