/** What the pages of sections, topics, series and old addresses are asked about, new each time, for tests of every route. */

import { levelField } from '../../src/admin/forms/checks.ts';
import { checkNames, defaultLevels, isFixed } from '../../src/articles/article/checks.ts';
import type { Context } from '../../src/context.ts';
import { moveListAddress } from '../../src/topics/queries/redirects.ts';
import { ensureSeries } from '../../src/topics/queries.ts';
import { askCommentSettings, commentSettingsPosts } from './comment-settings.ts';
import { addSection, addTopic } from './factories.ts';
import { askFront, frontPosts } from './fronts.ts';
import { askPeople, peoplePosts } from './people.ts';

let count = 0;

/** The form of such a route, as its page would send it. */
export interface HouseAsk {
  path: string;
  fields: Record<string, string>;
}

/** Those that change something. */
export const housePosts = [
  ...['/admin/sections', '/admin/sections/:id', '/admin/sections/:id/move', '/admin/sections/:id/delete'],
  ...['/admin/topics/:id', '/admin/topics/:id/merge', '/admin/topics/:id/delete'],
  ...[
    '/admin/series/:id',
    '/admin/series/:id/delete',
    '/admin/redirects/remove',
    '/admin/settings',
    '/admin/settings/checks',
    '/admin/settings/pages',
    '/admin/breaking',
    '/admin/breaking/end',
    ...commentSettingsPosts,
    ...peoplePosts,
    ...frontPosts,
  ],
];

/** Null for a route that is none of these. */
export async function askHouse(context: Context, pattern: string, of?: string): Promise<HouseAsk | null> {
  const own =
    (await askPeople(context, pattern, of)) ??
    (await askFront(context, pattern)) ??
    (await askCommentSettings(context, pattern));
  if (own) return own;
  count += 1;
  const name = `House ${count}`;
  const named = { name, slug: `house-${count}` };
  if (pattern.startsWith('/admin/breaking')) {
    return { path: pattern, fields: { text: name, language: 'en', story: '', hours: '1' } };
  }
  if (pattern.startsWith('/admin/activity')) return { path: pattern, fields: {} };
  if (pattern === '/admin/settings') return { path: pattern, fields: { name } };
  if (pattern === '/admin/settings/pages') return { path: pattern, fields: {} };
  if (pattern === '/admin/settings/checks') return { path: pattern, fields: levels(count) };
  if (pattern === '/admin/redirects') return { path: pattern, fields: {} };
  if (pattern === '/admin/redirects/remove') return { path: pattern, fields: await redirect(context, named.slug) };
  const [, part, ending = ''] = /^\/admin\/(sections|topics|series)\b(.*)$/.exec(pattern) ?? [];
  if (part === undefined) return null;
  const fields: Record<string, string> = { name: `${name}, new`.replace(',', ''), slug: '', by: 'up' };
  if (!ending.includes(':id')) return { path: pattern, fields };
  const id = await made(context, part, named);
  if (!ending.endsWith('/merge')) return { path: pattern.replace(':id', String(id)), fields };
  await addTopic(context, { name: `${name} whole`, slug: `whole-${count}` });
  return { path: `/admin/topics/${id}/merge?into=House+${count}+whole`, fields: { into: `${name} whole` } };
}

/** What checks do, another thing each time. */
const levels = (number: number): Record<string, string> =>
  Object.fromEntries(
    checkNames
      .filter((name) => !isFixed(name))
      .map((name) => [levelField(name), number % 2 === 0 || name !== 'topic' ? defaultLevels[name] : 'off']),
  );

function made(context: Context, part: string, named: { name: string; slug: string }): Promise<number> {
  if (part === 'sections') return addSection(context, named);
  if (part === 'topics') return addTopic(context, named);
  return context.db.transaction((tx) => ensureSeries(tx, named));
}

/** An old address of a new topic. */
async function redirect(context: Context, slug: string): Promise<Record<string, string>> {
  const id = await addTopic(context, { name: slug, slug });
  const move = { kind: 'topic', id, from: `${slug}-old`, to: slug, now: context.now() } as const;
  await context.db.transaction((tx) => moveListAddress(tx, move));
  return { kind: 'topic', path: `/topics/${slug}-old` };
}
