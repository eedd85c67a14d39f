import { resolve } from 'node:path';
import { StartError } from '../errors.ts';

export type StorageConfig = { kind: 'disk'; folder: string } | ObjectStorageConfig;

/** A bucket of S3, or of a server that speaks as S3 does. */
export interface ObjectStorageConfig {
  kind: 's3';
  bucket: string;
  /** Origin of the server; null for that of AWS. */
  endpoint: string | null;
  region: string;
}

/** What a storage is asked with. */
export interface StorageKeys {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of keys that are given for a while; null for others. */
  sessionToken: string | null;
}

/** Where files may be kept. */
export const storageTakes =
  'file:./uploads or s3://bucket?endpoint=https://storage.example&region=eu-north-1, without keys (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have them), and with http on this machine only';

type KeyVariable = 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SESSION_TOKEN';

/** @throws StartError where one of two is there */
export function storageKeys(given: { [Name in KeyVariable]?: string | undefined }): StorageKeys | null {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = given;
  const sessionToken = given.AWS_SESSION_TOKEN ?? null;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
  if (!accessKeyId && !secretAccessKey) return null;
  throw new StartError('Of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY one is missing: set both, or neither.');
}

/** The storage that an address names; null where it names none. */
export function readStorageUrl(value: string): StorageConfig | null {
  const folder = /^file:(.+)$/.exec(value)?.[1];
  if (folder !== undefined) return { kind: 'disk', folder: resolve(folder) };
  const url = /^s3:\/\//.test(value) ? URL.parse(value) : null;
  if (!url || url.username || url.password || url.port || url.hash || !/^\/?$/.test(url.pathname)) return null;
  const { endpoint, region = 'us-east-1', ...others } = Object.fromEntries(url.searchParams);
  const origin = endpoint === undefined ? null : originOf(endpoint);
  if (origin === 'wrong' || !isBucket(url.hostname) || !/^[a-z\d-]{1,40}$/.test(region)) return null;
  if (Object.keys(others).length > 0) return null;
  return { kind: 's3', bucket: url.hostname, endpoint: origin, region };
}

/** Source: the rules of Amazon S3 for names of buckets. */
const isBucket = (name: string) => /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) && !name.includes('..');

/** Over a network pictures of drafts go encrypted. */
function originOf(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (!url || url.username || url.password || url.pathname !== '/' || url.search || url.hash) return 'wrong';
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? url.origin : 'wrong';
}
