import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startOtherSite } from './other-site.ts';

/** The key that the server takes. */
export const akismetKey = '123abc45def6';

export interface AkismetServer {
  /** For `startApp`: where it is, and that it may be reached. */
  options: { akismet: string; reaches: (ip: string) => boolean };
  /** What was sent to one of its addresses, in order: `comment-check`, `verify-key`, `submit-spam`, `submit-ham`. */
  asked(what: string): Record<string, string>[];
  /** From now on it answers so; null for as it should. */
  behave(listener: RequestListener | null): void;
  close(): Promise<void>;
}

/**
 * A server that speaks Akismet's protocol, on this machine: spam is what is written by `viagra-test-123`, as there, and beyond doubt where the text
 * says so. Source: https://akismet.com/developers/detailed-docs/
 */
export async function startAkismet(): Promise<AkismetServer> {
  const asked: { what: string; fields: Record<string, string> }[] = [];
  let odd: RequestListener | null = null;
  const site = await startOtherSite(async (request, response) => {
    const fields = Object.fromEntries(new URLSearchParams(await text(request)));
    const what = request.url?.replace('/1.1/', '') ?? '';
    asked.push({ what, fields });
    if (odd) return odd(request, response);
    answer(request, response, { what, fields });
  });
  return {
    options: { akismet: `${site.url}/1.1/`, reaches: (ip) => ip === '127.0.0.1' },
    asked: (what) => asked.filter((each) => each.what === what).map(({ fields }) => fields),
    behave: (listener) => {
      odd = listener;
    },
    close: site.close,
  };
}

interface Asked {
  what: string;
  fields: Record<string, string>;
}

function answer({ method, headers }: IncomingMessage, response: ServerResponse, { what, fields }: Asked): void {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (method !== 'POST' || !isForm) return void response.writeHead(405).end();
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (fields.api_key !== akismetKey || !fields.blog) {
    response.setHeader('X-akismet-debug-help', 'Your access to Akismet is not valid.');
    return void response.end(what.startsWith('submit') ? 'Invalid key' : 'invalid');
  }
  if (what === 'verify-key') return void response.end('valid');
  if (what === 'submit-spam' || what === 'submit-ham') {
    return void response.end('Thanks for making the web a better place.');
  }
  if (what !== 'comment-check') return void response.writeHead(404).end();
  if (!fields.user_ip) return void response.setHeader('X-akismet-debug-help', 'Empty "user_ip" value').end('invalid');
  const isSpam = fields.comment_author === 'viagra-test-123';
  if (isSpam && fields.comment_content?.includes('beyond doubt')) response.setHeader('X-akismet-pro-tip', 'discard');
  response.end(String(isSpam));
}
