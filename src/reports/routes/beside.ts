import type { Consequence } from '../../articles/actions/publish.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import { answerByPublishing } from '../actions/answering.ts';
import { tickedReports } from '../forms.ts';
import { besideModel } from '../pages/beside.ts';
import { canAnswer } from '../policy.ts';
import { findOpenReports } from '../queries/reporting.ts';

/** What the desk of a story is told of its reports, and how a change answers them: app.ts hands it to the routes of articles. */
export const besideStories = (context: Context) => ({
  async beside(actor: Actor, articleId: number, form: Form = {}) {
    const open = canAnswer(actor) ? await findOpenReports(context.db.reader, articleId) : [];
    const { zone } = await readSite(context.db.reader);
    const ticked = Object.keys(form).length > 0 ? tickedReports(form) : null;
    return besideModel(open, { actor, zone, now: context.now(), ticked });
  },

  async answering(actor: Actor, form: Form, publish: (consequence?: Consequence) => Promise<void>): Promise<void> {
    const ids = tickedReports(form);
    await (ids.length === 0 ? publish() : answerByPublishing(context, actor, { ids, publish }));
  },
});
