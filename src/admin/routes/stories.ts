import { type Request, type RequestHandler, Router } from 'express';
import { findContributors } from '../../accounts/queries/contributors.ts';
import { presentSince } from '../../articles/article/presence.ts';
import { canPublish, canWrite, canWritePages } from '../../articles/policy.ts';
import { countArticles, countPages, findDeskRows, findPageKeys } from '../../articles/queries/desk.ts';
import { countReturned, type DeskPlace, deskPageSize, findDeskPage, pageOf } from '../../articles/queries/desk-list.ts';
import { countTasks, countTasksOf } from '../../articles/queries/passed-checks.ts';
import { findPresent } from '../../articles/queries/presence.ts';
import { canModerate } from '../../comments/policy.ts';
import { type CommentsBelow, countBelow, countHeld } from '../../comments/queries/queue.ts';
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
import { storiesPage } from '../pages.ts';

export function storiesRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles', allow(canWrite), stories(context));
  return router;
}

const stories =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const actor = actorOf(response);
    const site = await readSite(db);
    const asked = readDesk(request.query, { zone: site.zone, withPages: canWritePages(actor) });
    const [list, counts, pages, waiting, sections, people] = await Promise.all([
      findList(db, { actor, asked, place: placeOf(request), openSince: presentSince(context.now()) }),
      countArticles(db, actor, asked.mine),
      canWritePages(actor) ? countPages(db) : null,
      findWaiting(db, actor),
      findSections(db),
      findContributors(db),
    ]);
    const view = { ...asked, done: request.query.done === 'deleted' ? `The ${asked.kind} is deleted.` : null };
    const page = storiesPage(
      { ...list, counts, pages, waiting, view, choices: { sections, people } },
      { site, now: context.now(), actor },
    );
    await sendPage(context, response, page);
  };

function placeOf(request: Request): DeskPlace {
  const after = readPageKey(request, 'after');
  if (after) return { key: after, towards: 'newer' };
  return { key: readPageKey(request), towards: 'older' };
}

/** A page of the list; of nothing where the address asks for what cannot be. */
async function findList(db: Db, { actor, asked, place, openSince }: Omit<Listing, 'counted'>) {
  const isFiltered =
    asked.kind === 'story' && Object.entries(asked.form).some(([name, value]) => value && name !== 'sort');
  const isWrong = Object.keys(asked.errors).length > 0;
  const { keys, ...page } = isWrong
    ? nothing
    : await findKeys(db, { actor, asked, place, openSince, counted: isFiltered });
  const ids = keys.map(({ id }) => id);
  const [rows, comments, tasks, present] = await Promise.all([
    findDeskRows(db, ids),
    findComments(db, actor, ids),
    countTasksOf(db, ids),
    findPresent(db, ids, openSince),
  ]);
  const editors = new Map(
    Map.groupBy(present, (each) => each.articleId)
      .entries()
      .map(([id, all]) => [id, all.map(({ name }) => name)]),
  );
  return { ...page, rows, comments, tasks, editors, isFiltered, isFirst: place.key === null };
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

/** What waits for this person beside the stories in review. */
async function findWaiting(db: Db, actor: Actor) {
  const [held, reports, returned, tasks] = await Promise.all([
    canModerate(actor) ? countHeld(db) : 0,
    canAnswer(actor) ? countOpen(db) : 0,
    countReturned(db, actor),
    canPublish(actor) ? countTasks(db) : 0,
  ]);
  return { held, reports, returned, tasks };
}
