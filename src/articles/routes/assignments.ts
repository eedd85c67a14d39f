import { type RequestHandler, type Response, Router } from 'express';
import { findPeople } from '../../accounts/queries.ts';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { findSections } from '../../topics/queries.ts';
import { assign } from '../actions/assignments.ts';
import { newAssignmentForm } from '../forms/planning.ts';
import { newAssignmentPage } from '../pages/assignment.ts';
import { canAssign } from '../policy.ts';
import type { DeskContext } from './desk.ts';

/** Who is to write what, until when. That of a story which is there is changed among its next steps (acts.ts). */
export function assignmentRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/assignments/new', allow(canAssign), newAssignment(context));
  router.post('/admin/assignments', allow(canAssign), assignOne(context));
  return router;
}

const newAssignment =
  (context: DeskContext): RequestHandler =>
  (_request, response) =>
    showNew(context, response, { form: {}, errors: {} });

const assignOne =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      const { zone } = await readSite(context.db.reader);
      const { articleId } = await assign(
        context,
        actorOf(response),
        newAssignmentForm(form, { zone, now: context.now() }),
      );
      response.redirect(303, `/admin/articles/${articleId}?done=assigned`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showNew(context, response, { form, errors: error.fields });
    }
  };

async function showNew(
  context: DeskContext,
  response: Response,
  shown: { form: Form; errors: FieldErrors },
): Promise<void> {
  const db = context.db.reader;
  const [site, people, sections] = await Promise.all([readSite(db), findPeople(db), findSections(db)]);
  await sendPage(context, response, newAssignmentPage({ ...shown, site, people, sections, now: context.now() }));
}
