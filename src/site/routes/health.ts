import { Router } from 'express';
import type { Context } from '../../context.ts';

/** Stands before sessions and everything else: whether readers can be served, and whether writing works. */
export function healthRoutes(context: Context): Router {
  const router = Router();
  router.get('/healthz', async (_request, response) => {
    const reading = await works(() => context.db.reader.selectFrom('settings').select('key').limit(1).execute());
    const writing =
      reading &&
      (await works(() => context.db.transaction((tx) => tx.selectFrom('settings').select('key').limit(1).execute())));
    response
      .set('Cache-Control', 'no-store')
      .status(reading ? 200 : 503)
      .json({ reading, writing });
  });
  return router;
}

async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}
