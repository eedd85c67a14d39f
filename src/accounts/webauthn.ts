import { Invalid } from '../errors.ts';
import { keyedToken } from '../text/tokens.ts';

/*
 * What browsers and devices are asked to sign, and whether they did. Source: W3C Web Authentication, level 3, sections 7.1 and 7.2. The library and what it
 * needs take 27 MB: it is loaded where somebody uses a passkey.
 */
const library = () => import('@simplewebauthn/server');

type Library = Awaited<ReturnType<typeof library>>;
type Parameter<Name extends 'verifyAuthenticationResponse' | 'verifyRegistrationResponse'> = Parameters<
  Library[Name]
>[0];

/** Keys work for the host of the site's address alone. */
interface Site {
  siteUrl: string;
}

const hostOf = ({ siteUrl }: Site): string => new URL(siteUrl).hostname;
const originOf = ({ siteUrl }: Site): string => new URL(siteUrl).origin;

export interface StoredKey {
  credential: string;
  /** base64url. */
  publicKey: string;
  counter: number;
  /** A JSON list. */
  transports: string;
}

/** The number of an account that devices keep: random to who has not the install's secret, and the same for each key of the account. */
const accountHandle = (key: string, personId: number): string => keyedToken(key, 'passkey-account', String(personId));

interface Adding {
  person: { id: number; name: string; email: string };
  newsroom: string;
  /** Those that they have. */
  keys: readonly Pick<StoredKey, 'credential'>[];
  /** The install's secret. */
  key: string;
}

/** For `PublicKeyCredential.parseCreationOptionsFromJSON`; what devices say of their makers is not asked. */
export async function creationOptions(site: Site, { person, newsroom, keys, key }: Adding) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    ...{ rpName: newsroom, rpID: hostOf(site), userName: person.email, userDisplayName: person.name },
    userID: new Uint8Array(Buffer.from(accountHandle(key, person.id), 'base64url')),
    excludeCredentials: keys.map(({ credential }) => ({ id: credential })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** For `PublicKeyCredential.parseRequestOptionsFromJSON`: any key of the site, or one of these. */
export async function requestOptions(site: Site, keys: readonly StoredKey[]) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: hostOf(site),
    userVerification: 'required',
    allowCredentials: keys.map(({ credential, transports }) => ({
      id: credential,
      transports: JSON.parse(transports) as string[],
    })),
  });
}

/** What a browser sent, as far as it has to be known before it is judged. */
export interface Signed {
  credential: string;
  challenge: string;
  /** As it came. */
  response: unknown;
}

/** @throws Invalid where it is nothing of the kind */
export function readSigned(json: string): Signed {
  try {
    const response = JSON.parse(json);
    const told = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString());
    if (typeof response.id !== 'string' || typeof told.challenge !== 'string') throw new Error('no passkey');
    return { credential: response.id, challenge: told.challenge, response };
  } catch {
    throw new Invalid({ passkey: notRight });
  }
}

/** The same words whatever was wrong. */
export const notRight = 'This passkey is not known here, or it was not used in time. Try again, or use your password.';

/** The new key. @throws Invalid */
export async function checkCreation(site: Site, { response, challenge }: Signed): Promise<StoredKey> {
  const { verifyRegistrationResponse } = await library();
  const { registrationInfo } = await orInvalid(
    verifyRegistrationResponse({
      response: response as Parameter<'verifyRegistrationResponse'>['response'],
      ...{ expectedChallenge: challenge, expectedOrigin: originOf(site), expectedRPID: hostOf(site) },
      requireUserVerification: true,
    }),
  );
  if (!registrationInfo) throw new Invalid({ passkey: notRight });
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  const known = transports.filter((each) => typeof each === 'string' && /^[a-z-]{1,20}$/.test(each)).slice(0, 8);
  const key = Buffer.from(publicKey).toString('base64url');
  return { credential: id, publicKey: key, counter, transports: JSON.stringify(known) };
}

interface Used {
  signed: Signed;
  stored: StoredKey;
  /** Whose the key is. */
  personId: number;
  /** The install's secret. */
  key: string;
}

/** How often the device says that the key was used by now. @throws Invalid, also where it says that it was used less often than before */
export async function checkUse(site: Site, { signed, stored, personId, key }: Used): Promise<number> {
  const { verifyAuthenticationResponse } = await library();
  const response = signed.response as Parameter<'verifyAuthenticationResponse'>['response'];
  const handle = response.response.userHandle;
  if (handle && handle !== accountHandle(key, personId)) throw new Invalid({ passkey: notRight });
  const { verified, authenticationInfo } = await orInvalid(
    verifyAuthenticationResponse({
      ...{ response, expectedChallenge: signed.challenge },
      ...{ expectedOrigin: originOf(site), expectedRPID: hostOf(site), requireUserVerification: true },
      credential: {
        id: stored.credential,
        publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64url')),
        counter: stored.counter,
      },
    }),
  );
  if (!verified) throw new Invalid({ passkey: notRight });
  return authenticationInfo.newCounter;
}

/** The library throws for each thing that can be wrong with what strangers send. */
const orInvalid = <Result>(judging: Promise<Result>): Promise<Result> =>
  judging.catch(() => {
    throw new Invalid({ passkey: notRight });
  });
