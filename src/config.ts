import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  type BackupConfig,
  backupsTake,
  keepTakes,
  leastPassphrase,
  passphraseTakes,
  readBackupsPlace,
  readKeep,
  timeOfDay,
  timeTakes,
} from './config/backup.ts';
import {
  type DatabaseConfig,
  databaseTakes,
  dataFolder,
  isPostgresUrl,
  readDatabaseUrl,
  replicaTakes,
} from './config/database.ts';
import { type MailConfig, readSmtpUrl, smtpTakes } from './config/mail.ts';
import { headerOf, type PurgeConfig, purgeHeader, purgeHeaderTakes, purgeTakes, readPurgeUrl } from './config/purge.ts';
import { readSiteUrl } from './config/site.ts';
import { readStorageUrl, type StorageConfig, type StorageKeys, storageKeys, storageTakes } from './config/storage.ts';
import { readTrustProxy } from './config/trust-proxy.ts';
import { StartError } from './errors.ts';

export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Origin of all absolute addresses, without a slash at the end. Never taken from the Host header. */
  readonly siteUrl: string;
  readonly database: DatabaseConfig;
  readonly storage: StorageConfig;
  /** For S3; null where the program finds out by itself, as on a machine with a role. */
  readonly storageKeys: StorageKeys | null;
  readonly mail: MailConfig;
  /** The sender of mails; null for the newsroom's own address, or noreply@ at the site's host. */
  readonly mailFrom: string | null;
  /** What Express takes for `trust proxy`: hops, or addresses. */
  readonly trustProxy: number | string[] | false;
  /** What whole pages may take of the memory, in bytes; 0 keeps none. */
  readonly pageCacheBytes: number;
  /** How many processes answer; with more than one, another looks after them. */
  readonly processes: number;
  /** What whoever asks for the measurements has to know; null where nobody may. */
  readonly metricsToken: string | null;
  /** The cache before the site that is told what changed, and may keep pages; null where there is none. */
  readonly purge: PurgeConfig | null;
  readonly backup: BackupConfig;
  readonly logLevel: string;
  /** Load the demo newsroom into a new database. */
  readonly demo: boolean;
}

type Environment = Record<string, string | undefined>;

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const takes = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'a host name or address to listen on, such as 127.0.0.1',
  SITE_URL: 'the address of the site without a path, such as https://news.example',
  DATABASE_URL: databaseTakes,
  DATABASE_REPLICA_URL: replicaTakes,
  STORAGE_URL: storageTakes,
  AWS_ACCESS_KEY_ID: 'the name of a key for S3, together with AWS_SECRET_ACCESS_KEY',
  AWS_SECRET_ACCESS_KEY: 'the secret of AWS_ACCESS_KEY_ID, together with it',
  AWS_SESSION_TOKEN: 'the token of keys that are given for a while',
  SMTP_URL: smtpTakes,
  MAIL_FROM: 'an email address such as desk@news.example',
  TRUST_PROXY: 'the number of proxies in front of the server, or their addresses separated by commas',
  PAGE_CACHE_MB: 'a whole number of megabytes from 0, which keeps no pages, to 4096',
  WEB_CONCURRENCY: 'a whole number of processes from 1 to 64',
  PURGE_URL: purgeTakes,
  PURGE_HEADER: purgeHeaderTakes,
  METRICS_TOKEN: 'at least 16 letters, digits and signs of -._~+/=',
  BACKUP_PASSPHRASE: passphraseTakes,
  BACKUP_TO: backupsTake,
  BACKUP_AT: timeTakes,
  BACKUP_KEEP: keepTakes,
  LOG_LEVEL: `one of ${levels.join(', ')}`,
  NODE_ENV: 'production, development or test',
  DEMO: 'on or off',
} as const;

const text = z.string().trim().min(1);

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: text.regex(/^\d+$/).transform(Number).pipe(z.number().max(65535)).default(3000),
  HOST: text.regex(/^[\w.:-]+$/).default('127.0.0.1'),
  SITE_URL: text.transform(orRefuse(readSiteUrl)).optional(),
  DATABASE_URL: text
    .transform(orRefuse(readDatabaseUrl))
    .default({ kind: 'sqlite', file: resolve('data/broadsheet.db') }),
  DATABASE_REPLICA_URL: text.refine(isPostgresUrl).optional(),
  STORAGE_URL: text.transform(orRefuse(readStorageUrl)).default({ kind: 'disk', folder: resolve('uploads') }),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  SMTP_URL: text.transform(orRefuse(readSmtpUrl)).optional(),
  MAIL_FROM: text.regex(/^[\w.+-]+@[\w-]+(\.[\w-]+)*$/).optional(),
  TRUST_PROXY: text.transform(orRefuse(readTrustProxy)).optional(),
  PAGE_CACHE_MB: text
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().max(4096))
    .default(64),
  WEB_CONCURRENCY: text
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(64))
    .default(Math.min(availableParallelism(), 4)),
  PURGE_URL: text.transform(orRefuse(readPurgeUrl)).optional(),
  PURGE_HEADER: text.regex(purgeHeader).transform(headerOf).optional(),
  METRICS_TOKEN: text.regex(/^[\w.~+/=-]{16,}$/).optional(),
  BACKUP_PASSPHRASE: z.string().min(leastPassphrase).optional(),
  BACKUP_TO: text.transform(orRefuse(readBackupsPlace)).optional(),
  BACKUP_AT: text.regex(timeOfDay).default('03:00'),
  BACKUP_KEEP: text.transform(orRefuse(readKeep)).default({ days: 7, weeks: 4 }),
  LOG_LEVEL: z.enum(levels).default('info'),
  DEMO: z.enum(['on', 'off']).optional(),
});

/**
 * Turns the environment into the frozen configuration.
 * @throws StartError naming the variable and what it takes.
 */
export function readConfig(raw: Environment): Config {
  // An empty variable means what a missing one means: many process managers cannot unset one.
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw wrongVariable(String(parsed.error.issues[0]?.path[0]), given);
  const { NODE_ENV, PORT, HOST, SITE_URL, DATABASE_URL, STORAGE_URL, LOG_LEVEL, DEMO } = parsed.data;
  const { PURGE_URL, PURGE_HEADER, SMTP_URL, MAIL_FROM, TRUST_PROXY, PAGE_CACHE_MB, WEB_CONCURRENCY } = parsed.data;
  const production = NODE_ENV === 'production';
  if (production && SITE_URL === undefined) {
    throw new StartError(`SITE_URL is required in production: ${takes.SITE_URL}.`);
  }
  return Object.freeze({
    production,
    port: PORT,
    host: HOST,
    siteUrl: SITE_URL ?? `http://localhost:${PORT}`,
    database: withReplica(DATABASE_URL, parsed.data.DATABASE_REPLICA_URL),
    storage: STORAGE_URL,
    storageKeys: storageKeys(parsed.data),
    mail: { server: null, folder: join(dataFolder(DATABASE_URL), 'mails'), ...SMTP_URL },
    mailFrom: MAIL_FROM ?? null,
    trustProxy: TRUST_PROXY ?? false,
    pageCacheBytes: PAGE_CACHE_MB * 1024 * 1024,
    processes: WEB_CONCURRENCY,
    purge: PURGE_URL ? { ...PURGE_URL, headers: { ...PURGE_URL.headers, ...PURGE_HEADER } } : null,
    metricsToken: parsed.data.METRICS_TOKEN ?? null,
    backup: {
      passphrase: parsed.data.BACKUP_PASSPHRASE ?? null,
      to: parsed.data.BACKUP_TO ?? null,
      at: parsed.data.BACKUP_AT,
      keep: parsed.data.BACKUP_KEEP,
    },
    logLevel: LOG_LEVEL,
    demo: DEMO === undefined ? !production : DEMO === 'on',
  });
}

function wrongVariable(name: string, given: Environment): StartError {
  // These hold passwords, or what somebody put there by mistake.
  const isPlace = name === 'STORAGE_URL' || name === 'BACKUP_TO';
  const isShown =
    !/^(DATABASE|SMTP|PURGE)_|TOKEN|PASSPHRASE/.test(name) && !(isPlace && /[@?]/.test(given[name] ?? ''));
  const shown = isShown ? `is ${JSON.stringify(given[name])}` : 'is wrong';
  return new StartError(`${name} ${shown}, but takes ${takes[name as keyof typeof takes]}.`);
}

/** @throws StartError where a file should be followed */
function withReplica(database: DatabaseConfig, replica: string | undefined): DatabaseConfig {
  if (replica === undefined) return database;
  if (database.kind === 'postgres') return { ...database, replica };
  throw new StartError('DATABASE_REPLICA_URL goes with a DATABASE_URL of PostgreSQL: remove it, or set both.');
}

/** Takes what can be read, and nothing else. */
function orRefuse<Read>(read: (value: string) => Read | null) {
  return (value: string, context: z.RefinementCtx): Read => {
    const found = read(value);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: 'wrong' });
    return z.NEVER;
  };
}
