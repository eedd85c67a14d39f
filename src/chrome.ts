import { canManageGuests } from './accounts/policy.ts';
import { canChangeSettings, canSeeActivity } from './admin/policy.ts';
import { canPublish, canSeeFiling, canWrite } from './articles/policy.ts';
import { countArticles } from './articles/queries/desk.ts';
import { findNextDue } from './articles/queries/next-due.ts';
import { newestWithVideo } from './articles/queries/sitemap-lists.ts';
import { canModerate } from './comments/policy.ts';
import { countHeld } from './comments/queries/counts.ts';
import type { Db } from './db/database.ts';
import { readSite } from './db/settings.ts';
import type { Actor } from './db/tables.ts';
import { canCurate } from './front/policy.ts';
import { findNextLaunch } from './front/queries/fronts.ts';
import { findBreaking, findBreakingEnd } from './front/queries.ts';
import type { Chrome, NewsroomChrome } from './http/chrome.ts';
import type { Page } from './http/render.ts';
import type { FindChrome, FindNextChange } from './http/send-page.ts';
import { canSeeLibrary } from './media/policy.ts';
import { canAnswer } from './reports/policy.ts';
import { countOpen } from './reports/queries/queue.ts';
import { findPageLinks, type PageLink } from './site/queries/pages.ts';
import { dayBounds, utcToZoned } from './text/dates.ts';
import { type Language, words } from './text/language.ts';
import { earliest } from './text/moments.ts';
import { findSections } from './topics/queries.ts';
import { hueOf, nameIn } from './topics/section.ts';

/** When what stands around pages, or which stories are out, changes though nothing happens: at midnight at the latest, since dates say today. */
export function createNextChange(db: Db): FindNextChange {
  return async (now) => {
    const [{ zone }, ...others] = await Promise.all([
      readSite(db),
      findNextDue(db, now),
      findNextLaunch(db, now),
      findBreakingEnd(db, now),
    ]);
    const midnight = dayBounds(utcToZoned(now, zone).slice(0, 10), zone)?.until ?? now;
    return earliest([midnight, ...others]);
  };
}

/** What surrounds a page: the masthead and foot of the paper, or the side of the newsroom. */
export function createChrome(db: Db, now: () => string): FindChrome {
  return (page, actor) =>
    page.layout === 'newsroom' && actor ? newsroomChrome(db, page, actor) : readerChrome(db, page, now());
}

async function readerChrome(db: Db, page: Page, now: string): Promise<Omit<Chrome, 'theme'>> {
  const { language } = page;
  const site = page.site ?? (await readSite(db));
  const [sections, [video], pages, breaking] = await Promise.all([
    findSections(db),
    newestWithVideo(db, { now }),
    findPageLinks(db, { now, language, own: site.language }),
    findBreaking(db, now),
  ]);
  return {
    siteName: site.name,
    siteUrl: '/',
    imprint: site.imprint,
    date: page.date ?? null,
    sections: [
      ...sections.map((section) => ({
        name: nameIn(section, language),
        href: `/${section.slug}`,
        current: section.id === page.section,
        hue: section.id === page.section ? hueOf(section.colour) : null,
      })),
      // Behind the sections, once there is something to watch.
      ...(video ? [{ name: words(language).video, href: '/video', current: page.section === 'video', hue: null }] : []),
    ],
    links: [...pages, ...ownLinks(language)].map(({ name, href, ...link }) => ({
      name,
      href,
      language: link.language === language ? null : link.language,
    })),
    breaking: breaking && { ...breaking, language: breaking.language === language ? null : breaking.language },
  };
}

/** At the foot of every page, behind what the newsroom says of itself. */
function ownLinks(language: Language): PageLink[] {
  const { corrections, siteMap } = words(language).comfort;
  return [
    { name: corrections, href: '/corrections', language },
    { name: siteMap, href: '/site-map', language },
    { name: 'RSS', href: '/feed.xml', language },
  ];
}

async function newsroomChrome(db: Db, page: Page, actor: Actor): Promise<NewsroomChrome> {
  const [site, stories, comments, reports] = await Promise.all([
    readSite(db),
    canWrite(actor) ? countArticles(db, actor) : null,
    canModerate(actor) ? countHeld(db) : null,
    canAnswer(actor) ? countOpen(db) : null,
  ]);
  return {
    siteName: site.name,
    person: { name: actor.name, role: actor.role },
    current: {
      stories: page.current === 'stories',
      front: page.current === 'front',
      comments: page.current === 'comments',
      reports: page.current === 'reports',
      breaking: page.current === 'breaking',
      filing: page.current === 'filing',
      media: page.current === 'media',
      people: page.current === 'people',
      activity: page.current === 'activity',
      settings: page.current === 'settings',
    },
    may: {
      front: canCurate(actor),
      breaking: canPublish(actor),
      filing: canSeeFiling(actor),
      media: canSeeLibrary(actor),
      people: canManageGuests(actor),
      activity: canSeeActivity(actor),
      settings: canChangeSettings(actor),
    },
    storyCount: stories && String(stories.all),
    heldCount: comments === null ? null : String(comments),
    reportCount: reports === null ? null : String(reports),
  };
}
