import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import { keepAutosave } from '../actions/autosave.ts';
import { makeDraft } from '../article/autosave.ts';
import type { ArticleKind } from '../article.ts';
import { draftsIn, keptOf } from '../forms/autosave.ts';
import { editorForm } from '../forms.ts';
import type { EditorState } from '../pages/editor-state.ts';
import { differing } from '../pages/fields.ts';
import { findAutosaves } from '../queries/autosaves.ts';

interface Opened {
  personId: number;
  articleId: number | null;
  kind: ArticleKind;
  /** What stands in the fields. */
  form: Form;
  /** That it is saved nowhere. */
  isTyped: boolean;
  /** The newest version, or what a new form begins with. */
  saved: Form;
}

/** So many texts that were not saved are offered on one page; others when these are taken or discarded. */
const mostOffered = 5;

/** How this page keeps what is typed on it, and what its writer has from before that says anything else than what is saved. */
export async function findKeeping(db: Db, opened: Opened): Promise<Pick<EditorState, 'keeping' | 'unsaved'>> {
  const { form, saved, isTyped, ...of } = opened;
  const drafts = draftsIn(form);
  const keeping = { draft: (isTyped && drafts.draft) || makeDraft(), takes: drafts.takes ?? '', isTyped };
  const found = await findAutosaves(db, { ...of, limit: 4 * mostOffered });
  const unsaved = found
    .filter(({ draft }) => draft !== keeping.draft && draft !== keeping.takes)
    .filter((autosave) => differing(of.kind, autosave.form, saved).length > 0);
  return { keeping, unsaved: unsaved.slice(0, mostOffered) };
}

/** Keeps what the form of a story holds as a text that was not saved, in place of what its sitting had kept. @returns its name */
export async function keepAside(
  context: Context,
  actor: Actor,
  { articleId, form }: { articleId: number; form: Form },
): Promise<string> {
  const [draft, { draft: own }] = [makeDraft(), draftsIn(form)];
  const { baseRevisionId: revisionId } = editorForm({ revision: form.revision ?? '' });
  const sitting = { draft, takes: own ?? '', articleId, kind: 'story', revisionId, turn: 1 } as const;
  await keepAutosave(context, actor, { ...sitting, form: keptOf(form) });
  return draft;
}
