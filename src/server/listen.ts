import type { Server } from 'node:http';
import type { Config } from '../config.ts';
import { StartError } from '../errors.ts';

/** @throws StartError where the port or the host cannot be had */
export async function listen(server: Server, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`,
        EACCES: `Port ${port} may not be used by this account: set PORT to one above 1023.`,
        EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
        ENOTFOUND: `HOST ${host} is not an address of this machine.`,
        EAI_AGAIN: `HOST ${host} cannot be looked up: set HOST to an address of this machine.`,
      };
      const reason = reasons[error.code ?? ''];
      reject(reason ? new StartError(reason) : error);
    });
    server.listen(port, host, resolve);
  });
}
