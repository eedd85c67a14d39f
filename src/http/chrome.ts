import type { Language } from '../text/language.ts';
import type { ThemeModel } from './theme.ts';

/** What surrounds every reader page. */
export interface Chrome {
  siteName: string;
  siteUrl: string;
  /** One line at the foot of the page. */
  imprint: string;
  /** `hue` is the name of the current one's colour; null where it has none of its own. */
  sections: { name: string; href: string; current: boolean; hue: string | null }[];
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
  current: Record<
    'stories' | 'front' | 'comments' | 'reports' | 'breaking' | 'media' | 'filing' | 'people' | 'activity' | 'settings',
    boolean
  >;
  /** Parts without a count, and whether the person may use them. */
  may: Record<'front' | 'breaking' | 'media' | 'filing' | 'people' | 'activity' | 'settings', boolean>;
  storyCount: string | null;
  heldCount: string | null;
  reportCount: string | null;
}
