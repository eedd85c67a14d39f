import { z } from 'zod';
import { paragraphsOf } from '../text/posted-text.ts';
import { findPost } from '../text/posts.ts';
import type { AskOembed, Oembed } from './oembed.ts';
import type { Outgoing } from './outgoing.ts';

/** What a network tells of a post; '' for what it does not. */
export interface ToldPost {
  name: string;
  /** "@alder@social.example" */
  handle: string;
  /** A day or a moment, ISO 8601. */
  time: string;
  /** Plain text; lines in one end with \n. */
  paragraphs: string[];
}

/** What the network tells of the post at an address; null where it tells nothing. Never throws. */
export type AskPost = (url: string) => Promise<ToldPost | null>;

export function createPosts(outgoing: Outgoing, askOembed: AskOembed): AskPost {
  return async (url) => {
    const { told } = findPost(url) ?? {};
    if (!told) return null;
    if (told.form === 'status') return askStatus(outgoing, told.address);
    const said = await askOembed(told.address);
    return said && postOf(said);
  };
}

/** X and Bluesky tell of a post as a quotation: its text, then who wrote it, and in a link on which day. */
function postOf({ html, author, authorUrl }: Oembed): ToldPost | null {
  const { text, rest } = firstParagraph(html);
  const paragraphs = paragraphsOf(`<p>${text}</p>`);
  if (paragraphs.length === 0) return null;
  const after = paragraphsOf(`<p>${rest.replace(/<script[\s\S]*/i, '')}</p>`).join(' ');
  const handle =
    /\(\s*@([\w.-]{1,253})\s*\)/.exec(after)?.[1] ?? URL.parse(authorUrl)?.pathname.split('/').at(-1) ?? '';
  return {
    name: lineOf(author.slice(0, longestName)).replace(/ ?\(@[^)]*\)$/, '') || handle,
    handle: handle ? `@${handle}` : '',
    time: dayIn(after),
    paragraphs,
  };
}

/** In characters, whatever a network calls a name. */
const longestName = 300;

/** What stands in it, and after it; in one go, however often it begins. */
function firstParagraph(html: string): { text: string; rest: string } {
  const begins = html.search(/<p\b/);
  const start = begins < 0 ? -1 : html.indexOf('>', begins);
  const end = start < 0 ? -1 : html.indexOf('</p>', start);
  if (end < 0) return { text: '', rest: '' };
  return { text: html.slice(start + 1, end), rest: html.slice(end + '</p>'.length) };
}

/** "November 20, 2026", as both write it. */
function dayIn(text: string): string {
  const [, day = ''] = /\b([A-Z][a-z]{2,8} \d{1,2}, \d{4})\b/.exec(text) ?? [];
  const at = Date.parse(`${day} UTC`);
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

const text = z.string().catch('');
const status = z.object({
  content: text,
  created_at: text,
  account: z.object({ display_name: text, username: text, acct: text, url: text }),
});

/** Source: https://docs.joinmastodon.org/entities/Status/ */
async function askStatus(outgoing: Outgoing, address: string): Promise<ToldPost | null> {
  try {
    const answer = await outgoing.get(address, { bytes: 256_000, milliseconds: 4_000 });
    if (answer.status !== 200) return null;
    const { content, created_at, account } = status.parse(JSON.parse(answer.body.toString('utf8')));
    const paragraphs = paragraphsOf(content);
    if (paragraphs.length === 0) return null;
    const acct = account.acct || account.username;
    const handle = acct && !acct.includes('@') ? `${acct}@${new URL(address).hostname}` : acct;
    const at = Date.parse(created_at);
    return {
      name: lineOf(account.display_name) || account.username,
      handle: handle ? `@${lineOf(handle)}` : '',
      time: Number.isNaN(at) ? '' : new Date(at).toISOString(),
      paragraphs,
    };
  } catch {
    return null;
  }
}

const lineOf = (said: string): string =>
  (paragraphsOf(said)[0] ?? '').replace(/\s+/g, ' ').slice(0, 120).toWellFormed();
