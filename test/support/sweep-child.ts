/** A process that sweeps, and is killed in the middle: once it has the lease, before it writes the ledger's row of a story that came out. */

import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { startSweep } from '../../src/server/sweep.ts';

export interface Order {
  environment: Record<string, string>;
  now: string;
  times: { every: number; term: number; patience: number };
}

const { environment, now, times }: Order = JSON.parse(process.argv[2] ?? '');
const context = await createContext(readConfig(environment), {
  now: () => now,
  log: pino({ level: 'silent' }),
  migrated: true,
  database: {
    beforeStatement: (statement) => {
      if (/insert into "publications"/.test(statement)) process.kill(process.pid, 'SIGKILL');
    },
  },
});
startSweep(context, times);
