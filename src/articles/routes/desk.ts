import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import type { Consequence } from '../actions/publish.ts';
import type { ReportsBeside } from '../pages/editor-state.ts';

/** What readers reported to be wrong. The feature stands on this one and is unknown here: app.ts hands it in. */
export interface ReadersReports {
  /** Null where nothing is open, or the actor cannot answer. `form` is the sheet as it was sent, with the boxes that were ticked. */
  beside(actor: Actor, articleId: number, form?: Form): Promise<ReportsBeside | null>;
  /** Has a change published; the reports that are ticked in the form are answered by it, in the same transaction. */
  answering(actor: Actor, form: Form, publish: (consequence?: Consequence) => Promise<void>): Promise<void>;
}

export interface DeskContext extends Context {
  readersReports: ReadersReports;
}
