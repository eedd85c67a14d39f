import { workerData } from 'node:worker_threads';
import { openPatiently } from './sqlite.ts';

/** At emptying the log, which needs a moment in which nobody reads it. */
const mostTries = 6;

const database = openPatiently((workerData as { file: string }).file);
try {
  database.pragma('secure_delete = ON');
  // FTS5 marks what is removed, and forgets its words only when it merges what it has.
  const indexes = database.prepare(
    `select name from sqlite_master where sql like 'create virtual table % using fts5%'`,
  );
  for (const name of indexes.pluck().all()) database.exec(`insert into ${name} (${name}) values ('optimize')`);
  database.exec('vacuum');
  emptyLog();
} finally {
  database.close();
}

/** The write-ahead log still holds the pages as they were. */
function emptyLog(): void {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const [outcome] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (outcome?.busy === 0) return;
  }
  throw new Error('The database is being read all the time: its log could not be emptied.');
}
