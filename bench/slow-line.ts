import { createServer, connect as open, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A line between a browser and the program. */
export interface Line {
  /** Milliseconds there and back. */
  roundTrip: number;
  /** Bytes in a second, for all connections together. */
  rate: number;
}

/** What a sender may have under way before the first is acknowledged: ten segments (RFC 6928). */
const firstWindow = 10 * 1460;

/**
 * A proxy before `port` that is as slow as the line: what goes either way takes half a round trip, and what comes back is paced by
 * the rate and, as TCP does, begins with ten segments and doubles them each round trip. A connection costs a round trip first.
 */
export async function slowLine(port: number, line: Line): Promise<{ port: number; close(): Promise<void> }> {
  let free = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer({ pauseOnConnect: true }, (browser) => {
    const program = open({ port, host: '127.0.0.1' });
    for (const socket of [browser, program]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        browser.destroySoon();
        program.destroySoon();
      });
    }
    // The browser believes itself connected at once; the handshake's round trip is waited for here.
    void wait(line.roundTrip).then(() => browser.resume());
    browser.on('data', (bytes) => void wait(line.roundTrip / 2).then(() => program.writable && program.write(bytes)));
    let chain = Promise.resolve();
    let window = firstWindow;
    let sentInWindow = 0;
    program.on('data', (bytes: Buffer) => {
      chain = chain.then(async () => {
        for (let at = 0; at < bytes.length; at += 1460) {
          const part = bytes.subarray(at, at + 1460);
          if (sentInWindow + part.length > window) {
            await wait(line.roundTrip);
            window *= 2;
            sentInWindow = 0;
          }
          sentInWindow += part.length;
          const now = performance.now();
          free = Math.max(free, now) + (part.length / line.rate) * 1000;
          await wait(free - now);
          void wait(line.roundTrip / 2).then(() => browser.writable && browser.write(part));
        }
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The slow line has no port.');
  return {
    port: address.port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
