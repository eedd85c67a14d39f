import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import type { Role } from '../person.ts';
import { canManagePeople } from '../policy.ts';
import { findContributor } from '../queries/contributors.ts';
import { deleteSecondSteps, findSecondSteps, writeRequiredRoles } from '../queries/second-steps.ts';
import { deleteSessionsOf } from '../queries/sessions.ts';
import { hasAny } from '../second-step.ts';

/**
 * Takes the second step from somebody who lost it: their password is enough then, to set up another. They are signed out everywhere.
 * `actor` is null where the operator does it, at the command line.
 * @throws Forbidden, NotFound, Conflict where they have none
 */
export async function takeSecondStep(context: Context, actor: Actor | null, id: number): Promise<void> {
  if (actor && !canManagePeople(actor)) throw new Forbidden('Only an administrator takes a second step away.');
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const person = await findContributor(tx, id);
    if (!person) throw new NotFound('There is nobody here by this number, or not any more.');
    if (!hasAny(await findSecondSteps(tx, id))) throw new Conflict(`${person.name} has no second step.`);
    await deleteSecondSteps(tx, id);
    await deleteSessionsOf(tx, id);
    await record(tx, { at, actor, action: 'person.second_step_taken', subject: `person:${id}`, names: [] });
  });
}

/** Whoever has one of these roles and no second step is led to set one up before anything else. @throws Forbidden */
export async function requireSecondSteps(context: Context, actor: Actor, required: readonly Role[]): Promise<void> {
  if (!canManagePeople(actor)) throw new Forbidden('Only an administrator says how people sign in.');
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await writeRequiredRoles(tx, required);
    await record(tx, { at, actor, action: 'site.second_steps_required', subject: 'site', names: [] });
  });
}
