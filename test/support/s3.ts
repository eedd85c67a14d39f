import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { cleanUp } from './clean-up.ts';
import { newFolder } from './database.ts';

/** What is used of it; it comes without types. */
interface Program {
  middleware: ((asked: { path: string; app: object }, next: () => Promise<void>) => Promise<void>)[];
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}
interface Options {
  directory: string;
  silent: boolean;
  configureBuckets: { name: string }[];
}
const S3rver: new (options: Options) => Program = createRequire(import.meta.url)('@20minutes/s3rver');

/** A server that speaks the protocol of S3, on this machine, with files in a folder of the test's own. */
export interface S3 {
  /** As STORAGE_URL takes it. */
  url: string;
  /** What a program that uses it has in its environment. */
  environment: Record<string, string>;
  /** Where its files are. */
  folder: string;
  /** Nobody answers at its address any more. */
  stop(): Promise<void>;
  /** Somebody does again. */
  start(): Promise<void>;
}

/** Those that it takes. */
export const s3Keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', sessionToken: null };

/** @param bucket which it has; null for none */
export async function startS3({
  bucket = 'pictures',
  shared = false,
}: {
  bucket?: string | null;
  shared?: boolean;
} = {}): Promise<S3> {
  const folder = newFolder({ shared });
  const program = new S3rver({
    ...{ directory: folder, silent: true },
    configureBuckets: bucket === null ? [] : [{ name: bucket }],
  });
  // It takes the slash behind a bucket, which the client signs, for no part of the address: of lists alone it does not look at signatures.
  program.middleware.unshift((asked, next) => {
    const isList = /^\/[^/]+\/$/.test(asked.path);
    asked.app = Object.create(asked.app, { allowMismatchedSignatures: { value: isList } });
    return next();
  });
  await program.configureBuckets();
  // A server of its own would end its log with the first stop.
  const answer = program.callback();
  let server = await listenAt(answer, 0);
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  cleanUp(stop, { shared });
  const url = `s3://${bucket ?? 'pictures'}?endpoint=http://127.0.0.1:${port}`;
  return {
    url,
    environment: {
      STORAGE_URL: url,
      AWS_ACCESS_KEY_ID: s3Keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    },
    folder,
    stop,
    async start() {
      server = await listenAt(answer, port);
    },
  };
}

async function listenAt(answer: RequestListener, port: number): Promise<Server> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
