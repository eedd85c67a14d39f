import type { IncomingMessage, Server } from 'node:http';

const timers = new WeakMap<IncomingMessage, { timer: NodeJS.Timeout; leave: () => void }>();

/**
 * Leaves whoever has not sent all of a request within so many milliseconds, as Node's `requestTimeout` does, which is one for all of
 * a server's requests: it has to be as long as the longest that anybody is given by `waitLonger`.
 */
export function watchPatience(server: Server, milliseconds: number): void {
  server.on('request', (request, response) => {
    // Nothing more is to come.
    if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return;
    const leave = () => {
      if (request.complete) return;
      if (!response.headersSent) request.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      request.socket.destroySoon();
    };
    timers.set(request, { leave, timer: setTimeout(leave, milliseconds).unref() });
    response.once('close', () => clearTimeout(timers.get(request)?.timer));
  });
}

/** Gives whoever sends this request so many milliseconds from now. */
export function waitLonger(request: IncomingMessage, milliseconds: number): void {
  const waiting = timers.get(request);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  waiting.timer = setTimeout(waiting.leave, milliseconds).unref();
}
