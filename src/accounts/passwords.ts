import { createHmac, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { Unavailable } from '../errors.ts';

/** Argon2id with 19 MiB, two passes and one lane. Source: OWASP's cheat sheet on password storage. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of nobody's password; checking against it takes what checking against a real one takes. */
const nobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(prepare(password), cost));

/** False without a hash too, after the same time: how long it takes says nothing about who has an account. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const same = await inTurn(() => verify(passwordHash ?? nobody, prepare(password)));
  return same && passwordHash !== null;
}

/** A password that can be typed and read out, of 66 random bits. */
export const makePassword = (): string => speakable(randomBytes(20));

/** The same for the same install and address, so that every start of the demo can print it. */
export const demoPassword = (secret: string, email: string): string =>
  speakable(createHmac('sha256', secret).update(`demo-password:${email}`).digest().subarray(0, 15));

/** Two keyboards can make the same letter of different characters. Source: NIST SP 800-63B, 3.1.1.2. */
const prepare = (password: string) => password.normalize('NFKC');

const consonants = 'bdfghjkmnprstvwz';
const vowels = 'aeiou';

/** Groups of five letters, consonants and vowels in turn. */
function speakable(bytes: Buffer): string {
  const letters = [...bytes].map((byte, index) => {
    const from = (index % 5) % 2 === 0 ? consonants : vowels;
    return from.charAt(byte % from.length);
  });
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

const atOnce = 2;
const mostWaiting = 200;
const turns = pLimit(atOnce);

/** Each turn takes 19 MiB and a core: a flood of sign-ins waits in line, and the line ends somewhere. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (turns.pendingCount >= mostWaiting) {
    throw new Unavailable('Too many people are signing in just now. Please try again in a minute.');
  }
  return turns(work);
}
