import { type RequestHandler, type Response, Router } from 'express';
import { findPolicies } from '../../articles/queries/policies.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { discardFront, launchFront, prepareFront, setLaunchTime } from '../actions/launch.ts';
import { frontName, numberIn, timeIn } from '../forms/curating.ts';
import type { Arrangement } from '../front/arrangement.ts';
import { preparedBar } from '../pages/states.ts';
import { type FrontBar, frontPage } from '../pages.ts';
import { canCurate } from '../policy.ts';
import { drawFront } from '../queries/curating.ts';
import { findPrepared } from '../queries/fronts.ts';
import { findMostRead } from '../queries/most-read.ts';
import { attempt } from './curating.ts';
import { settled } from './settled.ts';

/** Fronts beside the live one: made, looked at, launched. */
export function preparedRoutes(context: Context): Router {
  const router = Router();
  const own = '/admin/front/prepared/:id';
  router.post('/admin/front/prepared', allow(canCurate), settled(context), prepare(context));
  router.get(`${own}/preview`, allow(canCurate), settled(context), preview(context));
  router.post(`${own}/launch`, allow(canCurate), settled(context), launch(context));
  router.post(`${own}/discard`, allow(canCurate), settled(context), discard(context));
  return router;
}

const prepare =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      const id = await prepareFront(context, actorOf(response), frontName(formOf(request)));
      return `/admin/front/prepared/${id}?done=prepared`;
    });

const launch =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      const form = formOf(request);
      const seen = { frontId: idOf(request), version: numberIn(form.version) };
      const actor = actorOf(response);
      if (form.press === 'now') {
        await launchFront(context, actor, seen);
        return '/admin/front?done=changed';
      }
      const at = form.press === 'never' ? null : await launchTime(context, form.at);
      await setLaunchTime(context, actor, { ...seen, at });
      return `/admin/front/prepared/${seen.frontId}?done=launch-${at === null ? 'never' : 'set'}`;
    });

/** @throws Invalid */
async function launchTime(context: Context, text = ''): Promise<string> {
  const { zone } = await readSite(context.db.reader);
  const at = timeIn(text, { name: 'at', zone, now: context.now() });
  if (at === null) throw new Invalid({ at: 'Enter the time of the launch, or launch now.' });
  return at;
}

const discard =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      await discardFront(context, actorOf(response), idOf(request));
      return '/admin/front?done=discarded';
    });

/** The prepared front to the letter as readers will see it. */
const preview =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const front = await findPrepared(context.db.reader, idOf(request));
    if (front?.fate !== 'open') throw new NotFound('There is no such prepared front page, or not any more.');
    const now = context.now();
    const at = front.launchAt !== null && front.launchAt > now ? front.launchAt : now;
    const bar = preparedBar(front, await readSite(context.db.reader), now);
    await showAsReaders(context, response, { arrangement: front.arrangement, at, bar });
  };

interface Previewed {
  arrangement: Arrangement;
  at: string;
  bar: FrontBar;
}

/** For nobody but this person; no cache keeps it. */
export async function showAsReaders(
  context: Context,
  response: Response,
  { arrangement, at, bar }: Previewed,
): Promise<void> {
  const db = context.db.reader;
  const [{ plan, site }, policies] = await Promise.all([drawFront(db, arrangement, at), findPolicies(db, at)]);
  const publisher = { site, policies, siteUrl: context.config.siteUrl, logo: context.assets.url('icon.svg') };
  const shown = { now: context.now(), language: site.language };
  const mostRead = arrangement.mostRead ? await findMostRead(db, shown) : [];
  response.set('Cache-Control', 'private, no-store');
  await sendPage(context, response, frontPage(plan, { publisher, now: at, mostRead, preview: bar }));
}
