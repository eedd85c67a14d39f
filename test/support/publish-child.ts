/** A process that acts on a story, and is killed before the statement of the given number. */

import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { type ActName, act, type Stories } from './publishing.ts';

interface Order {
  url: string;
  name: ActName;
  stories: Stories;
  killedBefore: number;
}

const { url, name, stories, killedBefore }: Order = JSON.parse(process.argv[2] ?? '');
let statements = 0;
const database = openDatabase(readConfig({ DATABASE_URL: url }).database, {
  beforeStatement: () => {
    statements += 1;
    if (statements === killedBefore) process.kill(process.pid, 'SIGKILL');
  },
});
await act(database, name, stories);
await database.close();
