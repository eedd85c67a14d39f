import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic, isUsualPort } from './public-addresses.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Where it came from in the end. */
  address: string;
}

/** What is asked of a machine that is not ours. */
export interface Asking {
  /** Of the body; more than that is refused. With 0 the body is not read at all. */
  bytes: number;
  /** For all of it, redirects and body included. */
  milliseconds: number;
}

export interface Outgoing {
  /** @throws Refused, or what the network said (`code`), or the end of patience (`TimeoutError`) */
  get(address: string, asking: Asking): Promise<Answer>;
  /** Sends a form. Where it is led elsewhere, that is the answer: what is sent to one machine is for no other. Throws as `get` does. */
  post(address: string, form: Record<string, string>, asking: Asking): Promise<Answer>;
  /** Whatever is on its way ends at once. */
  close(): void;
  readonly isClosed: boolean;
}

/** Not asked, or not heard to the end: where it leads, or what came, is not for this program. */
export class Refused extends Error {}

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * The only way in which the program asks other machines for something. No machine beside this
 * one is reached: each address is looked up here, and the connection goes to what was found and looked at, whatever the name
 * leads to a moment later; redirects are followed by the same rule. Nothing says who asks: no cookie, no referrer, no password.
 */
export function createOutgoing({ allows = isOpen, resolve = lookup, instead = itself }: Guarding = {}): Outgoing {
  const closing = new AbortController();
  const wayOf = ({ bytes, milliseconds }: Asking): Way => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(milliseconds)]);
    return { allows, resolve, signal, bytes };
  };
  return {
    get: (address, asking) => follow(instead(address), wayOf(asking)),
    post: async (address, form, asking) => {
      const way = wayOf(asking);
      return ask(allowedUrl(instead(address), way), way, new URLSearchParams(form).toString());
    },
    close: () => closing.abort(),
    get isClosed() {
      return closing.signal.aborted;
    },
  };
}

interface Guarding {
  allows?: Allows | undefined;
  /** How names are looked up: as the system does. */
  resolve?: Resolve;
  /** Where other people’s machines stand. Tests have them on this one. */
  instead?: ((address: string) => string) | undefined;
}

const itself = (address: string): string => address;

type Resolve = (
  name: string,
  options: LookupAllOptions,
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Whether a machine may be asked, by its address and the port there. */
export type Allows = (ip: string, port: number) => boolean;

const isOpen: Allows = (ip, port) => isPublic(ip) && isUsualPort(port);

interface Way {
  allows: Allows;
  resolve: Resolve;
  signal: AbortSignal;
  bytes: number;
}

async function follow(address: string, way: Way): Promise<Answer> {
  let url = allowedUrl(address, way);
  for (let step = 0; step <= mostRedirects; step += 1) {
    const answer = await ask(url, way);
    const { location } = answer.headers;
    if (!redirects.includes(answer.status) || location === undefined) return answer;
    url = allowedUrl(location, way, url);
  }
  throw new Refused('It leads on and on.');
}

function allowedUrl(address: string, { allows }: Way, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refused('It is no address of the web.');
  if (url.username || url.password) throw new Refused('It holds a name or a password.');
  // One that is a number is looked up nowhere.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !allows(host, portOf(url))) throw new Refused('It leads to a machine inside.');
  return url;
}

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** Looks a name up, and lets nothing through where any of what it stands for is inside. */
const guard =
  ({ allows, resolve }: Way, port: number): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      if (!found.every(({ address }) => allows(address, port)))
        return callback(new Refused('It leads to a machine inside.'), '');
      const [first] = found;
      if (options.all || !first) return callback(null, found);
      callback(null, first.address, first.family);
    });

const ownHeaders = { 'User-Agent': 'Broadsheet', Accept: '*/*', 'Accept-Encoding': 'identity' };
const formType = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** @param form what is sent; null asks for what is there */
function ask(url: URL, way: Way, form: string | null = null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const how = form === null ? { headers: ownHeaders } : { method: 'POST', headers: { ...ownHeaders, ...formType } };
    const { signal, bytes } = way;
    const guarded = guard(way, portOf(url));
    const sent = send(url, { agent: false, lookup: guarded, signal, ...how }, (incoming) => {
      hear(incoming, bytes).then((body) => {
        const { statusCode: status = 0, headers } = incoming;
        resolve({ status, headers, body, address: url.href });
      }, fail);
    });
    sent.on('error', fail);
    sent.end(form ?? undefined);
  });
}

async function hear(incoming: IncomingMessage, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (bytes > 0 && !redirects.includes(incoming.statusCode ?? 0)) {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > bytes) throw new Refused(`It is longer than ${bytes} bytes.`);
    }
  }
  // Who has heard enough hangs up.
  incoming.destroy();
  return Buffer.concat(chunks);
}
