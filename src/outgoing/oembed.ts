import { z } from 'zod';
import type { Outgoing } from './outgoing.ts';

/** What a provider tells of what stands at an address; '' where it says nothing. */
export interface Oembed {
  title: string;
  author: string;
  authorUrl: string;
  /** As it would have it stand in a page: only ever read, never shown. */
  html: string;
  thumbnail: string;
}

const text = z.string().catch('');
const answer = z.object({ title: text, author_name: text, author_url: text, html: text, thumbnail_url: text });

const asking = { bytes: 256_000, milliseconds: 4_000 };

/** Null where nobody answers, or nothing that can be read. Never throws. Source: https://oembed.com, section 2.3 */
export type AskOembed = (address: string) => Promise<Oembed | null>;

export const createOembed =
  (outgoing: Outgoing): AskOembed =>
  async (address) => {
    try {
      const { status, body } = await outgoing.get(address, asking);
      if (status !== 200) return null;
      const told = answer.parse(JSON.parse(body.toString('utf8')));
      const { title, author_name: author, author_url: authorUrl, html, thumbnail_url: thumbnail } = told;
      return { title, author, authorUrl, html, thumbnail };
    } catch {
      return null;
    }
  };
