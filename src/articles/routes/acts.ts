import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { readUploads, uploadsOf } from '../../http/uploads.ts';
import { plan } from '../actions/assignments.ts';
import { settleSittings } from '../actions/autosave.ts';
import { hold, liftHold } from '../actions/hold.ts';
import { addNote } from '../actions/notes.ts';
import { reinstate } from '../actions/publish.ts';
import { sendBack } from '../actions/review.ts';
import { unschedule } from '../actions/schedule.ts';
import { withdraw } from '../actions/withdraw.ts';
import { draftsIn } from '../forms/autosave.ts';
import { assignmentForm, holdForm } from '../forms/planning.ts';
import { editorForm, noteForm, reasonForm, storyNoteForm } from '../forms.ts';
import { assignmentFields } from '../pages/assignment.ts';
import { comparable, comparedFields } from '../pages/fields.ts';
import { canAssign, canHold, canPublish, canWrite } from '../policy.ts';
import { findNames } from '../queries/editing.ts';
import { findRevision } from '../queries/writing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, savedForm } from './editor.ts';
import { saveOrMerge, type Trial } from './merging.ts';
import { showAgain, storePictures } from './save.ts';
import { type BesideField, keepBeside } from './typed-beside.ts';

/** The next steps of a story, beside saving and publishing it. Their buttons send the editor's form, so that what was typed is kept. */
export function actRoutes(context: DeskContext): Router {
  const router = Router();
  const steps: [string, Step][] = [
    ['send-back', { keepFirst: true, perform: returnToWriter, uses: ['note'] }],
    // A story that is to come out must be whole; a draft need not be.
    ['unschedule', { keepFirst: false, perform: takeOffSchedule, uses: [] }],
    ['withdraw', { keepFirst: true, perform: takeFromReaders, uses: ['reason'] }],
    ['reinstate', { keepFirst: true, perform: putBack, uses: ['note'] }],
    ['hold', { keepFirst: false, perform: putOnHold, may: canHold, uses: ['heldFor', 'holdReason'] }],
    ['lift', { keepFirst: false, perform: endHold, may: canHold, uses: [] }],
    ['assignment', { keepFirst: false, perform: changePlan, may: canAssign, uses: assignmentFields }],
    ['notes', { keepFirst: false, perform: writeNote, may: canWrite, uses: ['storyNote'] }],
  ];
  for (const [name, step] of steps) {
    router.post(`/admin/articles/:id/${name}`, readUploads, allow(step.may ?? canPublish), act(context, step));
  }
  return router;
}

interface Step {
  /** Whether what was typed is saved before. */
  keepFirst: boolean;
  /** Who may; by default who publishes. */
  may?: (actor: Actor) => boolean;
  /** Fields that are about it; what was written into others stays on the page. */
  uses: readonly BesideField[];
  /** What is done; it answers with what is said of it. */
  perform: (context: Context, actor: Actor, sent: { articleId: number; form: Form }) => Promise<string>;
}

/** Wrong input shows the page again with what was typed. */
function act(context: DeskContext, { keepFirst, perform, uses: used }: Step): RequestHandler {
  return async (request, response) => {
    const [articleId, actor] = [idOf(request), actorOf(response)];
    const trial: Trial = { form: formOf(request), saved: null, mergedSince: null, merged: null };
    try {
      if (keepFirst) await keepTyped(context, request, { response, trial });
      const done = await perform(context, actor, { articleId, form: trial.form });
      if (!keepFirst) await keepTyped(context, request, { response, trial });
      const { form } = trial;
      const take = isWhole(form) ? await keepBeside(context, response, { articleId, form, used }) : '';
      response.redirect(303, `/admin/articles/${articleId}?done=${done}${take}${done === 'noted' ? '#notes' : ''}`);
    } catch (error) {
      const form = await wholeForm(context, response, { articleId, form: trial.form });
      await showAgain(context, response, { error, articleId, makes: 'story', trial: { ...trial, form } });
    }
  };
}

interface Keeping {
  response: Response;
  trial: Trial;
}

/** Saves what was typed before the button was pressed; nothing where nothing was. */
async function keepTyped(context: Context, request: Request, { response, trial }: Keeping): Promise<void> {
  const [articleId, actor] = [idOf(request), actorOf(response)];
  if (!isWhole(trial.form)) return;
  const isSame = await isAsSaved(context, response, { articleId, form: trial.form });
  if (isSame && Object.keys(uploadsOf(request)).length === 0) {
    const drafts = Object.values(draftsIn(trial.form)).filter((draft) => draft !== null);
    return settleSittings(context, actor, { articleId, drafts });
  }
  await storePictures(context, request, { actor, trial });
  await saveOrMerge(context, actor, { articleId, makes: 'story', trial });
}

/** Whether the editor's fields came along, or only what the act itself asks for. */
export const isWhole = (form: Form) => form.headline !== undefined && form.revision !== undefined;

async function wholeForm(
  context: Context,
  response: Response,
  { articleId, form }: { articleId: number; form: Form },
): Promise<Form> {
  if (isWhole(form)) return form;
  const { article, editing } = await findForEditor(context, response, articleId);
  return { ...savedForm(article, editing), ...form };
}

/** Whether the fields are still as the editor got them, whoever saved since. */
export async function isAsSaved(
  context: Context,
  response: Response,
  { articleId, form }: { articleId: number; form: Form },
): Promise<boolean> {
  const { article, editing } = await findForEditor(context, response, articleId);
  const { baseRevisionId } = editorForm({ revision: form.revision ?? '' });
  const base = baseRevisionId === null ? null : await findRevision(context.db.reader, baseRevisionId);
  if (base?.articleId !== articleId || form.removePicture) return false;
  const before = savedForm(article, { ...editing, ...(await findNames(context.db.reader, base)), revision: base });
  return comparedFields[article.kind].every(({ name }) => comparable(before, name) === comparable(form, name));
}

const returnToWriter: Step['perform'] = async (context, actor, { articleId, form }) => {
  await sendBack(context, actor, { articleId, ...noteForm(form) });
  return 'sent-back';
};

const takeOffSchedule: Step['perform'] = async (context, actor, { articleId }) => {
  await unschedule(context, actor, articleId);
  return 'unscheduled';
};

const takeFromReaders: Step['perform'] = async (context, actor, { articleId, form }) => {
  await withdraw(context, actor, { articleId, ...reasonForm(form) });
  return 'withdrawn';
};

const putBack: Step['perform'] = async (context, actor, { articleId, form }) => {
  await reinstate(context, actor, { articleId, ...noteForm(form) });
  return 'reinstated';
};

const putOnHold: Step['perform'] = async (context, actor, { articleId, form }) => {
  await hold(context, actor, { articleId, ...holdForm(form) });
  return 'held';
};

const endHold: Step['perform'] = async (context, actor, { articleId }) => {
  await liftHold(context, actor, articleId);
  return 'lifted';
};

const changePlan: Step['perform'] = async (context, actor, { articleId, form }) => {
  const { zone } = await readSite(context.db.reader);
  await plan(context, actor, { articleId, ...assignmentForm(form, { zone, now: context.now() }) });
  return 'planned';
};

const writeNote: Step['perform'] = async (context, actor, { articleId, form }) => {
  await addNote(context, actor, { articleId, text: storyNoteForm(form).storyNote });
  return 'noted';
};
