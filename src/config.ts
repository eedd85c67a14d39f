import { resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from './errors.ts';

export type DatabaseConfig = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Origin of all absolute addresses, without a slash at the end. Never taken from the Host header. */
  readonly siteUrl: string;
  readonly database: DatabaseConfig;
  readonly storage: { kind: 'disk'; folder: string };
  /** What Express takes for `trust proxy`: hops, or addresses. */
  readonly trustProxy: number | string[] | false;
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
  DATABASE_URL: 'sqlite:./data/broadsheet.db or postgres://user:password@host/database',
  STORAGE_URL: 'file:./uploads',
  TRUST_PROXY: 'the number of proxies in front of the server, or their addresses separated by commas',
  LOG_LEVEL: `one of ${levels.join(', ')}`,
  NODE_ENV: 'production, development or test',
  DEMO: 'on or off',
} as const;

const text = z.string().trim().min(1);

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: text.regex(/^\d+$/).transform(Number).pipe(z.number().max(65535)).default(3000),
  HOST: text.regex(/^[\w.:-]+$/).default('127.0.0.1'),
  SITE_URL: text.transform(siteUrl).optional(),
  DATABASE_URL: text.transform(databaseUrl).default({ kind: 'sqlite', file: resolve('data/broadsheet.db') }),
  STORAGE_URL: text.transform(storageUrl).default({ kind: 'disk', folder: resolve('uploads') }),
  TRUST_PROXY: text.transform(trustProxy).optional(),
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
  const { NODE_ENV, PORT, HOST, SITE_URL, DATABASE_URL, STORAGE_URL, TRUST_PROXY, LOG_LEVEL, DEMO } = parsed.data;
  const production = NODE_ENV === 'production';
  if (production && SITE_URL === undefined) {
    throw new StartError(`SITE_URL is required in production: ${takes.SITE_URL}.`);
  }
  return Object.freeze({
    production,
    port: PORT,
    host: HOST,
    siteUrl: SITE_URL ?? `http://localhost:${PORT}`,
    database: DATABASE_URL,
    storage: STORAGE_URL,
    trustProxy: TRUST_PROXY ?? false,
    logLevel: LOG_LEVEL,
    demo: DEMO === undefined ? !production : DEMO === 'on',
  });
}

function wrongVariable(name: string, given: Environment): StartError {
  const shown = name === 'DATABASE_URL' ? 'is wrong' : `is ${JSON.stringify(given[name])}`;
  return new StartError(`${name} ${shown}, but takes ${takes[name as keyof typeof takes]}.`);
}

function siteUrl(value: string, context: z.RefinementCtx): string {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    return refuse(context);
  }
  return url.origin;
}

function databaseUrl(value: string, context: z.RefinementCtx): DatabaseConfig {
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return { kind: 'postgres', url: value };
  const file = /^sqlite:(.+)$/.exec(value)?.[1];
  return file === undefined ? refuse(context) : { kind: 'sqlite', file: resolve(file) };
}

function storageUrl(value: string, context: z.RefinementCtx): { kind: 'disk'; folder: string } {
  const folder = /^file:(.+)$/.exec(value)?.[1];
  return folder === undefined ? refuse(context) : { kind: 'disk', folder: resolve(folder) };
}

function trustProxy(value: string, context: z.RefinementCtx): number | string[] {
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const addresses = value.split(',').map((address) => address.trim());
  const known = /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/;
  return addresses.every((address) => known.test(address)) ? addresses : refuse(context);
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'wrong' });
  return z.NEVER;
}
