import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { keyedToken } from '../text/tokens.ts';
import { recoveryCount } from './second-step.ts';

/** What all apps can do. Source: RFC 6238, section 5.2, and Google's key URI format. */
const rules = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Clocks of telephones are off by half a minute at most. Source: RFC 6238, section 6. */
const window = 1;

/** The number of the half minute whose code this is, or null where it is none of now. `at` as toISOString() has it. */
export function stepOf(code: string, secret: string, at: string): number | null {
  const timestamp = Date.parse(at);
  const totp = new TOTP({ ...rules, secret: Secret.fromBase32(secret) });
  const off = totp.validate({ token: code, timestamp, window });
  return off === null ? null : Math.floor(timestamp / 1000 / rules.period) + off;
}

/**
 * A secret of 160 bits, base32, that belongs to one session: the page that shows it and the form that comes back speak of the same one,
 * and nothing is kept before it is used. Source of the length: RFC 4226, section 4.
 */
export function secretFor(key: string, tokenHash: string): string {
  const bytes = Buffer.from(keyedToken(key, 'second-step', tokenHash), 'base64url').subarray(0, 20);
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** What an app is told, by a picture. Source: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export const appAddress = (secret: string, { account, newsroom }: { account: string; newsroom: string }): string =>
  // What stands before a colon is the newsroom's name to apps.
  new TOTP({
    ...rules,
    secret: Secret.fromBase32(secret),
    label: account,
    issuer: newsroom.replaceAll(':', ' '),
  }).toString();

/** Letters and digits that nobody takes for others. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** Of 120 random bits each, in groups of six: enough to be kept as plain hashes. Source: OWASP ASVS 5, 6.5.2. */
export const makeRecoveryCodes = (): string[] => Array.from({ length: recoveryCount }, makeRecoveryCode);

const makeRecoveryCode = (): string =>
  [...randomBytes(24)]
    .map((byte) => letters.charAt(byte % letters.length))
    .join('')
    .replace(/(.{6})(?=.)/g, '$1-');
