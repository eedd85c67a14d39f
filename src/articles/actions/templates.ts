import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import type { Article, Content } from '../article.ts';
import { canKeepTemplates, canMake } from '../policy.ts';
import { isBlank } from '../queries/redaction.ts';
import * as templates from '../queries/templates.ts';
import { authorize, findOwn, requireRevision } from './find.ts';
import { addRevision, refuseToMake, type Saved } from './save.ts';

/** Which story's content, as it is saved, is kept under a new name, or in place of what a template held. */
export interface Keeping {
  articleId: number;
  name: string;
  /** Null for a new one. */
  replaces: number | null;
}

/** @throws Invalid, Conflict, Forbidden, NotFound */
export async function keepTemplate(context: Context, actor: Actor, keeping: Keeping): Promise<void> {
  const { articleId, name, replaces } = keeping;
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await findOwn(tx, actor, articleId);
    authorize(canKeepTemplates(actor));
    const kept = { content: await contentToKeep(tx, article), at: now, by: actor.id };
    if (replaces === null) await requireFree(tx, { name, id: null, field: 'templateName' });
    const known = replaces === null ? null : await templates.findTemplate(tx, replaces);
    if (replaces !== null && known?.kind !== article.kind)
      throw new Invalid({ replaces: 'This template is not there any more. Choose another one.' });
    const id = known?.id ?? (await templates.insertTemplate(tx, { ...kept, kind: article.kind, name }));
    if (known) await templates.replaceTemplateContent(tx, id, kept);
    await record(tx, { at: now, actor, action: 'template.kept', subject: `template:${id}`, names: [] });
  });
}

/** Neither its address nor what it translates is for the next story. */
async function contentToKeep(tx: Tx, { revisionId }: Article): Promise<Content> {
  if (await isBlank(tx, revisionId)) throw new Conflict('The newest version was redacted: there is nothing to keep.');
  const revision = await requireRevision(tx, revisionId);
  const { id: _id, articleId: _of, kind: _kind, createdAt: _at, createdBy: _by, ...content } = revision;
  return { ...content, slug: '', translationOf: null };
}

/** @throws Invalid, Forbidden, NotFound */
export async function renameTemplate(
  context: Context,
  actor: Actor,
  { id, name }: { id: number; name: string },
): Promise<void> {
  await change(context, actor, {
    id,
    action: 'template.renamed',
    perform: async (tx) => {
      await requireFree(tx, { name, id, field: 'name' });
      await templates.renameTemplate(tx, id, name);
    },
  });
}

/** Stories that were begun from it stay as they are. @throws Forbidden, NotFound */
export const removeTemplate = (context: Context, actor: Actor, id: number): Promise<void> =>
  change(context, actor, { id, action: 'template.removed', perform: (tx) => templates.deleteTemplate(tx, id) });

/** A new draft with what the template holds. @throws Forbidden, NotFound */
export async function startFromTemplate(context: Context, actor: Actor, id: number): Promise<Saved> {
  return context.db.transaction(async (tx) => {
    const { kind } = await requireTemplate(tx, id);
    if (!canMake(actor, kind)) throw refuseToMake(kind);
    const content = await templates.findTemplateContent(tx, id);
    const saving = { articleId: null, makes: kind, baseRevisionId: null, kind: 'save' } as const;
    return addRevision(tx, actor, { context, ...saving, content, now: context.now() });
  });
}

async function change(
  context: Context,
  actor: Actor,
  { id, action, perform }: { id: number; action: string; perform: (tx: Tx) => Promise<void> },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    authorize(canKeepTemplates(actor));
    await requireTemplate(tx, id);
    await perform(tx);
    await record(tx, { at: now, actor, action, subject: `template:${id}`, names: [] });
  });
}

async function requireTemplate(tx: Tx, id: number): Promise<templates.Template> {
  const template = await templates.findTemplate(tx, id);
  if (!template) throw new NotFound('This template is not there any more. Somebody may have removed it.');
  return template;
}

async function requireFree(
  tx: Tx,
  { name, id, field }: { name: string; id: number | null; field: string },
): Promise<void> {
  if (name === '') throw new Invalid({ [field]: 'Give the template a name.' });
  const taken = await templates.findTemplateNamed(tx, name);
  if (taken !== null && taken !== id) throw new Invalid({ [field]: 'Another template has this name.' });
}
