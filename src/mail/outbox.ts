import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database, Tx } from '../db/database.ts';
import { readSite } from '../db/settings.ts';
import { later } from '../text/moments.ts';
import { forgetFiles } from './files.ts';
import type { Mail } from './mail.ts';
import { openSender } from './open.ts';
import {
  countWaiting,
  insertMail,
  isAnyDue,
  markGivenUp,
  markSent,
  putOff,
  type QueuedMail,
  take,
  takeBack,
  takeBackTo,
} from './queue.ts';

export interface Outbox {
  /** Adds a mail to the transaction of what causes it; `wake` sends it once that has happened. @returns its number */
  post(tx: Tx, mail: Mail): Promise<number>;
  /** Stops a mail that nobody has begun to send. @returns to whom it would have gone; null where it is too late */
  takeBack(tx: Tx, id: number): Promise<string | null>;
  /** Stops all mails to an address that nobody has begun to send. */
  takeBackTo(tx: Tx, address: string): Promise<void>;
  /** How many were neither sent nor given up. */
  waiting(): Promise<number>;
  /** Removes mails to an address that were written to files. */
  forget(address: string): Promise<void>;
  /** Sends what is due, and returns when that is done or has failed. The sweep calls it. */
  deliver(): Promise<void>;
  /** The same, for those who do not wait. */
  wake(): void;
  close(): Promise<void>;
}

interface Surroundings {
  config: Config;
  db: Database;
  log: Logger;
  now(): string;
}

const minute = 60_000;
/** For so long a mail is one process's own: longer than a server's patience. */
const lease = 5 * minute;
/** After the first failure, the second, and so on; the last one again and again. */
const pauses = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * minute);
/** Mail servers try for about as long. Source: RFC 5321, 4.5.4.1. */
const patience = 4 * 24 * 60 * minute;
/** How long the end of the process waits for a mail that is being sent, in milliseconds. */
const lastPatience = 5000;

/**
 * Mails are written in the transaction of what causes them and sent after it. A process that dies between sending one and noting
 * that leaves it to be sent again, under the same id: twice at worst, and never not at all.
 */
export function createOutbox({ config, db, log, now }: Surroundings): Outbox {
  const sender = openSender(config.mail, log);
  const host = new URL(config.siteUrl).hostname;
  let running: Promise<void> | null = null;
  let isAsked = false;
  let isClosed = false;

  /** One mail after the other. Where one fails the next may fail too: they wait for the next sweep. */
  async function run(): Promise<void> {
    do {
      isAsked = false;
      while (!isClosed && (await isAnyDue(db.reader, now())) && (await sendNext()));
    } while (isAsked && !isClosed);
  }

  async function sendNext(): Promise<boolean> {
    const mail = await db.transaction((tx) => take(tx, { now: now(), leasedUntil: later(now(), lease) }));
    if (!mail) return false;
    const site = await readSite(db.reader);
    const from = { name: site.name, address: config.mailFrom ?? (site.email || `noreply@${host}`) };
    try {
      await sender.send({ ...mail, id: mail.messageId, from, at: mail.createdAt });
    } catch (error) {
      await noteFailure(mail, error);
      return false;
    }
    await db.transaction((tx) => markSent(tx, mail.id, now()));
    return true;
  }

  async function noteFailure({ id, createdAt, attempts }: QueuedMail, error: unknown): Promise<void> {
    // What the server says often repeats the address: its code is all that the log gets.
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    const failed = { mail: id, attempts, code, responseCode };
    const dueAt = later(now(), pauses[attempts - 1] ?? pauses.at(-1) ?? 0);
    if (dueAt > later(createdAt, patience)) {
      await db.transaction((tx) => markGivenUp(tx, id, now()));
      log.error(failed, 'a mail could not be sent and is given up');
      return;
    }
    await db.transaction((tx) => putOff(tx, id, dueAt));
    log.warn({ ...failed, next: dueAt }, 'a mail could not be sent; it is tried again');
  }

  function deliver(): Promise<void> {
    isAsked = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    post: (tx, mail) => insertMail(tx, { ...mail, host, now: now() }),
    takeBack: (tx, id) => takeBack(tx, id, now()),
    takeBackTo: (tx, address) => takeBackTo(tx, address, now()),
    waiting: () => countWaiting(db.reader),
    forget: (address) => forgetFiles(config.mail.folder, address),
    deliver,
    wake: () =>
      void deliver().catch((error: unknown) =>
        log.error({ err: error }, 'mails could not be sent; the sweep tries again'),
      ),
    async close() {
      isClosed = true;
      const patience = new AbortController();
      const late = wait(lastPatience, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([running?.catch(() => undefined), late]);
      patience.abort();
      sender.close();
    },
  };
}
