import { connect, type Socket } from 'node:net';
import { cleanUp } from '../support/clean-up.ts';

export interface Opened {
  socket: Socket;
  /** What came over it up to and with this; @throws Error where it is closed before. */
  received(text: string): Promise<string>;
  closed: Promise<void>;
}

/** A connection that stays open on our side, and what came over it. */
export async function openOn(port: number): Promise<Opened> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
  cleanUp(() => socket.destroy());
  let seen = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve()).on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const received = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => seen.includes(text) && resolve(seen);
      socket.on('data', look);
      closed.then(() => reject(new Error(`It was closed without "${text}": ${seen}`)));
      look();
    });
  return { socket, received, closed };
}

export const getHealth = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

const body = 'email=mara%40courier.example&password=wrong+password';

/** A form that is answered with 422. */
export const postOf = {
  head: [
    'POST /admin/sign-in HTTP/1.1',
    'Host: localhost',
    'Sec-Fetch-Site: same-origin',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n'),
  body,
};
