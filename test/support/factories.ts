import type { Person, Role } from '../../src/accounts/person.ts';
import { insertPerson, type NewPerson } from '../../src/accounts/queries.ts';
import type { Context } from '../../src/context.ts';
import { ensureTopics, insertSection } from '../../src/topics/queries.ts';

/** Everybody's in tests. */
export const password = 'a lighthouse in the fog';

/** Of that password, made with next to no cost, so that signing in costs a test nothing. The cost stands in the hash. */
const passwordHash = '$argon2id$v=19$m=8,t=1,p=1$AbcNZjFgud2Q8dQTGyWRfQ$Oh5fm7fwAcbfqQKsiDSp2etfQT3cm7yNv3/gXWU73Qc';

let count = 0;

/** Somebody of the newsroom; `name` and what follows from it are made up where they are not given. */
export async function addPerson(context: Context, given: Partial<NewPerson> & { role: Role }): Promise<Person> {
  count += 1;
  const name = given.name ?? `${given.role} ${count}`;
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const made = { slug, name, email: `${slug}@news.example`, bio: '', passwordHash, createdAt: context.now(), ...given };
  const id = await context.db.transaction((tx) => insertPerson(tx, made));
  return { id, slug: made.slug, name, email: made.email, role: made.role, bio: made.bio };
}

/** A section, after those that are there; `translations` are names in other languages. */
export async function addSection(
  context: Context,
  { slug, name, translations = {} }: { slug: string; name: string; translations?: Record<string, string> },
): Promise<number> {
  count += 1;
  const section = { slug, name, translations: JSON.stringify(translations), position: count };
  return context.db.transaction((tx) => insertSection(tx, section));
}

export async function addTopic(context: Context, topic: { slug: string; name: string }): Promise<number> {
  const [id] = await context.db.transaction((tx) => ensureTopics(tx, [topic]));
  if (id === undefined) throw new Error('The topic was not made.');
  return id;
}
