import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { Conflict, type FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf } from '../../http/sessions.ts';
import { zonedToUtc } from '../../text/dates.ts';
import { findSections } from '../../topics/queries.ts';
import { findAddress, findFaults } from '../actions/reading-side.ts';
import { type Article, isPossible, type Revision } from '../article.ts';
import { passing } from '../pages/passing.ts';
import { type PublishState, publishPage } from '../pages/publish.ts';
import { findLevels, lookAt, wantedOf } from '../queries/checks.ts';
import { type Editing, findNames } from '../queries/editing.ts';
import { findHold } from '../queries/holds.ts';
import { findPassed } from '../queries/passed-checks.ts';
import { findRevision } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, savedForm } from './editor.ts';

export type PanelName = 'publish' | 'publish-changes';

/** @throws Conflict where readers can get neither the story nor changes of it */
export function panelOf({ state }: Article): PanelName {
  if (isPossible('publish', state)) return 'publish';
  if (isPossible('publishChanges', state)) return 'publish-changes';
  throw new Conflict('Readers do not see this story now, so there are no changes to publish.');
}

interface Shown {
  articleId: number;
  form: Form;
  errors: FieldErrors;
}

/** The panel, as it is opened or as it was sent. */
export async function showPanel(context: DeskContext, response: Response, shown: Shown): Promise<void> {
  const { form, errors } = shown;
  const db = context.db.reader;
  const { article, editing } = await findForEditor(context, response, shown.articleId);
  const before = await publishedForm(context, article, editing);
  const actor = actorOf(response);
  const place = { actor, site: await readSite(db), now: context.now(), sections: await findSections(db) };
  const { revision } = editing;
  const publishedAt = chosenTime(form, place) ?? article.publishedAt ?? place.now;
  const page = publishPage(
    {
      ...{ article, before, after: savedForm(article, editing), form, errors },
      ...(await findAddress(db, { article, revision, publishedAt })),
      ...(await findHandedIn(context, response, { article, revision, before, form })),
      hold: await findHold(db, article.id),
      passing: await findPassing(context, { article, editing, form, errors }),
    },
    place,
  );
  await sendPage(context, response, page);
}

interface Opened {
  article: Article;
  revision: Revision;
  before: Form | null;
  form: Form;
}

/** What the features that stand on this one have for the panel. */
async function findHandedIn(
  { readersReports, frontPlaces }: DeskContext,
  response: Response,
  { article: { id: articleId, kind }, revision: { sectionId }, before, form }: Opened,
): Promise<Pick<PublishState, 'reports' | 'places'>> {
  const actor = actorOf(response);
  return {
    reports: before && (await readersReports.beside(actor, articleId, form)),
    places: kind === 'story' ? await frontPlaces.offered(actor, { articleId, sectionId }, form) : null,
  };
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
  { db, config, now }: Context,
  { article, editing, form, errors }: Omit<Shown, 'articleId'> & { article: Article; editing: Editing },
) {
  const [levels, passed] = [await findLevels(db.reader), await findPassed(db.reader, article.id)];
  const { revision } = editing;
  const change = form.kind === undefined ? undefined : { kind: form.kind, note: (form.note ?? '').trim() };
  const looking = { siteUrl: config.siteUrl, wanted: wantedOf(levels), now: now() };
  const checked = await lookAt(db.reader, { ...looking, kind: article.kind, revision, change });
  return passing({
    ...{ levels, passed, checked, form, errors, body: revision.body, problems: checked.problems },
    faults: await findFaults(db.reader, { article, revision }),
    editorHref: `/admin/articles/${article.id}`,
  });
}
