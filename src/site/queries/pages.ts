import * as standing from '../../articles/queries/pages.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';

export interface PageLink {
  name: string;
  href: string;
  language: Language;
}

/** More than the foot of a page can hold. */
const most = 30;

/** About, Contact and what else the newsroom says of itself, in this language; in its own where there is none in this. */
export async function findPageLinks(
  db: Db,
  { now, language, own }: { now: string; language: Language; own: Language },
): Promise<PageLink[]> {
  const pages = await standing.findPageLinks(db, now);
  const spoken = pages.some((page) => page.language === language) ? language : own;
  return pages
    .filter((page) => page.language === spoken)
    .slice(0, most)
    .map((page) => ({ name: page.shortHeadline || page.headline, href: page.path, language: page.language }));
}
