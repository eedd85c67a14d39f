import type { ObjectStorageConfig } from '../../config/storage.ts';
import { noRoom, StartError, Unavailable } from '../../errors.ts';

/* What the client of S3 fails with, in the words of the newsroom and of whoever runs the server. */

interface Failed extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const notReached =
  'The place where files are kept cannot be reached at the moment. Please try again in a minute; if it stays so, tell whoever runs the server.';

const full = ['QuotaExceeded', 'XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded', 'InsufficientStorage'];

export function failureOf(error: unknown): Unavailable {
  const { name, $metadata } = error as Failed;
  const isFull = full.includes(name) || $metadata?.httpStatusCode === 507;
  return new Unavailable(isFull ? noRoom : notReached, { cause: error });
}

/** Whether there is no file of that name. */
export const isMissing = (error: unknown): boolean => ['NotFound', 'NoSuchKey'].includes((error as Error).name);

/** The one line for whoever starts the program. It holds no keys. */
export function startErrorOf(error: unknown, { bucket, endpoint, region }: ObjectStorageConfig): StartError {
  const server = endpoint ?? 'Amazon S3';
  const { name, code = '', message, $metadata } = error as Failed;
  const reasons: [boolean, string][] = [
    [name === 'NoSuchBucket', `There is no bucket ${bucket} at ${server}: make it, or set STORAGE_URL to another.`],
    [
      name === 'CredentialsProviderError',
      'No keys for S3 were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run it where a role gives them.',
    ],
    [
      ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken', 'InvalidToken'].includes(name),
      `${server} does not take the keys: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.`,
    ],
    [
      ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'].includes(name),
      `The bucket ${bucket} is not in the region ${region}: set region in STORAGE_URL.`,
    ],
    [
      name === 'AccessDenied' || $metadata?.httpStatusCode === 403,
      `The keys may not list, read and write the bucket ${bucket} at ${server}: give them these rights.`,
    ],
    [
      /CERT|TLS|SSL|EPROTO/.test(code),
      `The certificate of ${server} cannot be trusted (${code}): look at endpoint in STORAGE_URL.`,
    ],
    [
      /^(E[A-Z]+|TimeoutError)$/.test(code || name),
      `${server} cannot be reached (${code || name}): look at endpoint in STORAGE_URL, and whether the server runs.`,
    ],
  ];
  const known = reasons.find(([is]) => is)?.[1];
  const unknown = `${server} does not answer as S3 does (${name}: ${message.split('\n')[0]}): look at endpoint in STORAGE_URL.`;
  return new StartError(known ?? unknown, { cause: error });
}
