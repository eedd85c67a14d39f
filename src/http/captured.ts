import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Captured } from './answer.ts';
import { storyOf } from './reads.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  /** The address with nothing behind it that does not count; redirects look at the original one. */
  asked: string;
}

/** What would make the answer one visitor's own, or leave its body out. */
const conditions = ['accept-encoding', 'if-none-match', 'if-modified-since', 'range', 'if-range'];

/**
 * Has `handle` answer as though to a plain request for the whole page at the address `asked`, and keeps back what it says: nothing is sent, and the response
 * is as it was, but for the header Connection. `handle` sees the real request and response, so that its log, its errors and its
 * locals are those of every other request.
 */
export function capture({ request, response, asked }: Asked, handle: Handle): Promise<Captured> {
  const { method, headers, url } = request;
  const { writeHead, write, end } = response;
  const chunks: Buffer[] = [];
  request.method = 'GET';
  Object.assign(request, { url: asked, originalUrl: url });
  request.headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !conditions.includes(name)));
  return new Promise((resolve) => {
    const add = (chunk: unknown, encoding: unknown) => {
      if (chunk === undefined || chunk === null || typeof chunk === 'function') return;
      chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : (chunk as Buffer));
    };
    Object.assign(response, {
      writeHead(status: number) {
        response.statusCode = status;
        return response;
      },
      write(chunk: unknown, encoding: unknown) {
        add(chunk, encoding);
        return true;
      },
      end(chunk: unknown, encoding: unknown) {
        add(chunk, encoding);
        const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        const said = { status: response.statusCode, headers: response.getHeaders(), body };
        Object.assign(request, { method, headers, url });
        Object.assign(response, { writeHead, write, end });
        for (const name of response.getHeaderNames()) if (name !== 'connection') response.removeHeader(name);
        resolve({ ...said, story: storyOf(response) });
        return response;
      },
    });
    handle(request, response);
  });
}

const encodingOf = (encoding: unknown): BufferEncoding =>
  typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
