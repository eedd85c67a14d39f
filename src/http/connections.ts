import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Keeps count of who is being answered. `finish` takes no new connections, ends each with its next answer, and those on which nothing
 * is asked after so many milliseconds: at once where nobody answers after this process, else late enough that nobody asks on one while
 * it ends. It resolves when none is left. Node's own `closeIdleConnections` leaves alone what has never been used, and browsers open
 * connections ahead of need.
 */
export function watchConnections(server: Server): { finish(patience?: number): Promise<void> } {
  const open = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let [finishing, isOver] = [false, false];

  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  // Before whoever answers, who may be through with it in no time.
  server.prependListener('request', (_request, response) => {
    answers.add(response);
    if (finishing) response.setHeader('Connection', 'close');
    response.on('close', answered);
  });

  /** One for all of them: this runs with each request. */
  function answered(this: ServerResponse): void {
    answers.delete(this);
    if (isOver) endIdle();
  }

  function endIdle(): void {
    const busy = new Set([...answers].map(({ req }) => req.socket));
    for (const socket of open) if (!busy.has(socket) && !socket.writableEnded) socket.destroySoon();
  }

  return {
    async finish(patience = 0) {
      finishing = true;
      // That of an HTTP server ends connections of its own choice.
      const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      for (const answer of answers) if (!answer.headersSent) answer.setHeader('Connection', 'close');
      if (patience > 0) await Promise.race([closed, wait(patience)]);
      isOver = true;
      endIdle();
      await closed;
    },
  };
}
