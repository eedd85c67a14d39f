import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { Agent } from './app.ts';

/*
 * A device with a passkey, as far as a site sees it. Source of the forms: W3C Web Authentication, level 3, sections 5.8.1, 6.1 and 6.5.4, and RFC 9052, 7.
 */

/** What can be otherwise than it should. */
export interface Odd {
  origin?: string;
  host?: string;
  /** Without it the device did not look who holds it. */
  verified?: boolean;
  counter?: number;
  challenge?: string;
  handle?: string | null;
}

export interface Device {
  credential: string;
  /** The answer to what the site asked when a passkey was to be added, as a script sends it. */
  create(options: Options, odd?: Odd): string;
  /** The answer to what it asked otherwise. */
  sign(options: Options, odd?: Odd): string;
}

interface Options {
  challenge: string;
  user?: { id: string };
  rp?: { id: string };
  rpId?: string;
}

/** `siteUrl` is where the browser believes to be. */
export function newDevice(siteUrl: string): Device {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const { origin, hostname } = new URL(siteUrl);
  let [counter, handle] = [0, ''];
  const told = (type: string, challenge: string, odd: Odd) =>
    Buffer.from(JSON.stringify({ type, challenge: odd.challenge ?? challenge, origin: odd.origin ?? origin }));
  const answer = (response: Record<string, Buffer | string | null>) =>
    JSON.stringify({
      ...{ id: base64(id), rawId: base64(id), type: 'public-key', clientExtensionResults: {} },
      response: Object.fromEntries(
        Object.entries(response).map(([name, value]) => [name, value instanceof Buffer ? base64(value) : value]),
      ),
    });
  return {
    credential: base64(id),
    create({ challenge, user }, odd = {}) {
      handle = user?.id ?? '';
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseOf(publicKey)]);
      const data = Buffer.concat([stateOf({ host: hostname, counter, ...odd }, 0x40), key]);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', data],
        ]),
      );
      return answer({ clientDataJSON: told('webauthn.create', challenge, odd), attestationObject });
    },
    sign({ challenge }, odd = {}) {
      counter += 1;
      const clientDataJSON = told('webauthn.get', challenge, odd);
      const authenticatorData = stateOf({ host: hostname, counter, ...odd }, 0);
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
      const signature = createSign('sha256').update(signed).sign(privateKey);
      const userHandle = odd.handle === undefined ? handle : odd.handle;
      return answer({ clientDataJSON, authenticatorData, signature, userHandle });
    },
  };
}

/** What the site asks a browser to hand to its devices. */
export async function askedOf(agent: Agent, use: string): Promise<Options> {
  return (await agent.post('/admin/passkey/options').type('form').send({ use }).expect(200)).body;
}

const base64 = (bytes: Buffer) => bytes.toString('base64url');

function stateOf(
  { host, counter, verified = true }: { host: string; counter: number; verified?: boolean },
  more: number,
) {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = 0x01 | (verified ? 0x04 : 0) | more;
  return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), count]);
}

function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

/** As much of RFC 8949 as is needed: small numbers, bytes, texts and maps of some entries. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? Buffer.from([0x20 | (-1 - value)]) : Buffer.from([value]);
  // The shortest form of a length is the only one.
  const head = (length: number) => (length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff]);
  if (value instanceof Buffer) return Buffer.concat([Buffer.from(head(value.length)), value]);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  const entries = [...(value as Map<unknown, unknown>)].flatMap((entry) => entry.map(cbor));
  return Buffer.concat([Buffer.from([0xa0 | (value as Map<unknown, unknown>).size]), ...entries]);
}
