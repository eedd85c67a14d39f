import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findContributors } from '../../accounts/queries/contributors.ts';
import { presentSince } from '../../articles/article/presence.ts';
import { canPublish, canWrite, canWritePages } from '../../articles/policy.ts';
import { countArticles, countPages, findDeskRows, findPageKeys } from '../../articles/queries/desk.ts';
import { type DeskPlace, deskPageSize, findDeskPage, pageOf } from '../../articles/queries/desk-list.ts';
import { countAssigned, countReturned } from '../../articles/queries/desk-waiting.ts';
import { countTasks, countTasksOf } from '../../articles/queries/passed-checks.ts';
import { findPresent } from '../../articles/queries/presence.ts';
import { findReads } from '../../articles/queries/reads.ts';
import { canModerate } from '../../comments/policy.ts';
import { type CommentsBelow, countBelow, countHeld } from '../../comments/queries/counts.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { canAnswer } from '../../reports/policy.ts';
import { countOpen } from '../../reports/queries/queue.ts';
import { findSections } from '../../topics/queries.ts';
import { type AskedDesk, readDesk } from '../forms/stories.ts';
import { type Bulk, nothingChosen } from '../pages/bulk.ts';
import { deskAddress, placeQuery } from '../pages/desk-filters.ts';
import { type Waiting, waitingItems, waitingModel } from '../pages/waiting.ts';
import { doneIn, storiesPage } from '../pages.ts';

export function storiesRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles', allow(canWrite), stories(context));
  router.get('/admin/waiting', allow(canWrite), waiting(context));
  return router;
}

const stories =
  (context: Context): RequestHandler =>
  (request, response) =>
    showStories(context, { request, response });

/** What waits for this person, in JSON: an open list asks for it from time to time. */
const waiting =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const actor = actorOf(response);
    response.set('Cache-Control', 'private, no-store');
    response.json(waitingModel(waitingItems(await findWaiting(context.db.reader, actor), actor)));
  };

interface Exchange {
  request: Request;
  response: Response;
}

/** The list that the address asks for, with what became of a press for many of its stories. */
export async function showStories(context: Context, exchange: Exchange, bulk: Bulk = nothingChosen): Promise<void> {
  const { request, response } = exchange;
  const db = context.db.reader;
  const actor = actorOf(response);
  const { site, asked } = await readAsked(db, request, actor);
  const at = placeOf(request);
  const now = context.now();
  const [list, around] = await Promise.all([
    findList(db, { actor, asked, place: at, openSince: presentSince(now), day: { now, zone: site.zone } }),
    findAround(db, actor, asked.mine),
  ]);
  const view = { ...asked, place: at, done: doneIn(request.query, asked.kind) };
  await sendPage(context, response, storiesPage({ ...list, ...around, view, bulk }, { site, now, actor }));
}

/** What stands around the list, whatever is on it. */
async function findAround(db: Db, actor: Actor, mine: boolean) {
  const [counts, pages, waits, sections, people] = await Promise.all([
    countArticles(db, actor, mine),
    canWritePages(actor) ? countPages(db) : null,
    findWaiting(db, actor),
    findSections(db),
    findContributors(db),
  ]);
  return { counts, pages, waiting: waits, choices: { sections, people } };
}

/** The same page of the same list, saying that something was done. */
export async function listAddress(
  context: Context,
  { request, response }: Exchange,
  more: Record<string, string>,
): Promise<string> {
  const { asked } = await readAsked(context.db.reader, request, actorOf(response));
  return deskAddress(asked, { ...placeQuery(placeOf(request)), ...more });
}

async function readAsked(db: Db, request: Request, actor: Actor) {
  const site = await readSite(db);
  return { site, asked: readDesk(request.query, { zone: site.zone, withPages: canWritePages(actor) }) };
}

function placeOf(request: Request): DeskPlace {
  const after = readPageKey(request, 'after');
  if (after) return { key: after, towards: 'newer' };
  return { key: readPageKey(request), towards: 'older' };
}

/** How often its stories were read is told of the day in the newsroom's zone. */
type Listed = Omit<Listing, 'counted'> & { day: { now: string; zone: string } };

/** A page of the list; of nothing where the address asks for what cannot be. */
async function findList(db: Db, { actor, asked, place, openSince, day }: Listed) {
  const isFiltered =
    asked.kind === 'story' && Object.entries(asked.form).some(([name, value]) => value && name !== 'sort');
  const isWrong = Object.keys(asked.errors).length > 0;
  const { keys, ...page } = isWrong
    ? nothing
    : await findKeys(db, { actor, asked, place, openSince, counted: isFiltered });
  const ids = keys.map(({ id }) => id);
  const [rows, comments, reads, tasks, present] = await Promise.all([
    findDeskRows(db, ids),
    findComments(db, actor, ids),
    asked.kind === 'story' ? findReads(db, ids, day) : new Map(),
    countTasksOf(db, ids),
    findPresent(db, ids, openSince),
  ]);
  const editors = new Map(
    Map.groupBy(present, (each) => each.articleId)
      .entries()
      .map(([id, all]) => [id, all.map(({ name }) => name)]),
  );
  return { ...page, rows, comments, reads, tasks, editors, isFiltered, isFirst: place.key === null };
}

/** By story; those that are held only for who decides on them. */
async function findComments(db: Db, actor: Actor, ids: number[]): Promise<Map<number, CommentsBelow>> {
  const counts = await countBelow(db, ids);
  if (canModerate(actor)) return counts;
  return new Map([...counts].map(([id, { published }]) => [id, { published, held: 0 }]));
}

const nothing = { keys: [], newer: null, older: null, found: null };

interface Listing {
  actor: Actor;
  asked: AskedDesk;
  place: DeskPlace;
  counted: boolean;
  /** Who was seen in the editor from then on is there. */
  openSince: string;
}

async function findKeys(db: Db, { actor, asked, place, counted, openSince }: Listing) {
  const { editing } = asked;
  const open = editing === null ? null : { since: openSince, personId: editing === 'somebody' ? null : editing };
  const filter = { actor, ...asked, ...asked.filters, open };
  if (asked.kind === 'story') return findDeskPage(db, filter, { place, counted });
  const pages = await findPageKeys(db, { key: place.key, limit: deskPageSize + 1 });
  return { ...pageOf(pages, place), found: null };
}

/** What is for this person to do. */
async function findWaiting(db: Db, actor: Actor): Promise<Waiting> {
  const [counts, held, reports, returned, assigned, tasks] = await Promise.all([
    countArticles(db, actor),
    canModerate(actor) ? countHeld(db) : 0,
    canAnswer(actor) ? countOpen(db) : 0,
    countReturned(db, actor),
    countAssigned(db, actor),
    canPublish(actor) ? countTasks(db) : 0,
  ]);
  return { review: counts.review, held, reports, returned, assigned, tasks };
}
