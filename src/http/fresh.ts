import type { Request, RequestHandler } from 'express';
import type { Database } from '../db/database.ts';
import { readSite } from '../db/settings.ts';
import type { Actor } from '../db/tables.ts';
import { SignInRequired } from '../errors.ts';
import { later } from '../text/moments.ts';
import { formOf, valuesOf } from './forms.ts';
import { networkOf } from './network.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Page } from './render.ts';
import { type PageContext, sendPage } from './send-page.ts';
import { begunOf, type Session, sessionOf } from './sessions.ts';
import { secrets } from './typed.ts';

/** Who somebody is counts as proved for so long, in minutes, for what matters most. */
const freshMinutes = 10;

export interface Proof {
  password: string;
  /** What a device signed in its place; '' where it did not. */
  passkey: string;
  /** What limits count by. */
  network: string;
}

/** Notes that whoever has the session has proved who they are, as accounts/actions/proving.ts does. @throws Invalid with the password, TooMany */
type Prove<Known> = (context: Known, session: Session, proof: Proof) => Promise<void>;

interface FreshContext extends PageContext {
  db: Database;
  now(): string;
}

/**
 * The guard of what matters most: who came in more than some minutes ago is asked for the password once more. A form goes on from there with all that was
 * typed. `ofWhom` says who is asked at all. It stands behind `allow`, and behind what reads files, which have to be chosen again.
 */
export function askFresh<Known extends FreshContext>(
  context: Known,
  prove: Prove<Known>,
  ofWhom: (actor: Actor) => boolean = () => true,
): RequestHandler {
  return async (request, response, next) => {
    const session = sessionOf(response) ?? begunOf(response);
    if (!session) throw new SignInRequired('Sign in to go on.');
    if (!ofWhom(session.actor) || isFresh(session, context.now())) return next();
    const { proof: password, passkey = '' } = request.method === 'POST' ? formOf(request) : {};
    if (password === undefined) return sendPage(context, response, await asking(context, request, null));
    try {
      await prove(context, session, { password, passkey, network: networkOf(request) });
    } catch (error) {
      return sendPage(context, response, await asking(context, request, refuse(error, response)));
    }
    next();
  };
}

export const isFresh = ({ provedAt }: Pick<Session, 'provedAt'>, now: string): boolean =>
  provedAt !== '' && later(provedAt, freshMinutes * 60 * 1000) > now;

async function asking(context: FreshContext, request: Request, refusal: Refusal | null): Promise<Page> {
  const { name: siteName } = await readSite(context.db.reader);
  const kept = request.method === 'POST' ? Object.keys(formOf(request)).filter((name) => !secrets.has(name)) : [];
  const model = {
    siteName,
    // What is only looked at goes by an address that proves and leads back.
    action: request.method === 'POST' ? request.originalUrl : '/admin/prove',
    hidden:
      request.method === 'POST'
        ? kept.flatMap((name) => valuesOf(request, name).map((value) => ({ name, value })))
        : [{ name: 'next', value: request.originalUrl }],
    multipart: request.is('multipart/form-data') !== false,
    error: refusal?.message ?? null,
  };
  const page = {
    layout: 'sheet',
    script: 'passkeys',
    view: 'admin/prove',
    language: 'en',
    title: 'Confirm that it is you',
  } as const;
  // Nothing was done, and somebody has to say who they are.
  return { ...page, status: refusal?.status ?? 401, model };
}
