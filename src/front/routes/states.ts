import { type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { revert } from '../actions/curate.ts';
import { numberIn } from '../forms/curating.ts';
import { pageSize, stateBar, statesPage } from '../pages/states.ts';
import { canCurate } from '../policy.ts';
import { findNames } from '../queries/curating.ts';
import { type Front, findLive, findPrepared } from '../queries/fronts.ts';
import { findState, findStates } from '../queries/states.ts';
import { attempt, bases, frontIdOf, pathOf, seenIn } from './curating.ts';
import { showAsReaders } from './prepared.ts';
import { settled } from './settled.ts';

/** Every state that a front had. */
export function stateRoutes(context: Context): Router {
  const router = Router();
  for (const base of bases) {
    router.get(`${base}/states`, allow(canCurate), settled(context), list(context));
    router.get(`${base}/states/:state`, allow(canCurate), settled(context), look(context));
    router.post(`${base}/states/:state/revert`, allow(canCurate), settled(context), goBack(context));
  }
  return router;
}

/** Null for a live one that nobody has curated. @throws NotFound */
async function findFront(db: Db, id: number | null): Promise<Front | null> {
  const front = id === null ? await findLive(db) : await findPrepared(db, id);
  if (id !== null && !front) throw new NotFound('There is no such prepared front page.');
  return front;
}

const list =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const front = await findFront(db, frontIdOf(request));
    const before = numberIn(String(request.query.before ?? '')) || null;
    const states = front ? await findStates(db, front.id, { before, limit: pageSize + 1 }) : [];
    const names = await findNames(
      db,
      states.map(({ change }) => change),
    );
    const around = { site: await readSite(db), now: context.now(), isFirst: before === null };
    await sendPage(context, response, statesPage({ front, states, names, ...around }));
  };

const look =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const front = await findFront(db, frontIdOf(request));
    const state = front && (await findState(db, front.id, idOf(request, 'state')));
    if (!state) throw new NotFound('This front page was never so.');
    const bar = stateBar(state, front, await readSite(db));
    await showAsReaders(context, response, { arrangement: state.arrangement, at: context.now(), bar });
  };

const goBack =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      const seen = seenIn(request, formOf(request));
      await revert(context, actorOf(response), { ...seen, stateId: idOf(request, 'state') });
      return `${pathOf(frontIdOf(request))}?done=changed`;
    });
