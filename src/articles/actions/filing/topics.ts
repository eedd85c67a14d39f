import type { Context } from '../../../context.ts';
import type { Tx } from '../../../db/database.ts';
import type { Actor } from '../../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../../errors.ts';
import { record } from '../../../events/log.ts';
import {
  type Filing,
  findFiling,
  findNamesake,
  markGone,
  markMerged,
  updateNamed,
} from '../../../topics/queries/changing.ts';
import { deleteRedirectsTo, moveListAddress, retargetRedirects } from '../../../topics/queries/redirects.ts';
import { filingPath } from '../../../topics/section.ts';
import { canChangeTopics } from '../../policy.ts';
import { countFiled, moveTopic } from '../../queries/filed.ts';
import { authorize } from '../find.ts';
import { freeSlug } from './addresses.ts';
import { stillFiled } from './sections.ts';

type Kind = 'topic' | 'series';

export interface NamedInput {
  kind: Kind;
  id: number;
  name: string;
  translations: string;
  /** As it was typed; '' to make it from the name. */
  address: string;
}

const actions = {
  topic: { changed: 'topic.changed', deleted: 'topic.deleted' },
  series: { changed: 'series.changed', deleted: 'series.deleted' },
} as const;

/** Renames a topic or a series; the old address leads to the new one for ever. @throws Forbidden, NotFound, Invalid */
export async function rename(context: Context, actor: Actor, input: NamedInput): Promise<void> {
  authorize(canChangeTopics(actor));
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { kind, id, address, name, translations } = input;
    const { slug: from } = await requireNamed(tx, kind, id);
    const other = await findNamesake(tx, { kind, name, except: id });
    if (other) throw new Invalid({ name: namesake(kind, other.name) });
    const slug = await freeSlug(tx, { kind, id, address, name });
    if (slug !== from) await moveListAddress(tx, { kind, id, from, to: slug, now });
    await updateNamed(tx, kind, id, { slug, name, translations });
    const names = ['site', `${kind}:${id}`, `path:${filingPath(kind, from)}`, `path:${filingPath(kind, slug)}`];
    await record(tx, { at: now, actor, action: actions[kind].changed, subject: `${kind}:${id}`, names });
  });
}

const namesake = (kind: Kind, name: string) =>
  kind === 'topic'
    ? `There is a topic “${name}” already. To make one of the two, merge this one into it.`
    : `There is a series “${name}” already. Choose another name.`;

/**
 * All stories of the one are stories of the other from now on, drafts and old versions included; its address leads there.
 * @throws Forbidden, NotFound, Invalid
 */
export async function mergeTopics(
  context: Context,
  actor: Actor,
  { id, into }: { id: number; into: string },
): Promise<{ into: number }> {
  authorize(canChangeTopics(actor));
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const topic = await requireNamed(tx, 'topic', id);
    const target = await findTarget(tx, { id, into });
    await moveTopic(tx, { from: id, into: target });
    await markMerged(tx, { from: id, into: target });
    await retargetRedirects(tx, 'topic', { from: id, to: target });
    const from = topic.slug;
    await moveListAddress(tx, { kind: 'topic', id: target, from, to: from, now });
    const names = ['site', `topic:${id}`, `topic:${target}`, `path:${filingPath('topic', from)}`];
    await record(tx, { at: now, actor, action: 'topic.merged', subject: `topic:${id}`, names });
    return { into: target };
  });
}

async function findTarget(tx: Tx, { id, into }: { id: number; into: string }): Promise<number> {
  if (into === '') throw new Invalid({ into: 'Write the name of the topic that shall have the stories.' });
  const target = await findNamesake(tx, { kind: 'topic', name: into, except: null });
  if (!target) throw new Invalid({ into: `There is no topic “${into}”. Write its name as it is in the list.` });
  if (target.id === id) throw new Invalid({ into: 'This is the topic itself. Write the name of another one.' });
  return target.id;
}

/** Only while no story is filed under it, a draft or one that readers see or saw. @throws Forbidden, NotFound, Conflict */
export async function deleteNamed(
  context: Context,
  actor: Actor,
  { kind, id }: { kind: Kind; id: number },
): Promise<void> {
  authorize(canChangeTopics(actor));
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { slug } = await requireNamed(tx, kind, id);
    const count = await countFiled(tx, { kind, id });
    if (count > 0) throw new Conflict(stillFiled(kind, count));
    await markGone(tx, kind, { id, now });
    await deleteRedirectsTo(tx, kind, id);
    const names = [`${kind}:${id}`, `path:${filingPath(kind, slug)}`];
    await record(tx, { at: now, actor, action: actions[kind].deleted, subject: `${kind}:${id}`, names });
  });
}

async function requireNamed(tx: Tx, kind: Kind, id: number): Promise<Filing> {
  const found = await findFiling(tx, kind, id);
  if (!found) throw new NotFound(`There is no such ${kind}, or not any more.`);
  return found;
}
