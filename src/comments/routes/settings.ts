import { type Request, type RequestHandler, type Response, Router } from 'express';
import { prove } from '../../accounts/actions/proving.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { type Form, formOf, valuesOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { renderComment } from '../../text/markdown.ts';
import { findSections } from '../../topics/queries.ts';
import { addUnwanted, removeUnwanted, setClosings, setRules, setSpamCheck } from '../actions/rules.ts';
import { closingsForm, rulesForm, spamCheckForm, unwantedForm } from '../forms/rules.ts';
import { idOf, tamed } from '../forms.ts';
import { commentSettingsPage, type Settings } from '../pages/settings.ts';
import { testedText } from '../pages/tested.ts';
import { canSetRules } from '../policy.ts';
import { findClosings } from '../queries/closings.ts';
import { findMatchers, findPatterns, findRules } from '../queries/rules.ts';
import { findKeyEnd } from '../queries/spam-checks.ts';

const own = '/admin/settings/comments';

/** Which comments are held and refused, and when nobody can comment. */
export function commentSettingsRoutes(context: Context): Router {
  const router = Router();
  const may = allow(canSetRules);
  router.get(own, may, (request, response) => show(context, response, { notice: noticeOf(request) }));
  router.post(
    `${own}/rules`,
    may,
    saved(context, 'rules', (actor, form) => setRules(context, actor, rulesForm(form))),
  );
  router.post(
    `${own}/closing`,
    may,
    saved(context, 'closing', (actor, form, request) =>
      setClosings(context, actor, closingsForm(form, valuesOf(request, 'section'))),
    ),
  );
  router.post(
    `${own}/words`,
    may,
    saved(context, 'words', (actor, form) => addUnwanted(context, actor, unwantedForm(form))),
  );
  router.post(
    `${own}/words/:id/remove`,
    may,
    saved(context, 'words', (actor, _form, request) => removeUnwanted(context, actor, idOf(String(request.params.id)))),
  );
  router.post(
    `${own}/spam`,
    may,
    askFresh(context, prove),
    saved(context, 'spam', (actor, form) => setSpamCheck(context, actor, spamCheckForm(form))),
  );
  router.post(`${own}/test`, may, (request, response) => test(context, request, response));
  return router;
}

const notices: Record<string, string> = {
  rules: 'Saved. Comments that come from now on are judged so.',
  closing: 'Saved. It is so on every story now.',
  words: 'Saved. Comments that come from now on are looked at so.',
  spam: 'Saved. It is so for comments that come from now on, and the form below each story says so to readers.',
};

const noticeOf = ({ query }: Request): string | null =>
  (Object.hasOwn(notices, String(query.done)) ? notices[String(query.done)] : null) ?? null;

/** Does it and leads back, or shows the page again with what was typed. */
const saved =
  (
    context: Context,
    part: string,
    act: (actor: Actor, form: Form, request: Request) => Promise<void>,
  ): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      await act(actorOf(response), form, request);
      response.redirect(303, `${own}?done=${part}#${part}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const ticked = part === 'closing' ? valuesOf(request, 'section') : null;
      await show(context, response, { form, ticked, errors: error.fields });
    }
  };

/** Shows what a text would meet; nothing is kept of it. */
async function test(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const text = tamed(form.text ?? '').trim();
  const db = context.db.reader;
  const [rules, matchers] = await Promise.all([findRules(db), findMatchers(db)]);
  const tested = testedText({ text, html: renderComment(text), rules, ...matchers });
  await show(context, response, { form, tested });
}

async function show(context: Context, response: Response, shown: Partial<Settings>): Promise<void> {
  const db = context.db.reader;
  const [site, rules, closings, sections, patterns, keyEnd] = await Promise.all([
    readSite(db),
    findRules(db),
    findClosings(db),
    findSections(db),
    findPatterns(db),
    findKeyEnd(db),
  ]);
  const nothing = { form: {}, ticked: null, errors: {}, notice: null, tested: null };
  const found = { site, rules, closings, sections, patterns, keyEnd, now: context.now() };
  await sendPage(context, response, commentSettingsPage({ ...nothing, ...found, ...shown }));
}
