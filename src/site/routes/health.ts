import { setTimeout as wait } from 'node:timers/promises';
import { type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { createLease } from '../../db/leases.ts';

/** Whoever asks gives up at some time. What has not answered within so many milliseconds does not work for readers and writers either. */
const patience = 2000;
/** For so many milliseconds an answer about writing holds: nobody can make the disk busy by asking. */
const holds = 1000;

/**
 * Stands before sessions and everything else. `/healthz` says whether readers can be served, and never waits for who writes;
 * `/healthz/write` whether what is written is kept. 503 where not.
 */
export function healthRoutes({ db }: Pick<Context, 'db'>): Router {
  const router = Router();
  const isReading = () => works(() => db.reader.selectFrom('settings').select('key').limit(1).execute());
  // Over before it is begun: whatever process asks next may have it.
  const row = createLease(db, { name: 'writing', term: 0 });
  const isWriting = shared(() => works(() => row.take()));
  router.get('/healthz', async (_request, response) => {
    const reading = await isReading();
    tell(response, reading, { reading });
  });
  router.get('/healthz/write', async (_request, response) => {
    const [reading, writing] = await Promise.all([isReading(), isWriting()]);
    tell(response, reading && writing, { reading, writing });
  });
  return router;
}

function tell(response: Response, isWell: boolean, said: Record<string, boolean>): void {
  response
    .set('Cache-Control', 'no-store')
    .status(isWell ? 200 : 503)
    .json(said);
}

async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  const worked = attempt().then(
    () => true,
    () => false,
  );
  return Promise.race([worked, wait(patience, false, { ref: false })]);
}

/** Asks once for all who come while it is asked and for some time after. */
function shared(ask: () => Promise<boolean>): () => Promise<boolean> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> | null = null;
  return () => {
    if (!answer || performance.now() - asked > holds) {
      asked = performance.now();
      answer = ask();
    }
    return answer;
  };
}
