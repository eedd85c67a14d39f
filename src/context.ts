import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { canManageGuests } from './accounts/policy.ts';
import { findSession } from './accounts/queries.ts';
import { canChangeSettings, canSeeActivity } from './admin/policy.ts';
import { canPublish, canSeeFiling, canWrite } from './articles/policy.ts';
import { countArticles } from './articles/queries/desk.ts';
import { canModerate } from './comments/policy.ts';
import { countHeld } from './comments/queries/counts.ts';
import type { Config } from './config.ts';
import { type Database, type Db, type OpenOptions, openDatabase } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { ensureSecret, readSite } from './db/settings.ts';
import type { Actor } from './db/tables.ts';
import { canCurate } from './front/policy.ts';
import { findBreaking } from './front/queries.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import type { Chrome, NewsroomChrome } from './http/chrome.ts';
import type { CookieRules } from './http/cookies.ts';
import { createLimits, type Limits } from './http/limits.ts';
import { createRenderer, type Page, scriptsAt, type Watch } from './http/render.ts';
import type { FindChrome, PageContext } from './http/send-page.ts';
import type { FindSession } from './http/sessions.ts';
import { createOutbox, type Outbox } from './mail/outbox.ts';
import { createOutgoing, type Outgoing } from './outgoing/outgoing.ts';
import { canAnswer } from './reports/policy.ts';
import { countOpen } from './reports/queries/queue.ts';
import { findPageLinks, type PageLink } from './site/queries/pages.ts';
import { openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { factsOf, type Language, languages, words } from './text/language.ts';
import { findSections } from './topics/queries.ts';
import { hueOf, nameIn } from './topics/section.ts';

/** Everything that handlers and actions are given. Tests override what they must, and nothing else. */
export interface Context extends PageContext {
  config: Config;
  db: Database;
  storage: Storage;
  mail: Outbox;
  /** How the program asks machines that are not ours. */
  outgoing: Outgoing;
  limits: Limits;
  log: Logger;
  assets: Assets;
  cookies: CookieRules;
  /** Signs cookies and addresses; made at the first start. */
  secret: string;
  findSession: FindSession;
  /** The time, as the 24 characters of toISOString(). */
  now(): string;
  close(): Promise<void>;
}

export interface Overrides {
  now?: () => string;
  log?: Logger;
  database?: OpenOptions;
  /** Tests start from a database that is migrated already. */
  migrated?: boolean;
  /** Which IP addresses may be asked: those that are public. Tests have their servers on this machine. */
  reaches?: ((ip: string) => boolean) | undefined;
  /** Around whatever a view gets to see: tests find names that a model lacks. */
  watch?: Watch;
}

const folder = (name: string) => fileURLToPath(new URL(`../${name}/`, import.meta.url));

export const publicFolder = folder('public');

/**
 * Puts the program together: opens the database, brings it up to date, and wires the rest.
 * @throws StartError with the one line that the operator needs.
 */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const now = overrides.now ?? (() => new Date().toISOString());
  const assets = loadAssets(publicFolder);
  const storage = openStorage(config.storage);
  const log = overrides.log ?? pino({ level: config.logLevel });
  const db = openDatabase(config.database, overrides.database);
  try {
    if (!overrides.migrated) await migrate(db);
    const mail = createOutbox({ config, db, log, now });
    const outgoing = createOutgoing({ allows: overrides.reaches });
    return {
      config,
      db,
      storage,
      mail,
      outgoing,
      assets,
      now,
      limits: createLimits(db),
      log,
      cookies: { secure: config.siteUrl.startsWith('https:') },
      secret: await ensureSecret(db),
      renderer: createRenderer({
        viewsFolder: folder('views'),
        css: assets.criticalCss.reader,
        cssOfViews: { 'site/story': assets.criticalCss.story },
        ...{ stylesheet: assets.url('desk.css'), print: assets.url('print.css') },
        icon: assets.url('icon.svg'),
        scripts: scriptsAt((name) => assets.url(`${name}.ts`)),
        watch: overrides.watch,
        preload: Object.fromEntries(languages.map((tag) => [tag, factsOf(tag).fonts.map(assets.url)])),
      }),
      findSession: (tokenHash) => findSession(db.reader, { tokenHash, now: now() }),
      findChrome: createChrome(db.reader, now),
      close: () => {
        outgoing.close();
        return mail.close().then(() => db.close());
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** What surrounds a page: the masthead and foot of the paper, or the side of the newsroom. */
function createChrome(db: Db, now: () => string): FindChrome {
  return (page, actor) =>
    page.layout === 'newsroom' && actor ? newsroomChrome(db, page, actor) : readerChrome(db, page, now());
}

async function readerChrome(db: Db, page: Page, now: string): Promise<Omit<Chrome, 'theme'>> {
  const { language } = page;
  const site = page.site ?? (await readSite(db));
  const [sections, pages, breaking] = await Promise.all([
    findSections(db),
    findPageLinks(db, { now, language, own: site.language }),
    findBreaking(db, now),
  ]);
  return {
    siteName: site.name,
    siteUrl: '/',
    imprint: site.imprint,
    date: page.date ?? null,
    sections: sections.map((section) => ({
      name: nameIn(section, language),
      href: `/${section.slug}`,
      current: section.id === page.section,
      hue: section.id === page.section ? hueOf(section.colour) : null,
    })),
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
      people: page.current === 'people',
      activity: page.current === 'activity',
      settings: page.current === 'settings',
    },
    may: {
      front: canCurate(actor),
      breaking: canPublish(actor),
      filing: canSeeFiling(actor),
      people: canManageGuests(actor),
      activity: canSeeActivity(actor),
      settings: canChangeSettings(actor),
    },
    storyCount: stories && String(stories.all),
    heldCount: comments === null ? null : String(comments),
    reportCount: reports === null ? null : String(reports),
  };
}
