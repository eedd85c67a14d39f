import { type RequestHandler, Router } from 'express';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { dayBounds, utcToZoned } from '../../text/dates.ts';
import { weekOf } from '../../text/weeks.ts';
import { calendarPage, mostInWeek } from '../pages/calendar.ts';
import { canWrite } from '../policy.ts';
import { findCalendar } from '../queries/calendar.ts';
import { findDeskRows } from '../queries/desk.ts';
import type { DeskContext } from './desk.ts';

/** What is planned and scheduled, week by week. */
export function calendarRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/calendar', allow(canWrite), calendar(context));
  return router;
}

const calendar =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const [actor, now, site] = [actorOf(response), context.now(), await readSite(db)];
    const days = weekAsked(request.query.week, utcToZoned(now, site.zone).slice(0, 10));
    const [from, until] = [dayBounds(days[0] ?? '', site.zone)?.from, dayBounds(days[6] ?? '', site.zone)?.until];
    if (!from || !until) throw new NotFound('There is no such week in this calendar.');
    const keys = await findCalendar(db, { actor, from, until, limit: mostInWeek });
    const ids = keys.map(({ id }) => id);
    const rows = await findDeskRows(db, ids);
    await sendPage(context, response, calendarPage({ days, keys, rows }, { actor, site, now }));
  };

/** The week of the day in the address; of today where none is asked for. @throws NotFound */
function weekAsked(asked: unknown, today: string): string[] {
  if (asked === undefined) return weekOf(today);
  const isDay = typeof asked === 'string' && dayBounds(asked, 'UTC') !== null && /^[12]\d{3}-/.test(asked);
  if (!isDay) throw new NotFound('There is no such week in this calendar.');
  return weekOf(asked);
}
