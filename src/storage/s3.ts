import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectStorageConfig, StorageKeys } from '../config/storage.ts';
import { failureOf, isMissing, startErrorOf } from './s3/failures.ts';
import { patiently } from './s3/patiently.ts';
import { fileName, isFileName, type Listed, type Storage } from './storage.ts';

/** In milliseconds: until a connection is there, an answer to a question has begun, and a part of a file is taken. */
const patience = { connection: 2000, question: 5000, part: 30_000 };
/** In bytes: what has more goes in parts of that size, two at a time, each tried again by itself. */
const partBytes = 8 * 1024 * 1024;
/** A reader who takes a film slowly keeps one. */
const mostConnections = 500;
/** Written and read at each start, to know that it can be. */
const probe = 'written-at-start';

/**
 * Files in a bucket, under their names. The bucket needs to be there, and to be nobody else's.
 * @param keys null where the client finds them by itself
 * @throws StartError where it cannot be reached, listed or written
 */
export async function openS3(config: ObjectStorageConfig, keys: StorageKeys | null): Promise<Storage> {
  const client = createClient(config, keys);
  const { bucket: Bucket } = config;
  try {
    await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }), { requestTimeout: patience.question });
    await tryToWrite(client, Bucket);
  } catch (error) {
    client.destroy();
    throw startErrorOf(error, config);
  }
  return storageIn(client, Bucket);
}

async function tryToWrite(client: S3Client, Bucket: string): Promise<void> {
  const [written, question] = [randomUUID(), { requestTimeout: patience.question }];
  await client.send(new PutObjectCommand({ Bucket, Key: probe, Body: written }), question);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: probe }), question);
  if ((await Body?.transformToString()) !== written) throw new Error('What was written did not come back.');
}

const createClient = ({ endpoint, region }: ObjectStorageConfig, keys: StorageKeys | null) =>
  new S3Client({
    region,
    // Names of buckets are names of machines at AWS alone.
    ...(endpoint && { endpoint, forcePathStyle: !new URL(endpoint).hostname.endsWith('.amazonaws.com') }),
    ...(keys && { credentials: { ...keys, sessionToken: keys.sessionToken ?? undefined } }),
    maxAttempts: 2,
    // What signs a request covers its content already; many other servers do not know the newer sums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: patience.connection,
      requestTimeout: patience.part,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: mostConnections },
      httpsAgent: { maxSockets: mostConnections },
    },
  });

function storageIn(client: S3Client, Bucket: string): Storage {
  const question = { requestTimeout: patience.question };
  const put = async (name: string, content: Buffer | Readable) => {
    const params = { Bucket, Key: fileName(name), Body: content };
    const upload = new Upload({ client, params, partSize: partBytes, queueSize: 2 });
    await upload.done().catch((error) => {
      const stream = content instanceof Readable ? content.destroy() : null;
      // What is wrong with the content is not the server's.
      throw stream?.errored ?? failureOf(error);
    });
  };
  return {
    put,
    putFile: (name, path) => put(name, createReadStream(path, { highWaterMark: 1024 * 1024 })),
    putStream: put,
    async open(name) {
      const Key = fileName(name);
      const found = await client
        .send(new HeadObjectCommand({ Bucket, Key }), question)
        .catch((error) => (isMissing(error) ? null : fail(error)));
      return found && { bytes: found.ContentLength ?? 0, stream: (part) => stream(client, { Bucket, Key, part }) };
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: fileName(name) }), question).catch(fail);
    },
    async list(beginning) {
      const names: string[] = [];
      for await (const { name } of listed(client, { Bucket, Prefix: fileName(beginning) })) names.push(name);
      return names;
    },
    all: () => listed(client, { Bucket }),
    close: () => client.destroy(),
  };
}

function fail(error: unknown): never {
  throw failureOf(error);
}

/** Without what others put there. Each page goes on behind the last name of the one before. */
async function* listed(client: S3Client, asked: { Bucket: string; Prefix?: string }): AsyncIterable<Listed> {
  let Marker: string | undefined;
  do {
    const { Contents = [], IsTruncated = false } = await client
      .send(new ListObjectsCommand({ ...asked, Marker }), { requestTimeout: patience.question })
      .catch(fail);
    for (const { Key: name = '', Size: bytes = 0 } of Contents) {
      if (isFileName(name) && name !== probe) yield { name, bytes };
    }
    Marker = IsTruncated ? Contents.at(-1)?.Key : undefined;
  } while (Marker !== undefined);
}

interface Wanted {
  Bucket: string;
  Key: string;
  part: { start: number; end: number } | undefined;
}

/** Asked for at once. Whoever leaves it ends what is on its way. */
function stream(client: S3Client, { Bucket, Key, part }: Wanted): Readable {
  const through = new PassThrough();
  const leaving = new AbortController();
  through.once('close', () => leaving.abort());
  const Range = part && `bytes=${part.start}-${part.end}`;
  const send = async () => {
    const wanted = new GetObjectCommand({ Bucket, Key, Range });
    const { Body } = await client.send(wanted, { requestTimeout: patience.question, abortSignal: leaving.signal });
    await pipeline(patiently(Body as Readable), through);
  };
  send().catch((error) => through.destroy(failureOf(error)));
  return through;
}
