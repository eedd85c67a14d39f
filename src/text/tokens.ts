import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits, safe in addresses and cookies: for what leaves the house. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** Unguessable and unreadable at rest: what is stored for a token that leaves the house. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What only who has the secret can make of a value, as long as a token and as unguessable. `purpose` keeps uses apart. */
export const keyedToken = (secret: string, purpose: string, value: string): string =>
  createHmac('sha256', secret).update(`${purpose}:${value}`).digest('base64url');
