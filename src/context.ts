import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { findSession } from './accounts/queries.ts';
import { canWrite } from './articles/policy.ts';
import { countArticles } from './articles/queries/desk.ts';
import { canModerate } from './comments/policy.ts';
import { countHeld } from './comments/queries/queue.ts';
import type { Config } from './config.ts';
import { type Database, type Db, type OpenOptions, openDatabase } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { ensureSecret, readSite } from './db/settings.ts';
import type { Actor } from './db/tables.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import type { CookieRules } from './http/cookies.ts';
import { createLimits, type Limits } from './http/limits.ts';
import { type Chrome, createRenderer, type NewsroomChrome, type Page, type Watch } from './http/render.ts';
import type { FindChrome, PageContext } from './http/send-page.ts';
import type { FindSession } from './http/sessions.ts';
import { openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { factsOf, languages } from './text/language.ts';
import { findSections } from './topics/queries.ts';
import { nameIn } from './topics/section.ts';

/** Everything that handlers and actions are given. Tests override what they must, and nothing else. */
export interface Context extends PageContext {
  config: Config;
  db: Database;
  storage: Storage;
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
  const db = openDatabase(config.database, overrides.database);
  try {
    if (!overrides.migrated) await migrate(db);
    return {
      config,
      db,
      storage,
      assets,
      now,
      limits: createLimits(db),
      log: overrides.log ?? pino({ level: config.logLevel }),
      cookies: { secure: config.siteUrl.startsWith('https:') },
      secret: await ensureSecret(db),
      renderer: createRenderer({
        viewsFolder: folder('views'),
        css: assets.criticalCss,
        stylesheet: assets.url('desk.css'),
        icon: assets.url('icon.svg'),
        watch: overrides.watch,
        preload: Object.fromEntries(languages.map((tag) => [tag, factsOf(tag).fonts.map(assets.url)])),
      }),
      findSession: (tokenHash) => findSession(db.reader, { tokenHash, now: now() }),
      findChrome: createChrome(db.reader),
      close: () => db.close(),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** What surrounds a page: the masthead and foot of the paper, or the side of the newsroom. */
function createChrome(db: Db): FindChrome {
  return (page, actor) =>
    page.layout === 'newsroom' && actor ? newsroomChrome(db, page, actor) : readerChrome(db, page);
}

async function readerChrome(db: Db, page: Page): Promise<Chrome> {
  const [site, sections] = await Promise.all([page.site ?? readSite(db), findSections(db)]);
  return {
    siteName: site.name,
    siteUrl: '/',
    imprint: site.imprint,
    date: page.date ?? null,
    sections: sections.map((section) => ({
      name: nameIn(section, page.language),
      href: `/${section.slug}`,
      current: section.id === page.section,
    })),
  };
}

async function newsroomChrome(db: Db, page: Page, actor: Actor): Promise<NewsroomChrome> {
  const [site, stories, comments] = await Promise.all([
    readSite(db),
    canWrite(actor) ? countArticles(db, actor) : null,
    canModerate(actor) ? countHeld(db) : null,
  ]);
  return {
    siteName: site.name,
    person: { name: actor.name, role: actor.role },
    current: { stories: page.current === 'stories', comments: page.current === 'comments' },
    storyCount: stories && String(stories.all),
    heldCount: comments === null ? null : String(comments),
  };
}
