import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { cleanUp } from './clean-up.ts';

/** What the server was given, as it came. */
export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
}

export interface MailServer {
  /** As SMTP_URL takes it. */
  url: string;
  received: ReceivedMail[];
  /** What the next mails are answered with, in place of taking them: an SMTP status. */
  refuseWith(status: number | null): void;
  /** Called when a mail has come in whole, before the sender hears that it was taken. */
  onReceived(then: (() => void) | null): void;
}

/** A real mail server that takes everything, by name and password; gone after the test. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let refusal: number | null = null;
  let then: (() => void) | null = null;
  const refused = () =>
    refusal === null ? null : Object.assign(new Error('Not now, renske@post.northgate'), { responseCode: refusal });
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'courier' && password === 'p@ss:word' ? done(null, { user: username }) : done(new Error('Who?')),
    onRcptTo: (_address, _session, done) => done(refused()),
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() });
        then?.();
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://courier:${encodeURIComponent('p@ss:word')}@127.0.0.1:${port}`,
    received,
    refuseWith(status) {
      refusal = status;
    },
    onReceived(next) {
      then = next;
    },
  };
}

export interface ReadMail {
  /** Each header by its name in lower case, unfolded and decoded. */
  headers: Record<string, string>;
  text: string;
}

/** The mail as a mail program shows it. @throws Error where a header comes twice */
export function readMail(raw: string): ReadMail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    if (name === '' || name.toLowerCase() in headers) throw new Error(`Not a header of its own: ${line}`);
    headers[name.toLowerCase()] = decodeWords(value);
  }
  return {
    headers,
    text: decodeBody(body.join('\r\n\r\n'), headers['content-transfer-encoding']).replace(/\r\n/g, '\n'),
  };
}

/** The files that were written in place of sending. */
export const mailFiles = (folder: string): string[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

/** Source: RFC 2047. */
const decodeWords = (value: string) =>
  value
    .replace(/\?= +=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_all, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? `<<${text}>>`
        : `<<${Buffer.from(unquote(text.replaceAll('_', ' ')), 'latin1').toString('base64')}>>`,
    )
    .replace(/(<<[\w+/=]*>>)+/g, (words) =>
      Buffer.concat(
        [...words.matchAll(/<<([\w+/=]*)>>/g)].map(([, text = '']) => Buffer.from(text, 'base64')),
      ).toString(),
    );

const unquote = (text: string) =>
  text.replace(/=([\dA-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function decodeBody(body: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  return Buffer.from(unquote(body.replace(/=\r\n/g, '')), 'latin1').toString();
}
