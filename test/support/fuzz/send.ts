import { type Agent, request } from 'node:http';
import type { FuzzedRequest } from './requests.ts';

export interface Told {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Headers of another network each time, so that no limit hides what is behind it; where TRUST_PROXY is set. */
export function fromAnywhere(): () => Record<string, string> {
  let network = 0;
  return () => {
    network = (network + 1) % 2 ** 24;
    return { 'X-Forwarded-For': `10.${network >> 16}.${(network >> 8) & 255}.${network & 255}` };
  };
}

/** Sends it just so, as whoever these further headers make it. @throws Error where the connection ends without an answer */
export function send(
  { url, agent }: { url: string; agent: Agent },
  { method, path, headers, body }: FuzzedRequest,
  who: Record<string, string> = {},
): Promise<Told> {
  const { hostname, port } = new URL(url);
  const length = body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const all = { 'Sec-Fetch-Site': 'same-origin', ...who, ...headers, ...length };
  return new Promise((resolve, reject) => {
    const asked = request({ agent, hostname, port, method, path, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('latin1');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.once('error', (error) => {
      reject(
        new Error(`${error.message}: ${method} ${path.slice(0, 400)} ${body?.slice(0, 400) ?? ''}`, { cause: error }),
      );
    });
    asked.end(body ?? undefined);
  });
}
