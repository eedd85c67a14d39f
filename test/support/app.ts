import { cpSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { type Logger, pino } from 'pino';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import type { Person, Role } from '../../src/accounts/person.ts';
import { createApp, createListener } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type Context, createContext } from '../../src/context.ts';
import { cleanUp } from './clean-up.ts';
import { type Clock, fixedClock } from './clock.ts';
import { newDatabaseUrl, newFolder } from './database.ts';
import { addPerson, password } from './factories.ts';
import { fillForm, sendForm } from './forms.ts';
import { watchModel } from './models.ts';

/** A browser as far as requests go: keeps cookies, sends what browsers send with requests of the site's own pages. */
export type Agent = TestAgent;

export interface StartOptions {
  /** Where the clock stands at first. */
  now?: string;
  /** By default the address at which the app listens. */
  siteUrl?: string;
  production?: boolean;
  /** For all tests of the file: to be started in beforeAll. */
  shared?: boolean;
  /** Views may ask their models only for what is there: the default, for all but measurements. */
  strictModels?: boolean;
  /** Where the log goes; by default nowhere. */
  log?: Logger;
  /** Which IP addresses the program may ask; as in production by default. */
  reaches?: (ip: string) => boolean;
  /** Where others are asked instead. Without it, and without `reaches`, nobody is asked at all. */
  instead?: (address: string) => string;
  /** Where Akismet is: with what `startAkismet` gives. */
  akismet?: string;
  /** Milliseconds for which PostgreSQL may be silent. */
  silence?: number;
  /** More of the environment. */
  environment?: Record<string, string>;
  /** A newsroom that is closed, to begin with. */
  copyOf?: Kept;
}

/** What a newsroom keeps: its database's address, as `newDatabaseUrl` gives them, and the folder of its files. */
export interface Kept {
  database: string;
  files: string;
}

export interface Started {
  context: Context;
  app: Express;
  /** `http://localhost:PORT`, where a browser finds it. */
  url: string;
  clock: Clock;
  /** A browser that nobody has signed in with. */
  visitor(): Agent;
  /** Signs in through the form, as this person or as a new one with the role. */
  signIn(who: Role | Person): Promise<Agent>;
  close(): Promise<void>;
}

/** The whole program on a database and a folder of its own, listening; closed after the test. */
export async function startApp(options: StartOptions = {}): Promise<Started> {
  const clock = fixedClock(options.now);
  const server = await listen();
  const files = newFolder(options);
  if (options.copyOf) cpSync(options.copyOf.files, files, { recursive: true });
  const config = readConfig({
    NODE_ENV: options.production ? 'production' : 'test',
    SITE_URL: options.siteUrl ?? server.url,
    DATABASE_URL: await newDatabaseUrl({ ...options, copyOf: options.copyOf?.database }),
    STORAGE_URL: `file:${files}`,
    // Without one, mails go beside the file of SQLite, which is the test's own.
    ...(DATABASE === 'postgres' && { SMTP_URL: `file:${newFolder(options)}` }),
    DEMO: 'off',
    LOG_LEVEL: 'silent',
    // What is made anew each time shows what is made.
    PAGE_CACHE_MB: '0',
    ...options.environment,
  });
  const context = await createContext(config, {
    now: clock.now,
    log: options.log ?? pino({ level: 'silent' }),
    migrated: true,
    // A new connection costs PostgreSQL more than most tests ask of it; with two of each, they still meet.
    database: { connections: { writers: 2, readers: 2 }, ...(options.silence && { silence: options.silence }) },
    reaches: options.reaches,
    instead: options.instead ?? (options.reaches ? undefined : nobody),
    akismet: options.akismet,
    watch: options.strictModels === false ? undefined : watchModel,
  });
  const app = createApp(context);
  server.answerWith(createListener(context, app));
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close().then(() => context.close());
    return closing;
  };
  cleanUp(close, options);
  // Compressing costs as much as making many a page; what is about that asks for it.
  const plainly = { 'Sec-Fetch-Site': 'same-origin', 'Accept-Encoding': 'identity' };
  const visitor = () => supertest.agent(server.http).set(plainly);
  return {
    context,
    app,
    url: server.url,
    clock,
    visitor,
    signIn: async (who) => signIn(visitor(), typeof who === 'string' ? await addPerson(context, { role: who }) : who),
    close,
  };
}

async function signIn(agent: Agent, { email }: Person): Promise<Agent> {
  const page = await agent.get('/admin').expect(200);
  await sendForm(agent, fillForm(page, 'Sign in', { Email: email, Password: password })).expect(303);
  return agent;
}

/** A machine inside, which is never asked: no test depends on whether there is a network. */
const nobody = () => 'http://127.0.0.1/';

/** Listens before there is anything to answer with, since the program wants to know its address. */
async function listen() {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const http = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    http,
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    answerWith(handler: RequestListener) {
      answer = handler;
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
