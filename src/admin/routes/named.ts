import { type Request, type RequestHandler, type Response, Router } from 'express';
import { deleteNamed, mergeTopics, rename } from '../../articles/actions/filing/topics.ts';
import { canChangeTopics, canSeeFiling } from '../../articles/policy.ts';
import { countFiled, countShown } from '../../articles/queries/filed.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { type Filing, findFiling, findNamed, findNamesake } from '../../topics/queries/changing.ts';
import { formOfNamed, namedForm } from '../forms/filing.ts';
import { mergePage, type NamedKind, namedEditPage, namedPage, namedParts } from '../pages/named.ts';
import { noticeOf, removal, showRemoval } from './sections.ts';

/** Topics and series: lists, renaming, merging, deleting. */
export function namedRoutes(context: Context): Router {
  const router = Router();
  for (const kind of ['topic', 'series'] as const) {
    const part = namedParts[kind];
    router.get(`/admin/${part}`, allow(canSeeFiling), list(context, kind));
    router.get(`/admin/${part}/:id`, allow(canChangeTopics), edit(context, kind));
    router.post(`/admin/${part}/:id`, allow(canChangeTopics), save(context, kind));
    router.get(`/admin/${part}/:id/delete`, allow(canChangeTopics), removal(context, kind));
    router.post(`/admin/${part}/:id/delete`, allow(canChangeTopics), remove(context, kind));
  }
  router.get('/admin/topics/:id/merge', allow(canChangeTopics), confirmMerge(context));
  router.post('/admin/topics/:id/merge', allow(canChangeTopics), merge(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved.'],
  ['merged', 'Merged. The stories are filed here now, and the old address leads here.'],
  ['deleted', 'Deleted.'],
]);

/** Rows on one page. */
const pageSize = 50;

const list =
  (context: Context, kind: NamedKind): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const { search, after } = { search: textIn(request, 'q').trim(), after: textIn(request, 'after') };
    const rows = await findNamed(db, { kind, search, after, limit: pageSize + 1 });
    const ids = rows.map(({ id }) => id);
    const counts = await countShown(db, { kind, ids, now: context.now() });
    const notice = noticeOf(notices, request);
    await sendPage(context, response, namedPage({ kind, rows, counts, search, after, pageSize, notice }));
  };

/** PostgreSQL takes no NUL in a text. */
export const textIn = ({ query }: Request, name: string): string =>
  String(query[name] ?? '')
    .replaceAll('\0', '')
    .slice(0, 200);

const edit =
  (context: Context, kind: NamedKind): RequestHandler =>
  (request, response) =>
    showNamed(context, response, { kind, id: idOf(request), form: {}, errors: {}, notice: noticeOf(notices, request) });

interface Shown {
  kind: NamedKind;
  id: number;
  /** Over what is saved. */
  form: Form;
  errors: FieldErrors;
  notice?: string | null;
}

async function showNamed(
  context: Context,
  response: Response,
  { kind, id, form, errors, notice = null }: Shown,
): Promise<void> {
  const db = context.db.reader;
  const filing = await requireNamed(context, kind, id);
  const [site, count] = await Promise.all([readSite(db), countFiled(db, { kind, id })]);
  const typed = { ...formOfNamed(filing, site.language), ...form };
  const page = namedEditPage({ filing: { ...filing, kind }, site, count, form: typed, errors, notice });
  await sendPage(context, response, page);
}

async function requireNamed(context: Context, kind: NamedKind, id: number): Promise<Filing> {
  const filing = await findFiling(context.db.reader, kind, id);
  if (!filing) throw new NotFound(`There is no such ${kind}, or not any more.`);
  return filing;
}

/** Wrong input shows the page again with what was typed. */
const save =
  (context: Context, kind: NamedKind): RequestHandler =>
  async (request, response) => {
    const [id, form] = [idOf(request), formOf(request)];
    try {
      const { language } = await readSite(context.db.reader);
      await rename(context, actorOf(response), { kind, id, ...namedForm(form, language) });
      response.redirect(303, `/admin/${namedParts[kind]}/${id}?done=saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showNamed(context, response, { kind, id, form, errors: error.fields });
    }
  };

const remove =
  (context: Context, kind: NamedKind): RequestHandler =>
  async (request, response) => {
    const id = idOf(request);
    try {
      await deleteNamed(context, actorOf(response), { kind, id });
      response.redirect(303, `/admin/${namedParts[kind]}?done=deleted`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showRemoval(context, response, { kind, id, status: 409 });
    }
  };

const asListed = 'Write its name as it is in the list.';

/** Shows how many stories a merge moves; a name that is no other topic's shows the topic again. */
const confirmMerge =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const id = idOf(request);
    const from = await requireNamed(context, 'topic', id);
    const into = textIn(request, 'into').trim();
    const target = into ? await findNamesake(context.db.reader, { kind: 'topic', name: into, except: id }) : null;
    if (!target) {
      const errors = { into: into ? `There is no other topic “${into}”. ${asListed}` : asListed };
      return showNamed(context, response, { kind: 'topic', id, form: { into }, errors });
    }
    const count = await countFiled(context.db.reader, { kind: 'topic', id });
    await sendPage(context, response, mergePage({ from, into: target, count }));
  };

const merge =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, form] = [idOf(request), formOf(request)];
    try {
      const { into } = await mergeTopics(context, actorOf(response), { id, into: (form.into ?? '').trim() });
      response.redirect(303, `/admin/topics/${into}?done=merged`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showNamed(context, response, { kind: 'topic', id, form: { into: form.into ?? '' }, errors: error.fields });
    }
  };
