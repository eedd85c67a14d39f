import { type Request, type RequestHandler, type Response, Router } from 'express';
import {
  addSection,
  changeSection,
  deleteSection,
  mergeSection,
  moveSection,
} from '../../articles/actions/filing/sections.ts';
import { canChangeSections, canSeeFiling } from '../../articles/policy.ts';
import { countFiled, countShown, findFiled } from '../../articles/queries/filed.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { findFiling } from '../../topics/queries/changing.ts';
import { findSections } from '../../topics/queries.ts';
import type { FilingKind } from '../../topics/section.ts';
import { formOfSection, sectionForm } from '../forms/filing.ts';
import { removalPage, sectionPage, sectionsPage, type Typed } from '../pages/filing.ts';

export function sectionRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/sections', allow(canSeeFiling), sections(context));
  router.get('/admin/sections/new', allow(canChangeSections), newSection(context));
  router.post('/admin/sections', allow(canChangeSections), saveSection(context));
  router.get('/admin/sections/:id', allow(canChangeSections), section(context));
  router.post('/admin/sections/:id', allow(canChangeSections), saveSection(context));
  router.post('/admin/sections/:id/move', allow(canChangeSections), move(context));
  router.get('/admin/sections/:id/delete', allow(canChangeSections), removal(context, 'section'));
  router.post('/admin/sections/:id/delete', allow(canChangeSections), remove(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved.'],
  ['added', 'The section is there. It is in the navigation of every page now.'],
  ['moved', 'The order is changed.'],
  ['deleted', 'The section is deleted.'],
  ['merged', 'The section is deleted. Its stories are in the other one now, and its address leads there.'],
]);

export const noticeOf = (known: Map<string, string>, { query }: Request): string | null =>
  known.get(String(query.done)) ?? null;

const sections =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const found = await findSections(db);
    const ids = found.map(({ id }) => id);
    const counts = await countShown(db, { kind: 'section', ids, now: context.now() });
    const canChange = canChangeSections(actorOf(response));
    const notice = noticeOf(notices, request);
    await sendPage(context, response, sectionsPage({ sections: found, counts, canChange, notice }));
  };

const newSection =
  (context: Context): RequestHandler =>
  (_request, response) =>
    showSection(context, response, { id: null, form: {}, errors: {}, notice: null });

const section =
  (context: Context): RequestHandler =>
  (request, response) =>
    showSection(context, response, { id: idOf(request), form: null, errors: {}, notice: noticeOf(notices, request) });

interface Shown extends Omit<Typed, 'form'> {
  /** Null for a new one. */
  id: number | null;
  /** Null to show what is saved. */
  form: Typed['form'] | null;
  notice: string | null;
}

async function showSection(context: Context, response: Response, { id, form, ...shown }: Shown): Promise<void> {
  const db = context.db.reader;
  const site = await readSite(db);
  const found = id === null ? null : await findFiling(db, 'section', id);
  if (id !== null && !found) throw new NotFound('There is no such section, or not any more.');
  const typed = form ?? (found ? formOfSection(found, site.language) : {});
  await sendPage(context, response, sectionPage({ section: found, site, form: typed, ...shown }));
}

/** A new one, or changes of one; wrong input shows the page again with what was typed. */
const saveSection =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const id = request.params.id === undefined ? null : idOf(request);
    const form = formOf(request);
    try {
      const input = sectionForm(form, (await readSite(context.db.reader)).language);
      if (id !== null) await changeSection(context, actorOf(response), { id, ...input });
      const saved = id ?? (await addSection(context, actorOf(response), input));
      response.redirect(303, `/admin/sections/${saved}?done=${id === null ? 'added' : 'saved'}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showSection(context, response, { id, form, errors: error.fields, notice: null });
    }
  };

const move =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const by = formOf(request).by === 'up' ? -1 : 1;
    await moveSection(context, actorOf(response), { id: idOf(request), by });
    response.redirect(303, '/admin/sections?done=moved');
  };

/** What would be deleted, or what stands against it. */
export const removal =
  (context: Context, kind: FilingKind): RequestHandler =>
  (request, response) =>
    showRemoval(context, response, { kind, id: idOf(request), status: 200 });

/** How many of its stories the page names. */
const named = 20;

export async function showRemoval(
  context: Context,
  response: Response,
  { kind, id, status, errors = {} }: { kind: FilingKind; id: number; status: number; errors?: FieldErrors },
): Promise<void> {
  const db = context.db.reader;
  const filing = await findFiling(db, kind, id);
  if (!filing) throw new NotFound(`There is no such ${kind}, or not any more.`);
  const [count, stories] = await Promise.all([countFiled(db, { kind, id }), findFiled(db, { kind, id }, named)]);
  const others = kind === 'section' ? (await findSections(db)).filter((section) => section.id !== id) : [];
  await sendPage(context, response, removalPage({ ...filing, kind, count, stories, status, others, errors }));
}

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, actor, { into }] = [idOf(request), actorOf(response), formOf(request)];
    try {
      if (into === undefined) await deleteSection(context, actor, id);
      else await mergeSection(context, actor, { id, into: Number(into) || 0 });
      response.redirect(303, `/admin/sections?done=${into === undefined ? 'deleted' : 'merged'}`);
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Invalid)) throw error;
      const [status, errors] = error instanceof Invalid ? [422, error.fields] : [409, {}];
      await showRemoval(context, response, { kind: 'section', id, status, errors });
    }
  };
