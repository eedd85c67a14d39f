import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { makeRecoveryCodes } from '../one-time-codes.ts';
import { boundTo, challengeSeconds, type PasskeyUse, passkeyLimits } from '../passkey.ts';
import type { Actor } from '../person.ts';
import {
  countUse,
  deletePasskey,
  findByCredential,
  findPasskeys,
  insertChallenge,
  insertPasskey,
  renamePasskey,
  takeChallenge,
} from '../queries/passkeys.ts';
import { findSecondSteps } from '../queries/second-steps.ts';
import { deleteSession } from '../queries/sessions.ts';
import {
  checkCreation,
  checkUse,
  creationOptions,
  notRight,
  readSigned,
  requestOptions,
  type Signed,
} from '../webauthn.ts';
import { logRefusal } from './refused.ts';
import { happened, keepRecoveryCodes, requireStillEnough } from './second-steps.ts';
import { type Acting, openSession, renewSessions, type SignedIn } from './sessions.ts';

/** Which session or browser may answer, and what for; of http/network.ts the network. */
export interface Asking {
  use: PasskeyUse;
  /** The hash of the session's token, or what a cookie of the browser holds. */
  holder: string;
  network: string;
}

/** What the browser is to give to its devices, once, within some minutes. `actor` is null for whoever signs in by it. @throws TooMany */
export async function offerPasskey(context: Context, actor: Actor | null, { use, holder, network }: Asking) {
  await context.limits.take('passkey', network);
  const { reader } = context.db;
  const [keys, site] = await Promise.all([actor ? findPasskeys(reader, actor.id) : [], readSite(reader)]);
  const adding = { newsroom: site.name, keys, key: context.secret };
  const options =
    use === 'add' && actor
      ? await creationOptions(context.config, { ...adding, person: actor })
      : await requestOptions(context.config, keys);
  const at = context.now();
  const expiresAt = later(at, challengeSeconds * 1000);
  const challenge = { challenge: options.challenge, boundTo: boundTo(use, holder), expiresAt };
  await context.db.transaction((tx) => insertChallenge(tx, challenge, at));
  return options;
}

/** @throws Invalid where this was not asked of them, or was answered before; TooMany */
async function readAnswer(context: Context, json: string, { use, holder, network }: Asking): Promise<Signed> {
  await context.limits.take('passkey', network);
  const signed = readSigned(json);
  const given = { challenge: signed.challenge, boundTo: boundTo(use, holder), now: context.now() };
  if (!(await context.db.transaction((tx) => takeChallenge(tx, given)))) throw new Invalid({ passkey: notRight });
  return signed;
}

/**
 * Whose device signed what it was asked for, and that its holder was looked at: by a finger, a face or a number.
 * @throws Invalid with the same words whatever was wrong, TooMany
 */
export async function usePasskey(context: Context, json: string, asking: Asking): Promise<Actor> {
  try {
    return await signerOf(context, json, asking);
  } catch (error) {
    if (error instanceof Invalid) logRefusal(context, null, 'passkey');
    throw error;
  }
}

async function signerOf(context: Context, json: string, asking: Asking): Promise<Actor> {
  const signed = await readAnswer(context, json, asking);
  const found = await findByCredential(context.db.reader, signed.credential);
  if (!found) throw new Invalid({ passkey: notRight });
  const { actor, stored } = found;
  const counter = await checkUse(context.config, { signed, stored, personId: actor.id, key: context.secret });
  const use = { counter, at: context.now() };
  if (!(await context.db.transaction((tx) => countUse(tx, stored, use)))) throw new Invalid({ passkey: notRight });
  return actor;
}

interface Answer {
  /** As the browser's script sent it. */
  json: string;
  holder: string;
  network: string;
  /** The session that this browser had until now, which ends. */
  replaces: string | null;
  /** In words of device.ts. */
  device: string;
}

/**
 * Signs in by a passkey alone: the device is one step, and how it knows its holder the other. For whoever gave the password before, it has to be theirs.
 * @throws Invalid with the same words whatever was wrong, TooMany
 */
export async function signInByPasskey(context: Context, answer: Answer, begun: Actor | null = null): Promise<SignedIn> {
  const { json, holder, network, replaces, device } = answer;
  const person = await usePasskey(context, json, { use: begun ? 'step' : 'sign-in', holder, network });
  if (begun && begun.id !== person.id) throw new Invalid({ passkey: notRight });
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    if (replaces) await deleteSession(tx, replaces);
    const made = await openSession(tx, { personId: person.id, at, device });
    await record(tx, happened(person, at, 'person.signed_in_by_passkey'));
    return made;
  });
  return { token, person };
}

export interface NewKey {
  json: string;
  name: string;
  network: string;
}

export interface AddedKey extends SignedIn {
  /** To be shown once; null where they have some. */
  recoveryCodes: string[] | null;
}

/** From now on they can sign in by it, and not by the password alone. Everywhere else they are signed out. @throws Invalid, Conflict with too many, TooMany */
export async function addPasskey(context: Context, { actor, tokenHash }: Acting, { json, name, network }: NewKey) {
  const signed = await readAnswer(context, json, { use: 'add', holder: tokenHash, network });
  const key = await checkCreation(context.config, signed);
  const at = context.now();
  const codes = makeRecoveryCodes();
  return context.db.transaction(async (tx): Promise<AddedKey> => {
    const { passkeys, codesLeft } = await findSecondSteps(tx, actor.id);
    if (passkeys >= passkeyLimits.most) throw new Conflict(`Nobody needs more than ${passkeyLimits.most} passkeys.`);
    if (!(await insertPasskey(tx, { ...key, personId: actor.id, name, createdAt: at }))) {
      throw new Conflict('This passkey is here already.');
    }
    if (codesLeft === 0) await keepRecoveryCodes(tx, actor, codes);
    const token = await renewSessions(tx, { actor, tokenHash }, at);
    await record(tx, happened(actor, at, 'person.passkey_added'));
    return { token, person: actor, recoveryCodes: codesLeft === 0 ? codes : null };
  });
}

/** @throws NotFound */
export async function nameOwnPasskey(context: Context, actor: Actor, { id, name }: { id: number; name: string }) {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    if (!(await renamePasskey(tx, { id, personId: actor.id, name }))) throw new NotFound(notTheirs);
    await record(tx, happened(actor, at, 'person.passkey_named'));
  });
}

/** It opens nothing any more. Everywhere else they are signed out. @throws NotFound, Conflict where their role has to have something, and this is all */
export async function removeOwnPasskey(context: Context, acting: Acting, id: number): Promise<SignedIn> {
  const { actor } = acting;
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    if (!(await deletePasskey(tx, { id, personId: actor.id }))) throw new NotFound(notTheirs);
    await requireStillEnough(tx, actor, await findSecondSteps(tx, actor.id));
    const made = await renewSessions(tx, acting, at);
    await record(tx, happened(actor, at, 'person.passkey_removed'));
    return made;
  });
  return { token, person: actor };
}

const notTheirs = 'There is no such passkey of yours, or not any more.';
