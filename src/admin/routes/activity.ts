import { Readable } from 'node:stream';
import { type Request, type RequestHandler, Router } from 'express';
import { findContributors } from '../../accounts/queries/contributors.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { sendStream } from '../../http/streamed.ts';
import { type AskedActivity, csvLine, readActivity } from '../forms/activity.ts';
import { activityPage, kindNames } from '../pages/activity.ts';
import { plainSentence, sentenceOf } from '../pages/happened.ts';
import { canExportActivity, canSeeActivity, canSeeSignIns } from '../policy.ts';
import {
  type ActivityFilter,
  type ActivityKind,
  findActivity,
  findSubjects,
  type Happened,
  type Subject,
} from '../queries/activity.ts';

/** Who did what, and when. */
export function activityRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/activity', allow(canSeeActivity), list(context));
  router.get('/admin/activity/export', allow(canExportActivity), exportAll(context));
  return router;
}

/** Rows on one page, and read at once for the export. */
const pageSize = 50;
const batchSize = 500;

const kindsFor = (actor: Actor): ActivityKind[] =>
  (Object.keys(kindNames) as ActivityKind[]).filter((kind) => kind !== 'people' || canSeeSignIns(actor));

async function askedOf(context: Context, { query }: Request, actor: Actor) {
  const site = await readSite(context.db.reader);
  const asked = readActivity(query, site.zone);
  return { site, asked, filter: filterOf(asked, actor) };
}

function filterOf({ kind, ...asked }: AskedActivity, actor: Actor): ActivityFilter {
  const { personId, from, until } = asked;
  const known = kindsFor(actor).find((each) => each === kind) ?? null;
  return { personId, kind: known, from, until, withPeople: canSeeSignIns(actor) };
}

const list =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const actor = actorOf(response);
    const { site, asked, filter } = await askedOf(context, request, actor);
    const before = readPageKey(request);
    const isWrong = Object.keys(asked.errors).length > 0;
    const rows = isWrong ? [] : await findActivity(db, filter, { before, limit: pageSize + 1 });
    const subjects = await findSubjects(db, subjectsOf(rows));
    // Guests do nothing here.
    const people = (await findContributors(db)).filter(({ standing }) => standing !== 'guest');
    const shown = { rows, subjects, people, kinds: kindsFor(actor), isFirst: before === null };
    const page = { ...shown, form: asked.form, errors: asked.errors, pageSize, canExport: canExportActivity(actor) };
    await sendPage(context, response, activityPage(page, { site, now: context.now() }));
  };

const subjectsOf = (rows: Happened[]) => rows.map(({ subject }) => subject);

/** Everything that the filters let through, as a table; read in parts, so that its length costs no memory. */
const exportAll =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { asked, filter } = await askedOf(context, request, actorOf(response));
    if (Object.keys(asked.errors).length > 0) throw new Invalid(asked.errors);
    response.set('Cache-Control', 'private, no-store');
    response.attachment('activity.csv').type('text/csv; charset=utf-8');
    await sendStream(Readable.from(partsOf(context, filter)), response);
  };

async function* partsOf(context: Context, filter: ActivityFilter): AsyncGenerator<string> {
  // The mark tells spreadsheets that the letters are UTF-8.
  yield `\uFEFF${csvLine(['Time (UTC)', 'Person', 'Action', 'Subject', 'What happened'])}`;
  let before: { at: string; id: number } | null = null;
  do {
    const rows: Happened[] = await findActivity(context.db.reader, filter, { before, limit: batchSize });
    const subjects = await findSubjects(context.db.reader, subjectsOf(rows));
    yield rows.map((row) => lineOf(row, subjects.get(row.subject))).join('');
    before = rows.length === batchSize ? (rows.at(-1) ?? null) : null;
  } while (before !== null);
}

function lineOf(row: Happened, subject: Subject | undefined): string {
  const sentence = plainSentence(sentenceOf(row, subject));
  return csvLine([row.at, row.person ?? '', row.action, row.subject, sentence]);
}
