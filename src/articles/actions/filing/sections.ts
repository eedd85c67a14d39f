import type { Context } from '../../../context.ts';
import type { Tx } from '../../../db/database.ts';
import type { Actor } from '../../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../../errors.ts';
import { record } from '../../../events/log.ts';
import {
  findFiling,
  markGone,
  markSectionMerged,
  orderSections,
  updateSection,
} from '../../../topics/queries/changing.ts';
import { deleteRedirectsTo, moveListAddress, retargetRedirects } from '../../../topics/queries/redirects.ts';
import { findSections, insertSection } from '../../../topics/queries.ts';
import type { Section } from '../../../topics/section.ts';
import { canChangeSections } from '../../policy.ts';
import { countFiled } from '../../queries/filed.ts';
import { moveSectionStories } from '../../queries/reading-side.ts';
import { authorize } from '../find.ts';
import { freeSlug } from './addresses.ts';

/** What is said of a section; `address` as it was typed, '' to make it from the name. */
export interface SectionInput extends Pick<Section, 'name' | 'translations' | 'descriptions' | 'colour'> {
  address: string;
}

/** The navigation of every page names the sections. */
const around = ['site', 'front'];

/** At the end of the navigation. @throws Forbidden, Invalid */
export async function addSection(context: Context, actor: Actor, input: SectionInput): Promise<number> {
  authorize(canChangeSections(actor));
  return context.db.transaction(async (tx) => {
    const { address, ...said } = input;
    const slug = await freeSlug(tx, { kind: 'section', id: null, address, name: said.name });
    const position = (await findSections(tx)).length;
    const id = await insertSection(tx, { ...said, slug, position });
    const names = [`section:${id}`, `path:/${slug}`, ...around];
    await record(tx, { at: context.now(), actor, action: 'section.added', subject: `section:${id}`, names });
    return id;
  });
}

/** The old address leads to the new one for ever. @throws Forbidden, NotFound, Invalid */
export async function changeSection(
  context: Context,
  actor: Actor,
  { id, ...input }: SectionInput & { id: number },
): Promise<void> {
  authorize(canChangeSections(actor));
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const section = await requireSection(tx, id);
    const { address, ...said } = input;
    const slug = await freeSlug(tx, { kind: 'section', id, address, name: said.name });
    if (slug !== section.slug) await moveListAddress(tx, { kind: 'section', id, from: section.slug, to: slug, now });
    await updateSection(tx, id, { ...said, slug });
    const names = [`section:${id}`, `path:/${section.slug}`, `path:/${slug}`, ...around];
    await record(tx, { at: now, actor, action: 'section.changed', subject: `section:${id}`, names });
  });
}

/** One place up or down in the navigation; at its end it stays. @throws Forbidden, NotFound */
export async function moveSection(
  context: Context,
  actor: Actor,
  { id, by }: { id: number; by: 1 | -1 },
): Promise<void> {
  authorize(canChangeSections(actor));
  await context.db.transaction(async (tx) => {
    await requireSection(tx, id);
    const ids = (await findSections(tx)).map((section) => section.id);
    const from = ids.indexOf(id);
    const other = ids[from + by];
    if (other === undefined) return;
    ids[from] = other;
    ids[from + by] = id;
    await orderSections(tx, ids);
    const names = [`section:${id}`, ...around];
    await record(tx, { at: context.now(), actor, action: 'section.moved', subject: `section:${id}`, names });
  });
}

/** Only while no story is in it, a draft or one that readers see or saw. @throws Forbidden, NotFound, Conflict */
export async function deleteSection(context: Context, actor: Actor, id: number): Promise<void> {
  authorize(canChangeSections(actor));
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const section = await requireSection(tx, id);
    const count = await countFiled(tx, { kind: 'section', id });
    if (count > 0) throw new Conflict(stillFiled('section', count));
    await markGone(tx, 'section', { id, now });
    await deleteRedirectsTo(tx, 'section', id);
    const names = [`section:${id}`, `path:/${section.slug}`, ...around];
    await record(tx, { at: now, actor, action: 'section.deleted', subject: `section:${id}`, names });
  });
}

/**
 * All its stories are stories of the other section from now on, drafts and old versions included, and its addresses lead there.
 * @throws Forbidden, NotFound, Invalid
 */
export async function mergeSection(
  context: Context,
  actor: Actor,
  { id, into }: { id: number; into: number },
): Promise<void> {
  authorize(canChangeSections(actor));
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { slug } = await requireSection(tx, id);
    const target = into === id ? null : await findFiling(tx, 'section', into);
    if (!target) throw new Invalid({ into: 'Choose the section that gets the stories.' });
    await moveSectionStories(tx, { from: id, into });
    await markSectionMerged(tx, { from: id, into, now });
    await retargetRedirects(tx, 'section', { from: id, to: into });
    await moveListAddress(tx, { kind: 'section', id: into, from: slug, to: slug, now });
    const names = [`section:${id}`, `section:${into}`, `path:/${slug}`, ...around];
    await record(tx, { at: now, actor, action: 'section.merged', subject: `section:${id}`, names });
  });
}

export const stillFiled = (kind: string, count: number): string =>
  `${count} ${count === 1 ? 'story is' : 'stories are'} in this ${kind}, so it cannot be deleted. File ${count === 1 ? 'it' : 'them'} elsewhere first.`;

async function requireSection(tx: Tx, id: number): Promise<Section> {
  const section = await findFiling(tx, 'section', id);
  if (!section) throw new NotFound('There is no such section, or not any more.');
  return section;
}
