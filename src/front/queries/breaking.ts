import { findKnownPath } from '../../articles/queries/addresses.ts';
import type { Db } from '../../db/database.ts';
import { readSetting } from '../../db/settings.ts';
import type { Language } from '../../text/language.ts';
import type { Breaking } from '../front.ts';
import { findBreaking } from '../queries.ts';

/** The strip as editors set it. */
export interface SetBreaking {
  text: string;
  language: Language;
  /** Of the story; null where it leads to none. */
  path: string | null;
  /** Readers do not see it, since they do not see its story. */
  storyGone: boolean;
  until: string;
}

/** Null while there is none, or its time is over. */
export async function findSetBreaking(db: Db, now: string): Promise<SetBreaking | null> {
  const setting = await readSetting(db, 'breaking');
  if (setting === null) return null;
  const { text, language, articleId, until } = JSON.parse(setting) as Breaking;
  if (until <= now) return null;
  const path = articleId === null ? null : await findKnownPath(db, articleId);
  return { text, language, path, until, storyGone: (await findBreaking(db, now)) === null };
}
