import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../db/database.ts';
import type { Language } from '../text/language.ts';
import type { Mail } from './mail.ts';

export interface QueuedMail extends Mail {
  id: number;
  messageId: string;
  createdAt: string;
  /** The one for which it was taken included. */
  attempts: number;
}

const waiting = (db: Db, now: string) =>
  db
    .selectFrom('outgoing_mails')
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('due_at', '<=', now)
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]));

/** Those that were neither sent nor given up. */
export async function countWaiting(db: Db): Promise<number> {
  const counting = db.selectFrom('outgoing_mails').select(({ fn }) => fn.countAll<number>().as('count'));
  const waiting = counting.where('sent_at', 'is', null).where('given_up_at', 'is', null);
  return Number((await waiting.executeTakeFirstOrThrow()).count);
}

export async function isAnyDue(db: Db, now: string): Promise<boolean> {
  return (await waiting(db, now).select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** The mail that has waited longest, for this process alone until `leasedUntil`; null where none is due. */
export async function take(tx: Tx, { now, leasedUntil }: { now: string; leasedUntil: string }) {
  const row = await waiting(tx, now)
    .select(['id', 'message_id as messageId', 'recipient as to', 'language', 'subject', 'text', 'unsubscribe'])
    .select(['created_at as createdAt', 'attempts'])
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const attempts = row.attempts + 1;
  await tx
    .updateTable('outgoing_mails')
    .set({ leased_until: leasedUntil, attempts })
    .where('id', '=', row.id)
    .execute();
  return { ...row, language: row.language as Language, attempts } satisfies QueuedMail;
}

/** Adds a mail to the transaction of what causes it. @returns its number */
export async function insertMail(tx: Tx, mail: Mail & { host: string; now: string }): Promise<number> {
  const { to, language, subject, text, unsubscribe = null, host, now } = mail;
  const { id } = await tx
    .insertInto('outgoing_mails')
    .values({
      message_id: `${randomUUID()}@${host}`,
      recipient: to,
      ...{ language, subject, text, unsubscribe, created_at: now, due_at: now, attempts: 0 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const blank = { recipient: '', subject: '', text: '', unsubscribe: null, leased_until: null };

export async function markSent(tx: Tx, id: number, now: string): Promise<void> {
  await tx
    .updateTable('outgoing_mails')
    .set({ ...blank, sent_at: now })
    .where('id', '=', id)
    .execute();
}

export async function markGivenUp(tx: Tx, id: number, now: string): Promise<void> {
  await tx
    .updateTable('outgoing_mails')
    .set({ ...blank, given_up_at: now })
    .where('id', '=', id)
    .execute();
}

export async function putOff(tx: Tx, id: number, dueAt: string): Promise<void> {
  await tx.updateTable('outgoing_mails').set({ due_at: dueAt, leased_until: null }).where('id', '=', id).execute();
}

/** Stops a mail that nobody has begun to send. @returns to whom it would have gone; null where it is too late */
export async function takeBack(tx: Tx, id: number, now: string): Promise<string | null> {
  const row = await tx
    .selectFrom('outgoing_mails')
    .select('recipient')
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
    .executeTakeFirst();
  if (!row) return null;
  await markGivenUp(tx, id, now);
  return row.recipient;
}

/** Stops all mails to an address that nobody has begun to send. */
export async function takeBackTo(tx: Tx, address: string, now: string): Promise<void> {
  await tx
    .updateTable('outgoing_mails')
    .set({ ...blank, given_up_at: now })
    .where('recipient', '=', address)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
    .execute();
}
