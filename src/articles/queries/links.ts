import type { Db, Tx } from '../../db/database.ts';
import type { Block } from '../../text/markdown.ts';
import { findArticleId } from './addresses.ts';

/** So many links of a text are looked at. */
const mostLinks = 100;
/** Longer addresses are not looked at. */
const longestAddress = 2000;
/** Names under which nobody answers. Source: RFC 2606, RFC 6761. */
const reserved = /(^|\.)(example|invalid|test|example\.(com|net|org))$/i;

/** The addresses of our own stories and pages in a text at which readers find nothing. */
export async function findLostLinks(db: Db, blocks: readonly Block[], siteUrl: string): Promise<string[]> {
  const lost: string[] = [];
  for (const address of ownAddresses(blocks, siteUrl)) {
    const kind = address.startsWith('/pages/') ? 'page' : 'story';
    const id = await findArticleId(db, address, kind);
    const article =
      id === null
        ? null
        : await db.selectFrom('articles').select(['state', 'discarded_at']).where('id', '=', id).executeTakeFirst();
    if (!article || article.state === 'withdrawn' || article.discarded_at !== null) lost.push(address);
  }
  return lost;
}

function ownAddresses(blocks: readonly Block[], siteUrl: string): string[] {
  const related = blocks.flatMap((block) => (block.kind === 'related' ? [block.story] : []));
  const linked = linksIn(blocks).flatMap((href) => {
    const url = URL.parse(href, siteUrl);
    if (!url || url.origin !== URL.parse(siteUrl)?.origin) return [];
    return /^\/(\d{4}\/\d{2}\/\d{2}|pages)\/[^/]+$/.test(url.pathname) ? [decoded(url.pathname)] : [];
  });
  return [...new Set([...related, ...linked])].slice(0, mostLinks);
}

/** The addresses in a text that are not ours, as they are asked for. */
export function outsideAddresses(blocks: readonly Block[], siteUrl: string): string[] {
  const found = linksIn(blocks).flatMap((href) => {
    const url = URL.parse(href);
    if (!url || !/^https?:$/.test(url.protocol) || url.origin === URL.parse(siteUrl)?.origin) return [];
    url.hash = '';
    return reserved.test(url.hostname) || url.href.length > longestAddress ? [] : [url.href];
  });
  return [...new Set(found)].slice(0, mostLinks);
}

/** Where the links in a text lead, as they stand there. */
const linksIn = (blocks: readonly Block[]): string[] =>
  blocks
    .flatMap((block) => ('html' in block ? [...block.html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)] : []))
    .map(([, href = '']) => href.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'));

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Those of the addresses that were dead when they were last looked for. */
export async function findDead(db: Db, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const dead = db.selectFrom('looked_links').select('address').where('is_dead', '=', 1);
  const rows = await dead.where('address', 'in', [...addresses]).execute();
  const found = new Set(rows.map(({ address }) => address));
  return addresses.filter((address) => found.has(address));
}

/** They are looked for as soon as the sweep comes by, but for those that were looked for since `fresh`. */
export async function wantLinks(
  tx: Tx,
  { addresses, now, fresh }: { addresses: readonly string[]; now: string; fresh: string },
): Promise<void> {
  if (addresses.length === 0) return;
  await tx
    .insertInto('looked_links')
    .values(addresses.map((address) => ({ address, wanted_at: now, due_at: now, misses: 0, is_dead: 0 as const })))
    .onConflict((conflict) =>
      conflict.column('address').doUpdateSet(({ eb, ref }) => ({
        wanted_at: ref('excluded.wanted_at'),
        due_at: eb
          .case()
          .when('looked_links.looked_at', '<', fresh)
          .then(ref('excluded.due_at'))
          .else(ref('looked_links.due_at'))
          .end(),
      })),
    )
    .execute();
}

export interface WantedLink {
  address: string;
  wantedAt: string;
  /** How often in a row nobody answered. */
  misses: number;
}

const due = (db: Db, now: string) => db.selectFrom('looked_links').where('due_at', '<=', now);

export async function isAnyLinkDue(db: Db, now: string): Promise<boolean> {
  return (await due(db, now).select('address').limit(1).executeTakeFirst()) !== undefined;
}

/** The next that are due, for this process alone until `until`. */
export async function takeLinks(
  tx: Tx,
  { now, until, limit }: { now: string; until: string; limit: number },
): Promise<WantedLink[]> {
  const next = due(tx, now).select(['address', 'wanted_at as wantedAt', 'misses']);
  const rows = await next.orderBy('due_at').orderBy('address').limit(limit).execute();
  const addresses = rows.map(({ address }) => address);
  if (rows.length > 0) {
    await tx.updateTable('looked_links').set({ due_at: until }).where('address', 'in', addresses).execute();
  }
  return rows;
}

export interface LookedLink {
  address: string;
  misses: number;
  isDead: boolean;
  /** When it is looked for again; null for not before it stands in a text that is saved. */
  dueAt: string | null;
}

export async function markLooked(tx: Tx, { address, misses, isDead, dueAt }: LookedLink, now: string): Promise<void> {
  await tx
    .updateTable('looked_links')
    .set({ looked_at: now, misses, is_dead: isDead ? 1 : 0, due_at: dueAt })
    .where('address', '=', address)
    .execute();
}

/** Those that stood in no text that was saved since. */
export const forgetLinks = (tx: Tx, since: string): Promise<unknown> =>
  tx.deleteFrom('looked_links').where('wanted_at', '<', since).execute();
