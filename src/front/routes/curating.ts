import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { findNamesake } from '../../topics/queries/changing.ts';
import { curate, undo } from '../actions/curate.ts';
import { Overtaken, type Seen } from '../actions/find.ts';
import { curatingForm, numberIn, searchWords, withTopic } from '../forms/curating.ts';
import { type Act, wantedBy } from '../front/change.ts';
import { curatingPage, type Shown, type Stopped } from '../pages/curating.ts';
import { canCurate } from '../policy.ts';
import { type Curating, findCurating, findNames, findOneToPlace, findToPlace } from '../queries/curating.ts';
import { findStatesSince } from '../queries/states.ts';
import { settled } from './settled.ts';

/** The live front and each prepared one are curated alike. */
export const bases = ['/admin/front', '/admin/front/prepared/:id'];

export function curatingRoutes(context: Context): Router {
  const router = Router();
  for (const base of bases) {
    router.get(base, allow(canCurate), settled(context), show(context));
    router.post(base, allow(canCurate), settled(context), change(context));
    router.post(`${base}/undo`, allow(canCurate), settled(context), takeBack(context));
  }
  return router;
}

/** Null for the live one. */
export const frontIdOf = (request: Request): number | null => (request.params.id === undefined ? null : idOf(request));

/** Where the front is curated. */
export const pathOf = (frontId: number | null): string =>
  frontId === null ? '/admin/front' : `/admin/front/prepared/${frontId}`;

export const seenIn = (request: Request, form: Form): Seen => ({
  frontId: frontIdOf(request),
  version: numberIn(form.version),
});

const show =
  (context: Context): RequestHandler =>
  (request, response) =>
    showFront(context, request, response, { notice: notices.get(String(request.query.done)) ?? null });

const notices = new Map([
  ['launch-set', 'It will be launched at its time.'],
  ['launch-never', 'It has no time any more.'],
  ['prepared', 'Here it is: it begins as what readers see.'],
  ['discarded', 'The prepared front page is discarded.'],
]);

/** What is done by its form. Wrong input and a colleague who was quicker show the page as it is now, with what was typed. */
const change =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      const form = formOf(request);
      const act = await actIn(context, form);
      await curate(context, actorOf(response), { ...seenIn(request, form), act });
      return `${pathOf(frontIdOf(request))}?done=changed${anchorOf(act)}`;
    });

const takeBack =
  (context: Context): RequestHandler =>
  (request, response) =>
    attempt(context, request, response, async () => {
      await undo(context, actorOf(response), seenIn(request, formOf(request)));
      return `${pathOf(frontIdOf(request))}?done=changed`;
    });

async function actIn(context: Context, form: Form): Promise<Act> {
  const db = context.db.reader;
  const asked = curatingForm(form, { zone: (await readSite(db)).zone, now: context.now() });
  if (asked.topicName === null) return asked.act;
  const topic = await findNamesake(db, { kind: 'topic', name: asked.topicName, except: null });
  if (!topic) throw new Invalid({ topic: `There is no topic “${asked.topicName}”.` });
  return withTopic(asked, topic.id);
}

/** The story's new place, where the eye was. */
function anchorOf(act: Act): string {
  const wanted = wantedBy(act);
  if (wanted.act === 'strip') return `#strip-${wanted.strip.of}-${wanted.strip.id}`;
  if (wanted.act === 'most-read') return '#most-read';
  return 'slot' in wanted ? `#slot-${wanted.slot}` : '';
}

/** Does it and leads on to where it says, or shows the front with what stopped it. */
export async function attempt(
  context: Context,
  request: Request,
  response: Response,
  work: () => Promise<string>,
): Promise<void> {
  try {
    response.redirect(303, await work());
  } catch (error) {
    if (error instanceof Invalid) return showFront(context, request, response, { errors: error.fields });
    if (!(error instanceof Conflict)) throw error;
    await showFront(context, request, response, { conflict: error });
  }
}

interface Happened {
  notice?: string | null;
  errors?: FieldErrors;
  conflict?: Conflict | null;
}

async function showFront(
  context: Context,
  request: Request,
  response: Response,
  { notice = null, errors = {}, conflict = null }: Happened,
): Promise<void> {
  const now = context.now();
  const curating = await findCurating(context.db.reader, frontIdOf(request), now);
  if (!curating) throw new NotFound('There is no such prepared front page.');
  if (curating.front?.fate === 'launched') throw new Conflict(`“${curating.front.name}” was launched: readers see it.`);
  if (curating.front?.fate === 'discarded') throw new Conflict(`“${curating.front.name}” was discarded.`);
  const typed = Object.keys(errors).length > 0 ? formOf(request) : {};
  const stopped = conflict && (await findStopped(context, curating, { form: formOf(request), conflict }));
  const isDone = request.query.done === 'changed';
  const around = { ...(await findAsked(context, request)), typed, errors, stopped, isDone, notice };
  await sendPage(context, response, curatingPage({ curating, now, ...around }));
}

/** The stories that are offered, and the slot whose further acts are shown. */
async function findAsked(
  context: Context,
  request: Request,
): Promise<Pick<Shown, 'found' | 'words' | 'chosen' | 'open'>> {
  const db = context.db.reader;
  const now = context.now();
  const words = searchWords(request.query.q);
  const articleId = numberIn(String(request.query.story ?? ''));
  const [found, chosen] = await Promise.all([
    findToPlace(db, { words, now }),
    articleId === 0 ? null : findOneToPlace(db, { articleId, now }),
  ]);
  const { slot, press } = formOf(request);
  // A strip that is added has no slot, and neither has a story that was found.
  const typedSlot = press === 'pin' || press === 'rule' ? slot : undefined;
  return { found, words, chosen, open: typedSlot ?? (String(request.query.slot ?? '') || null) };
}

const kept = ['press', 'article', 'slot', 'to', 'until', 'rule', 'topic', 'strip'];
/** So much of what others did is told. */
const most = 12;

async function findStopped(
  context: Context,
  { front }: Curating,
  { form, conflict }: { form: Form; conflict: Conflict },
): Promise<Stopped> {
  const db = context.db.reader;
  const version = numberIn(form.version);
  const isOvertaken = conflict instanceof Overtaken;
  const since = front && isOvertaken ? await findStatesSince(db, front.id, { version, limit: most }) : [];
  const change = isOvertaken ? conflict.wanted : null;
  const names = await findNames(db, [...since.map((state) => state.change), ...(change ? [change] : [])]);
  const again = Object.fromEntries(Object.entries(form).filter(([name]) => kept.includes(name)));
  return { since, names, wanted: change ? { change, form: again } : null, message: conflict.message };
}
