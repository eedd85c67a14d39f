import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { addPerson } from '../accounts/actions.ts';
import { personForm } from '../accounts/forms.ts';
import { makePassword } from '../accounts/passwords.ts';
import type { Context } from '../context.ts';
import { parseForm } from '../http/forms.ts';

const options = {
  name: { type: 'string' },
  email: { type: 'string' },
  role: { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const;

/**
 * Adds a person, with the password that comes in on standard input, or one made here and shown once.
 * @throws Invalid
 */
export async function personAdd(context: Context, args: string[]): Promise<void> {
  const { 'password-stdin': given, ...fields } = parseArgs({ args, options }).values;
  const password = given ? firstLine(await text(process.stdin)) : makePassword();
  const person = await addPerson(context, null, parseForm(personForm, { ...fields, password }));
  console.log(`Added ${person.name} <${person.email}>, ${person.role}.`);
  if (!given) console.log(`Password, shown this once: ${password}`);
}

const firstLine = (typed: string) => typed.split(/\r?\n/, 1)[0] ?? '';
