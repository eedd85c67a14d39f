import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps count of who is being answered. `finish` takes no new connections, ends those on which nothing is being answered, the
 * others after their answers, and resolves when none is left. Node's own `closeIdleConnections` leaves alone what has never been
 * used, and browsers open connections ahead of need.
 */
export function watchConnections(server: Server): { finish(): Promise<void> } {
  const open = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let finishing = false;

  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (_request, response) => {
    answers.add(response);
    response.once('close', () => {
      answers.delete(response);
      if (finishing) endIdle();
    });
  });

  function endIdle(): void {
    const busy = new Set([...answers].map(({ req }) => req.socket));
    for (const socket of open) if (!busy.has(socket)) socket.destroySoon();
  }

  return {
    finish: () =>
      new Promise((resolve) => {
        finishing = true;
        server.close(() => resolve());
        for (const answer of answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
        endIdle();
      }),
  };
}
