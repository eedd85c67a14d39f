import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createNoteUse } from './accounts/queries/session-use.ts';
import { findSession } from './accounts/queries/sessions.ts';
import { keepSafetyCopy } from './backup/safety-copy.ts';
import { createChrome, createNextChange } from './chrome.ts';
import { dataFolder } from './config/database.ts';
import type { Config } from './config.ts';
import { type Database, type OpenOptions, openDatabase } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { ensureSecret } from './db/settings.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import type { CookieRules } from './http/cookies.ts';
import { createLimits, type Limits } from './http/limits.ts';
import { createLog } from './http/log.ts';
import { type AskOthers, createMeasures, type Measures } from './http/measures.ts';
import { createPageCache, type PageCache } from './http/page-cache.ts';
import { createReadCounts, type ReadCounts } from './http/reads.ts';
import { createRenderer, scriptsAt, type Watch } from './http/render.ts';
import type { PageContext } from './http/send-page.ts';
import type { FindSession, NoteUse } from './http/sessions.ts';
import { createOutbox, type Outbox } from './mail/outbox.ts';
import { alone, createImages, type Images, type TakeTurn } from './media/images.ts';
import { type Akismet, akismetAddress, createAkismet } from './outgoing/akismet.ts';
import { type AskOembed, createOembed } from './outgoing/oembed.ts';
import { createOutgoing, type Outgoing } from './outgoing/outgoing.ts';
import { type AskPost, createPosts } from './outgoing/posts.ts';
import { openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { factsOf, languages } from './text/language.ts';

/** Everything that handlers and actions are given. Tests override what they must, and nothing else. */
export interface Context extends PageContext {
  config: Config;
  db: Database;
  storage: Storage;
  /** Whatever is done to pictures. */
  images: Images;
  /** What is counted of its answers. */
  measures: Measures;
  /** How often stories were read, until it is written down. */
  reads: ReadCounts;
  /** What all processes of this machine have measured; null where there is this one alone. */
  askOthers: AskOthers | null;
  /** For what one process of a machine does at a time. */
  takeTurn: TakeTurn;
  mail: Outbox;
  /** How the program asks machines that are not ours. */
  outgoing: Outgoing;
  /** What other sites tell programs of what stands there. */
  askOembed: AskOembed;
  /** What networks tell of posts there. */
  askPost: AskPost;
  /** Whether comments are spam, where the newsroom wants that asked. */
  akismet: Akismet;
  limits: Limits;
  /** Whole pages; null where none are kept. */
  pages: PageCache | null;
  log: Logger;
  assets: Assets;
  cookies: CookieRules;
  /** Signs cookies and addresses; made at the first start. */
  secret: string;
  findSession: FindSession;
  noteUse: NoteUse;
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
  /** Where there are other processes on this machine. */
  takeTurn?: TakeTurn | undefined;
  askOthers?: AskOthers | undefined;
  /** Which machines may be asked: those on the open internet, where web servers are. Tests have their servers on this machine. */
  reaches?: ((ip: string, port: number) => boolean) | undefined;
  /** Where what is asked of others is asked instead. Tests have them on this machine. */
  instead?: ((address: string) => string) | undefined;
  /** Where Akismet is. Tests have one of their own. */
  akismet?: string | undefined;
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
  const storage = await openStorage(config);
  const log = overrides.log ?? createLog(config.logLevel);
  const db = openDatabase(config.database, overrides.database);
  try {
    const copying = { config, db, now, folder: dataFolder(config.database) };
    if (!overrides.migrated) await migrate(db, { before: () => keepSafetyCopy(copying) });
    const mail = createOutbox({ config, db, log, now });
    const takeTurn = overrides.takeTurn ?? alone;
    const images = createImages(takeTurn);
    const outgoing = createOutgoing({ allows: overrides.reaches, instead: overrides.instead });
    const askOembed = createOembed(outgoing);
    const watch = config.pageCacheBytes > 0 ? db.watch() : null;
    // From the first page on.
    await watch?.catchUp();
    const pages = watch && createPageCache({ bytes: config.pageCacheBytes, watch, now });
    return {
      config,
      db,
      storage,
      images,
      takeTurn,
      measures: createMeasures(),
      reads: createReadCounts(),
      askOthers: overrides.askOthers ?? null,
      mail,
      outgoing,
      askOembed,
      askPost: createPosts(outgoing, askOembed),
      akismet: createAkismet({ outgoing, siteUrl: config.siteUrl, address: overrides.akismet ?? akismetAddress }),
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
        sheets: { below: assets.url('below.css'), inserts: assets.url('inserts.css') },
        icon: assets.url('icon.svg'),
        scripts: scriptsAt((name) => assets.url(`${name}.ts`)),
        watch: overrides.watch,
        preload: Object.fromEntries(languages.map((tag) => [tag, factsOf(tag).fonts.map(assets.url)])),
      }),
      findSession: (tokenHash) => findSession(db.reader, { tokenHash, now: now() }),
      noteUse: createNoteUse(db, now),
      findChrome: createChrome(db.reader, now),
      pages,
      findNextChange: pages && createNextChange(db.reader),
      sharedCaches: config.purge !== null,
      async close() {
        outgoing.close();
        await pages?.close();
        await images.close();
        await mail.close();
        storage.close();
        await db.close();
      },
    };
  } catch (error) {
    storage.close();
    await db.close();
    throw error;
  }
}
