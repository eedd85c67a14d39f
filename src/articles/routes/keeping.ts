import type { Db } from '../../db/database.ts';
import type { Form } from '../../http/forms.ts';
import { makeDraft } from '../article/autosave.ts';
import type { ArticleKind } from '../article.ts';
import { draftsIn } from '../forms/autosave.ts';
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
