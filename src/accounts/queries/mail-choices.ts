import type { Db, Tx } from '../../db/database.ts';
import { type MailKind, mailKinds, mailsOf } from '../mail-choice.ts';
import type { Person } from '../person.ts';

/** Of which kinds somebody wants no mails. */
export async function findMailsOff(db: Db, personId: number): Promise<MailKind[]> {
  const row = await db.selectFrom('people').select('mails_off').where('id', '=', personId).executeTakeFirst();
  return kindsIn(row?.mails_off ?? '[]');
}

export async function setMailsOff(tx: Tx, personId: number, kinds: readonly MailKind[]): Promise<void> {
  await tx
    .updateTable('people')
    .set({ mails_off: JSON.stringify(kinds) })
    .where('id', '=', personId)
    .execute();
}

export type Told = Pick<Person, 'id' | 'name' | 'email'>;

/** Who of these people, as far as they have accounts, or of the whole desk, is told by mail of that kind. */
export async function findTold(db: Db, kind: MailKind, whom: readonly number[] | 'desk'): Promise<Told[]> {
  if (whom.length === 0) return [];
  const people = await db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role', 'mails_off'])
    .where('standing', '=', 'member')
    .$if(whom === 'desk', (query) => query.where('role', 'in', ['editor', 'admin']))
    .$if(whom !== 'desk', (query) => query.where('id', 'in', whom === 'desk' ? [] : [...new Set(whom)]))
    .orderBy('id')
    .execute();
  return people
    .filter(({ role, mails_off }) => mailsOf(role).includes(kind) && !kindsIn(mails_off).includes(kind))
    .map(({ id, name, email }) => ({ id, name, email }));
}

const kindsIn = (json: string): MailKind[] => {
  const kinds = JSON.parse(json) as string[];
  return mailKinds.filter((kind) => kinds.includes(kind));
};
