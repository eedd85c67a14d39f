import { type Request, type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Forbidden, Invalid } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { plannedTime } from '../../text/planned-time.ts';
import { type Consequence, publish, publishChanges } from '../actions/publish.ts';
import { findFaults } from '../actions/reading-side.ts';
import type { Saved } from '../actions/save.ts';
import { schedule } from '../actions/schedule.ts';
import { Held } from '../article/hold.ts';
import { isPossible, requirePossible } from '../article.ts';
import { panelForm } from '../forms/panel.ts';
import { canPublish } from '../policy.ts';
import { findHold } from '../queries/holds.ts';
import { findArticle, findRevision } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor } from './editor.ts';
import { type PanelName, panelOf, showPanel } from './panel.ts';

/** The panel on which a story comes out, and changes of one that is out. */
export function publishRoutes(context: DeskContext): Router {
  const router = Router();
  for (const [name, perform] of [
    ['publish', putOut],
    ['publish-changes', putOutChanges],
  ] as const) {
    router.get(`/admin/articles/:id/${name}`, allow(canPublish), panel(context, name));
    router.post(`/admin/articles/:id/${name}`, allow(canPublish), press(context, name, perform));
  }
  return router;
}

/** Whichever of the two it is for; the other's address leads on to it. */
const panel =
  (context: DeskContext, name: PanelName): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const { article } = await findForEditor(context, response, articleId);
    const own = panelOf(article);
    if (own !== name) return response.redirect(303, `/admin/articles/${articleId}/${own}`);
    await showPanel(context, response, { articleId, form: {}, errors: {} });
  };

/** What a press does; it answers with what is said of it. */
type Perform = (context: DeskContext, actor: Actor, request: Request) => Promise<string>;

/** Wrong input, a check that nobody passed, and a colleague's save meanwhile show the panel again with what was typed. */
function press(context: DeskContext, name: PanelName, perform: Perform): RequestHandler {
  return async (request, response) => {
    const articleId = idOf(request);
    try {
      const done = await perform(context, actorOf(response), request);
      response.redirect(303, `/admin/articles/${articleId}?done=${done}`);
    } catch (error) {
      const errors = errorsOf(error);
      if (errors === null) throw error;
      const { article } = await findForEditor(context, response, articleId);
      if (!isPossible(acts[name], article.state)) throw error;
      await showPanel(context, response, { articleId, form: formOf(request), errors });
    }
  };
}

const acts = { publish: 'publish', 'publish-changes': 'publishChanges' } as const;

/** Null for what the panel can say nothing of. */
function errorsOf(error: unknown): FieldErrors | null {
  if (error instanceof Invalid) return error.fields;
  return error instanceof Conflict ? { revision: error.message } : null;
}

const putOut: Perform = async (context, actor, request) => {
  const form = formOf(request);
  const { revision, when, at, comments, slug, reasons } = panelForm(form);
  const target = { articleId: idOf(request), revisionId: revision ?? 0, comments, slug, reasons };
  const consequence = context.frontPlaces.placing(actor, form);
  if (when === 'now') {
    await publish(context, actor, { ...target, consequence });
    return 'published';
  }
  if (consequence)
    throw new Invalid({ slot: 'For a story that comes out later, prepare a front that is launched then.' });
  const { zone } = await readSite(context.db.reader);
  const field = { name: 'at', missing: 'Choose a date and a time.', zone, now: context.now() };
  await schedule(context, actor, { ...target, at: plannedTime(at, field) });
  return 'scheduled';
};

const putOutChanges: Perform = async (context, actor, request) => {
  const form = formOf(request);
  const { kind, note, revision, comments, slug, reasons } = panelForm(form);
  const target = { articleId: idOf(request), revisionId: revision ?? 0, comments, slug, reasons };
  const place = context.frontPlaces.placing(actor, form);
  await context.readersReports.answering(actor, form, (answer) => {
    const consequence: Consequence = async (tx, publication) => {
      await answer?.(tx, publication);
      await place?.(tx, publication);
    };
    return publishChanges(context, actor, { ...target, kind, note: kind === 'fix' ? '' : note, consequence });
  });
  return 'published';
};

/** Before the panel opens: what keeps the text from being shown is said beside its field, in the editor. @throws Conflict, Forbidden, Invalid */
export async function findPublishable(
  { db }: Context,
  actor: Actor,
  { articleId, revisionId, act }: Saved & { act: 'publish' | 'publishChanges' },
): Promise<void> {
  const [article, revision] = [await findArticle(db.reader, articleId), await findRevision(db.reader, revisionId)];
  if (!canPublish(actor)) throw new Forbidden('Your role does not include publishing. An editor can do it.');
  if (!article || !revision) return;
  requirePossible(act, article.state);
  const hold = await findHold(db.reader, articleId);
  if (hold) throw new Held(hold);
  const faults = await findFaults(db.reader, { article, revision });
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
}
