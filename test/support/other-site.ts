import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cleanUp } from './clean-up.ts';

export interface OtherSite {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  /** What it was asked, in order. */
  asked: IncomingMessage[];
  close(): Promise<void>;
}

/** Somebody else’s site, on this machine, until the test is over; on a port that is free where none is named. */
export async function startOtherSite(answer: RequestListener, port = 0): Promise<OtherSite> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  // Whatever address of this machine is asked.
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanUp(close);
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, port: own, asked, close };
}
