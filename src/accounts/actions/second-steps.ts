import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { makeRecoveryCodes, secretFor, stepOf } from '../one-time-codes.ts';
import {
  deleteApp,
  findRequiredRoles,
  findSecondSteps,
  findSecret,
  replaceRecoveryCodes,
  replaceSecondStep,
  useRecoveryCode,
  useStep,
} from '../queries/second-steps.ts';
import { deleteSession, findDevice } from '../queries/sessions.ts';
import { hasAny, isRequired, readGiven, type SecondSteps } from '../second-step.ts';
import { logRefusal } from './refused.ts';
import { type Acting, openSession, renewSessions, type SignedIn } from './sessions.ts';

export interface GivenCode {
  /** As it was typed. */
  code: string;
  /** What limits count by; of http/network.ts. */
  network: string;
}

const wrong = 'This code is not right, or it was used already. Wait for the next one of your app.';

/**
 * Signs in who gave the right password before: by a code of their app, or by a recovery code.
 * @throws Invalid with the same words whatever was wrong, TooMany
 */
export async function passSecondStep(
  context: Context,
  { actor, tokenHash }: Acting,
  { code, network }: GivenCode,
): Promise<SignedIn> {
  await takeAttempt(context, actor, network);
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    const by = await useCode(tx, { personId: actor.id, code, at });
    if (!by) logRefusal(context, actor.id, 'code');
    const device = await findDevice(tx, tokenHash);
    if (!by || !(await deleteSession(tx, tokenHash))) throw new Invalid({ code: wrong });
    const made = await openSession(tx, { personId: actor.id, at, device });
    const action = by === 'code' ? 'person.signed_in' : 'person.signed_in_by_recovery';
    await record(tx, { at, actor, action, subject: `person:${actor.id}`, names: [] });
    return made;
  });
  await context.limits.clear('second-step', `${actor.id} ${network}`);
  return { token, person: actor };
}

export async function takeAttempt(context: Context, actor: Actor, network: string): Promise<void> {
  await context.limits.take('second-step', `${actor.id} ${network}`);
  await context.limits.take('second-step-network', network);
  // Only who knows the password gets as far, so nobody else can use it up.
  await context.limits.take('second-step-account', String(actor.id));
}

/** Each code works once. Null where it does not. */
async function useCode(tx: Tx, { personId, code, at }: { personId: number; code: string; at: string }) {
  const given = readGiven(code);
  if (given.kind === 'recovery') return (await useRecoveryCode(tx, personId, given.code)) ? given.kind : null;
  const secret = await findSecret(tx, personId);
  const step = secret === null ? null : stepOf(given.code, secret, at);
  return step !== null && (await useStep(tx, personId, step)) ? given.kind : null;
}

export interface SetUpStep extends SignedIn {
  /** To be shown once. */
  recoveryCodes: string[];
}

/**
 * From now on somebody signs in with the app that made this code, and with no other; everywhere else they are signed out.
 * The code proves that the app has the key, which they see beside it: there is nothing to guess.
 * @throws Invalid with the code
 */
export async function setUpSecondStep(
  context: Context,
  { actor, tokenHash }: Acting,
  code: string,
): Promise<SetUpStep> {
  const at = context.now();
  const secret = secretFor(context.secret, tokenHash);
  const given = readGiven(code);
  const lastStep = given.kind === 'code' ? stepOf(given.code, secret, at) : null;
  if (lastStep === null) throw new Invalid({ code: 'This is not the code that the app shows now. Try the next one.' });
  const recoveryCodes = makeRecoveryCodes();
  const token = await context.db.transaction(async (tx) => {
    await replaceSecondStep(tx, { personId: actor.id, secret, lastStep, createdAt: at });
    await keepRecoveryCodes(tx, actor, recoveryCodes);
    const made = await renewSessions(tx, { actor, tokenHash }, at);
    await record(tx, happened(actor, at, 'person.second_step_set'));
    return made;
  });
  return { token, person: actor, recoveryCodes };
}

/** Of somebody's own account. */
export const happened = (actor: Actor, at: string, action: string) => ({
  ...{ at, actor, action, subject: `person:${actor.id}`, names: [] },
});

export const keepRecoveryCodes = (tx: Tx, actor: Actor, codes: readonly string[]): Promise<void> =>
  replaceRecoveryCodes(
    tx,
    actor.id,
    codes.map((code) => readGiven(code).code),
  );

/** New recovery codes, to be shown once; those before are worth nothing from now on. @throws Conflict without a second step */
export async function renewRecoveryCodes(context: Context, actor: Actor): Promise<string[]> {
  const at = context.now();
  const recoveryCodes = makeRecoveryCodes();
  await context.db.transaction(async (tx) => {
    if (!hasAny(await findSecondSteps(tx, actor.id)))
      throw new Conflict('There is no second step that they would be for.');
    await keepRecoveryCodes(tx, actor, recoveryCodes);
    await record(tx, happened(actor, at, 'person.recovery_codes_made'));
  });
  return recoveryCodes;
}

/** No code of an app is asked for from now on. Everywhere else they are signed out. @throws Conflict where their role has to have something, and this is all */
export async function endApp(context: Context, acting: Acting): Promise<SignedIn> {
  const { actor } = acting;
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    const { appSince, ...others } = await findSecondSteps(tx, actor.id);
    if (appSince === null) throw new Conflict('There is no app to turn off.');
    await deleteApp(tx, actor.id);
    await requireStillEnough(tx, actor, { ...others, appSince: null });
    const made = await renewSessions(tx, acting, at);
    await record(tx, happened(actor, at, 'person.second_step_ended'));
    return made;
  });
  return { token, person: actor };
}

/** What is left after something was taken away: where that is nothing, recovery codes go, too. @throws Conflict where the role has to have something */
export async function requireStillEnough(tx: Tx, actor: Actor, left: SecondSteps): Promise<void> {
  if (hasAny(left)) return;
  if (isRequired(actor.role, await findRequiredRoles(tx))) {
    throw new Conflict('Your role has to have a second step. Set up another one first, or another app instead.');
  }
  await replaceRecoveryCodes(tx, actor.id, []);
}
