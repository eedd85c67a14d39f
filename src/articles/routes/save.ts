import type { Request, RequestHandler, Response } from 'express';
import { addGuests } from '../../accounts/actions/guests.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf } from '../../http/sessions.ts';
import { type Upload, uploadsOf } from '../../http/uploads.ts';
import { addPicture } from '../../media/actions.ts';
import type { Picture } from '../../media/picture.ts';
import { findMedia } from '../../media/queries.ts';
import { submitForReview } from '../actions/review.ts';
import { EditConflict } from '../actions/save.ts';
import type { ArticleKind } from '../article.ts';
import { editorForm, figureLine, type Press, reviewForm } from '../forms.ts';
import { findStrangers } from '../queries/editing.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, showEditor } from './editor.ts';
import { withVideoFacts } from './filling.ts';
import { type Saving, saveOrMerge, type Trial } from './merging.ts';
import { findPublishable } from './publish.ts';
import { showConflict } from './sheets.ts';
import { type BesideField, keepBeside } from './typed-beside.ts';

/**
 * The editor's form, whichever of its buttons was pressed: pictures first, then the revision, then what the button asked for.
 * Whatever goes wrong, the page comes back with all that was typed; what was saved by then stays saved.
 */
export function saveStory(context: DeskContext, makes: ArticleKind = 'story'): RequestHandler {
  return async (request, response) => {
    const actor = actorOf(response);
    const articleId = request.params.id === undefined ? null : idOf(request);
    if (articleId !== null) await findForEditor(context, response, articleId);
    const trial: Trial = { form: formOf(request), saved: null, mergedSince: null, merged: null };
    const saving: Saving = { articleId, makes, trial };
    try {
      await storePictures(context, request, { actor, trial });
      await addStrangers(context, actor, trial.form);
      if (trial.form.press === 'fill-videos') trial.form = await withVideoFacts(context, actor, trial.form);
      const { press } = await saveOrMerge(context, actor, saving);
      response.redirect(303, await nextPage(context, response, { trial, press }));
    } catch (error) {
      await showAgain(context, response, { error, ...saving });
    }
  };
}

/** Names in the byline that nobody has become guests, where the button says so. */
async function addStrangers(context: Context, actor: Actor, form: Form): Promise<void> {
  const { names, press } = editorForm(form);
  if (press === 'add-byline') await addGuests(context, actor, await findStrangers(context.db.reader, names.authors));
}

/** Files become pictures of the library; the form then holds their ids, so that a mistake elsewhere does not lose them. */
export async function storePictures(
  context: Context,
  request: Request,
  { actor, trial }: { actor: Actor; trial: Trial },
): Promise<void> {
  const { form } = trial;
  const uploads = uploadsOf(request);
  const lead = uploads.picture
    ? await addPicture(context, actor, pictureInput(uploads.picture, form, 'picture'))
    : await findChosen(context, form, 'picture');
  if (lead) trial.form = withLead(form, lead);
  const shown = uploads.bodyPicture
    ? await addPicture(context, actor, pictureInput(uploads.bodyPicture, form, 'bodyPicture'))
    : await findChosen(context, form, 'bodyPicture');
  if (shown)
    trial.form = withFigure(trial.form, { id: shown.id, isDescribed: !uploads.bodyPicture && shown.alt !== '' });
  else if (form.press === 'add-picture') throw new Invalid({ bodyPicture: 'Choose the file of the picture first.' });
}

function withLead(form: Form, { id }: Picture): Form {
  const { removePicture: _replaced, pictureNumber: _chosen, ...kept } = form;
  return { ...kept, pictureId: String(id), leadKind: form.leadKind === 'video' ? 'video' : 'image' };
}

/** At the end of the text. */
function withFigure(form: Form, picture: { id: number; isDescribed: boolean }): Form {
  const body = `${(form.body ?? '').trimEnd()}\n\n${figureLine(form, picture)}\n`.trimStart();
  const written = { bodyPictureNumber: '', bodyPictureAlt: '', bodyPictureCaption: '', bodyPictureCredit: '' };
  return { ...form, body, ...written };
}

/** The picture of the library whose number is written in place of a file. @throws Invalid where there is none of it */
async function findChosen({ db }: Context, form: Form, field: 'picture' | 'bodyPicture'): Promise<Picture | null> {
  const written = (form[`${field}Number`] ?? '').trim();
  if (written === '') return null;
  const [found] = /^\d{1,15}$/.test(written) ? await findMedia(db.reader, [Number(written)]) : [];
  if (!found)
    throw new Invalid({
      [`${field}Number`]: 'There is no picture of this number. Its page in the library says its number.',
    });
  return found;
}

const pictureInput = ({ path, originalName }: Upload, form: Form, field: 'picture' | 'bodyPicture') => ({
  path,
  originalName,
  field,
  alt: form[`${field}Alt`] ?? '',
  caption: form[`${field}Caption`] ?? '',
  credit: form[`${field}Credit`] ?? '',
});

async function nextPage(
  context: Context,
  response: Response,
  { trial, press }: { trial: Trial; press: Press },
): Promise<string> {
  const { saved, mergedSince, form } = trial;
  if (!saved) throw new Error('Nothing was saved.');
  const [actor, { articleId }] = [actorOf(response), saved];
  const editor = `/admin/articles/${articleId}`;
  const stay = async (done: string, used: readonly BesideField[] = []) =>
    `${editor}?done=${done}${await keepBeside(context, response, { articleId, form, used })}`;
  // Nobody has seen what two people wrote in one: it goes no further by itself.
  if (mergedSince !== null) return stay(`merged&since=${mergedSince}&press=${press}`);
  if (press === 'preview') return `${editor}/preview`;
  if (press === 'submit') {
    await submitForReview(context, actor, { articleId, ...reviewForm(form) });
    return stay('submitted', ['reviewer', 'reviewNote']);
  }
  if (press !== 'publish' && press !== 'publish-changes') return stay(saidOf[press]);
  await findPublishable(context, actor, { ...saved, act: press === 'publish' ? 'publish' : 'publishChanges' });
  return `${editor}/${press}`;
}

const saidOf = {
  'add-byline': 'byline-added',
  'add-picture': 'picture-added',
  'fill-videos': 'videos-filled',
  save: 'saved',
} as const;

interface Failed extends Saving {
  error: unknown;
}

export async function showAgain(
  context: DeskContext,
  response: Response,
  { error, articleId, makes, trial }: Failed,
): Promise<void> {
  if (error instanceof EditConflict && articleId !== null) {
    return showConflict(context, response, { articleId, form: trial.form, merged: trial.merged });
  }
  if (!(error instanceof Invalid)) throw error;
  const { saved, form } = trial;
  // What was saved by then is the base of the next save.
  const revision = String(saved?.revisionId ?? form.revision ?? '');
  await showEditor(context, response, {
    articleId: saved?.articleId ?? articleId,
    makes,
    form: { ...form, revision },
    isTyped: saved === null,
    errors: error.fields,
  });
}
