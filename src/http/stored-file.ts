import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { StoredFile } from '../storage/storage.ts';
import { sendStream } from './streamed.ts';

interface Stored {
  /** Made from its content, so that it is a strong tag. */
  name: string;
  mime: string;
  /** Everybody may have it, and keep it; else it is for the one who asks, now. */
  isForEver: boolean;
}

/** What is said of a file before it is sent. Opened by itself, it is no document of this site: nothing in it can run or load. */
export function describeStored(response: Response, { name, mime, isForEver }: Stored): void {
  response.set({
    'Content-Type': mime,
    ETag: `"${name}"`,
    'Cache-Control': isForEver ? 'public, max-age=31536000, immutable' : 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  });
}

/**
 * Sends a file of the storage, or the part of it that is asked for, with the headers that are set already; its ETag, a strong one, is
 * among them. Source: RFC 9110, sections 13 and 14. Of several parts that do not touch the whole file is sent, which the standard allows.
 */
export async function sendStored(request: Request, response: Response, stored: StoredFile): Promise<void> {
  response.set('Accept-Ranges', 'bytes');
  if (isAnother(request, response)) return void response.status(412).end();
  if (request.fresh) return void response.status(304).end();
  const part = partOf(request, response, stored.bytes);
  if (part === 'outside') {
    return void response.status(416).set('Content-Range', `bytes */${stored.bytes}`).end();
  }
  const { start, end } = part ?? { start: 0, end: stored.bytes - 1 };
  if (part) response.status(206).set('Content-Range', `bytes ${start}-${end}/${stored.bytes}`);
  response.set('Content-Length', String(end - start + 1));
  if (request.method === 'HEAD') return void response.end();
  const stream = stored.stream(part ?? undefined);
  await once(stream, 'readable').catch((error: unknown) => forget(response, error));
  await sendStream(stream, response);
}

/** It cannot be read, so another answer is given, which none of this is about. */
function forget(response: Response, error: unknown): never {
  for (const name of ['Content-Length', 'Content-Range', 'Accept-Ranges', 'ETag']) response.removeHeader(name);
  throw error;
}

/** Who goes on from something that this is not any more must hear of it. */
function isAnother(request: Request, response: Response): boolean {
  const wanted = request.get('if-match');
  if (wanted === undefined || wanted.trim() === '*') return false;
  return !wanted.split(',').some((tag) => tag.trim() === response.get('etag'));
}

/** Both ends count. */
interface Part {
  start: number;
  end: number;
}

/** Null for the whole; a condition that does not hold and what is no range mean that, too. */
function partOf(request: Request, response: Response, bytes: number): Part | 'outside' | null {
  // Only this method has parts.
  if (request.method !== 'GET' || request.get('range') === undefined) return null;
  const condition = request.get('if-range');
  // A weak tag or a date is no promise of the same bytes.
  if (condition !== undefined && condition.trim() !== response.get('etag')) return null;
  const ranges = rangesIn(request.get('range') ?? '', bytes);
  if (!ranges) return null;
  const [only, ...others] = joined(ranges);
  if (!only) return 'outside';
  return others.length === 0 ? only : null;
}

const mostRanges = 10;

/** Those of the file; null where one of them is no range. Whoever asks for more of the end than there is gets all of it, which range-parser refuses. */
function rangesIn(header: string, bytes: number): Part[] | null {
  const specs = /^bytes=(.*)$/i.exec(header.trim())?.[1]?.split(',') ?? [];
  if (specs.length === 0 || specs.length > mostRanges) return null;
  const parts: Part[] = [];
  for (const spec of specs) {
    const [, first = '', last = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(spec.trim()) ?? [];
    if (first + last === '' || (first !== '' && last !== '' && Number(last) < Number(first))) return null;
    const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
    const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
    if (start <= end) parts.push({ start, end });
  }
  return parts;
}

/** Those that touch or overlap are one. */
function joined(parts: Part[]): Part[] {
  const ranges: Part[] = [];
  for (const { start, end } of parts.toSorted((one, other) => one.start - other.start)) {
    const last = ranges.at(-1);
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}
