import { parseArgs } from 'node:util';
import { takeSecondStep } from '../accounts/actions/requirement.ts';
import { findPersonByEmail } from '../accounts/queries.ts';
import type { Context } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';

/** `person:second-step-off`: for an administrator who lost both app and recovery codes, where nobody else is one. */
export async function personSecondStepOff(context: Context, args: string[]): Promise<void> {
  const { email } = parseArgs({ args, options: { email: { type: 'string' } } }).values;
  if (!email) throw new Invalid({ email: 'Say whose: --email ADDRESS' });
  const person = await findPersonByEmail(context.db.reader, email.trim().toLowerCase());
  if (!person) throw new NotFound(`Nobody has the address ${email}.`);
  await takeSecondStep(context, null, person.id);
  console.log(`${person.name} signs in with the password alone now, and is signed out everywhere.`);
}
