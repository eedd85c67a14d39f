import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import type { Consequence } from '../actions/publish.ts';
import type { ReportsBeside } from '../pages/editor-state.ts';
import type { Option } from '../pages/panel.ts';

/** What readers reported to be wrong. The feature stands on this one and is unknown here: app.ts hands it in. */
export interface ReadersReports {
  /** Null where nothing is open, or the actor cannot answer. `form` is the sheet as it was sent, with the boxes that were ticked. */
  beside(actor: Actor, articleId: number, form?: Form): Promise<ReportsBeside | null>;
  /** Has a change published; the reports that are ticked in the form are answered by it, in the same transaction. */
  answering(actor: Actor, form: Form, publish: (consequence?: Consequence) => Promise<void>): Promise<void>;
}

/** The readers' front page, handed in as readers' reports are. */
export interface FrontPlaces {
  /** Where the story can be put as it comes out, for the field `slot` of the form; null where the actor has no say. */
  offered(actor: Actor, story: { articleId: number; sectionId: number | null }, form: Form): Promise<Option[] | null>;
  /** Puts it there, in the transaction that publishes it; nothing where the form leaves the front as it is. */
  placing(actor: Actor, form: Form): Consequence | undefined;
}

export interface DeskContext extends Context {
  readersReports: ReadersReports;
  frontPlaces: FrontPlaces;
}
