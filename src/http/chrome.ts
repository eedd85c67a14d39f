import type { Language } from '../text/language.ts';
import type { ThemeModel } from './theme.ts';

/** What surrounds every reader page. */
export interface Chrome {
  siteName: string;
  siteUrl: string;
  /** One line at the foot of the page. */
  imprint: string;
  sections: { name: string; href: string; current: boolean }[];
  /** Pages of the site that are no stories; the language where it is not the page's. */
  links: { name: string; href: string; language: Language | null }[];
  breaking: { text: string; href: string | null; language: Language | null } | null;
  theme: ThemeModel;
  /** Written out; only on the front page. */
  date: string | null;
}

/** The side of every newsroom page. Counts are null for those whose role does not include the part. */
export interface NewsroomChrome {
  siteName: string;
  person: { name: string; role: string };
  current: { stories: boolean; comments: boolean; reports: boolean };
  storyCount: string | null;
  heldCount: string | null;
  reportCount: string | null;
}
