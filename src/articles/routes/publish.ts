import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite, type Site } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Forbidden, Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { zonedToUtc } from '../../text/dates.ts';
import { findSections } from '../../topics/queries.ts';
import { publish, publishChanges } from '../actions/publish.ts';
import { findAddress, findFaults } from '../actions/reading-side.ts';
import type { Saved } from '../actions/save.ts';
import { schedule } from '../actions/schedule.ts';
import { type Article, isPossible, requirePossible } from '../article.ts';
import { panelForm } from '../forms/panel.ts';
import { passing } from '../pages/passing.ts';
import { publishPage } from '../pages/publish.ts';
import { canPublish } from '../policy.ts';
import { findLevels, lookAt, wantedOf } from '../queries/checks.ts';
import { type Editing, findNames } from '../queries/editing.ts';
import { findPassed } from '../queries/passed-checks.ts';
import { findArticle, findRevision } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, savedForm } from './editor.ts';

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

type PanelName = 'publish' | 'publish-changes';

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

/** @throws Conflict where readers can get neither the story nor changes of it */
function panelOf({ state }: Article): PanelName {
  if (isPossible('publish', state)) return 'publish';
  if (isPossible('publishChanges', state)) return 'publish-changes';
  throw new Conflict('Readers do not see this story now, so there are no changes to publish.');
}

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
      const { article } = await findForEditor(context, response, articleId);
      const errors = errorsOf(error);
      if (errors === null || panelOf(article) !== name) throw error;
      await showPanel(context, response, { articleId, form: formOf(request), errors });
    }
  };
}

/** Null for what the panel can say nothing of. */
function errorsOf(error: unknown): FieldErrors | null {
  if (error instanceof Invalid) return error.fields;
  return error instanceof Conflict ? { revision: error.message } : null;
}

const putOut: Perform = async (context, actor, request) => {
  const { revision, when, at, comments, slug, reasons } = panelForm(formOf(request));
  const target = { articleId: idOf(request), revisionId: revision ?? 0, comments, slug, reasons };
  if (when === 'now') {
    await publish(context, actor, target);
    return 'published';
  }
  const { zone } = await readSite(context.db.reader);
  const utc = zonedToUtc(at, zone);
  if (utc === null) throw new Invalid({ at: 'Choose a date and a time.' });
  await schedule(context, actor, { ...target, at: utc });
  return 'scheduled';
};

const putOutChanges: Perform = async (context, actor, request) => {
  const form = formOf(request);
  const { kind, note, revision, comments, slug, reasons } = panelForm(form);
  const target = { articleId: idOf(request), revisionId: revision ?? 0, comments, slug, reasons };
  await context.readersReports.answering(actor, form, (consequence) =>
    publishChanges(context, actor, { ...target, kind, note: kind === 'fix' ? '' : note, consequence }),
  );
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
  const faults = await findFaults(db.reader, { article, revision });
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
}

interface Shown {
  articleId: number;
  form: Form;
  errors: FieldErrors;
}

async function showPanel(context: DeskContext, response: Response, shown: Shown): Promise<void> {
  const { form, errors } = shown;
  const db = context.db.reader;
  const { article, editing } = await findForEditor(context, response, shown.articleId);
  const before = await publishedForm(context, article, editing);
  const place = { site: await readSite(db), now: context.now(), sections: await findSections(db) };
  const { revision } = editing;
  const publishedAt = chosenTime(form, place) ?? article.publishedAt ?? place.now;
  const page = publishPage(
    {
      ...{ article, before, after: savedForm(article, editing), form, errors },
      ...(await findAddress(db, { article, revision, publishedAt })),
      reports: before && (await context.readersReports.beside(actorOf(response), article.id, form)),
      passing: await findPassing(context, { article, editing, form, errors }),
    },
    place,
  );
  await sendPage(context, response, page);
}

/** When the story is to come out, as far as the panel was sent with a time; its address holds the date. */
function chosenTime({ when, at = '' }: Form, { site, now }: { site: Site; now: string }): string | null {
  return when === 'later' ? zonedToUtc(at, site.zone) : when === 'now' ? now : null;
}

/** What readers see now; null where they are to see it for the first time. */
async function publishedForm({ db }: Context, article: Article, editing: Editing): Promise<Form | null> {
  if (panelOf(article) === 'publish') return null;
  const published = await findRevision(db.reader, article.publishedRevisionId ?? 0);
  if (!published) throw new Error(`The published revision of story ${article.id} is missing.`);
  return savedForm(article, { ...editing, ...(await findNames(db.reader, published)), revision: published });
}

async function findPassing(
  { db, config }: Context,
  { article, editing, form, errors }: Omit<Shown, 'articleId'> & { article: Article; editing: Editing },
) {
  const [levels, passed] = [await findLevels(db.reader), await findPassed(db.reader, article.id)];
  const { revision } = editing;
  const change = form.kind === undefined ? undefined : { kind: form.kind, note: (form.note ?? '').trim() };
  const looking = { siteUrl: config.siteUrl, wanted: wantedOf(levels) };
  const checked = await lookAt(db.reader, { ...looking, kind: article.kind, revision, change });
  return passing({
    ...{ levels, passed, checked, form, errors, body: revision.body, problems: checked.problems },
    faults: await findFaults(db.reader, { article, revision }),
    editorHref: `/admin/articles/${article.id}`,
  });
}
