import type { Request } from 'express';
import { NotFound } from '../errors.ts';

/** The number in the address. @throws NotFound where it is none. */
export function idOf(request: Request): number {
  const { id } = request.params;
  if (typeof id !== 'string' || !/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('There is no such page.');
  return Number(id);
}

/** The last row of the page before, as `time_id` in an address; null on the first page. */
export interface PageKey {
  at: string;
  id: number;
}

export function readPageKey(request: Request): PageKey | null {
  const { before } = request.query;
  const [, at, id] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(\d{1,15})$/.exec(typeof before === 'string' ? before : '') ?? [];
  return at === undefined ? null : { at, id: Number(id) };
}

export const writePageKey = ({ at, id }: PageKey): string => encodeURIComponent(`${at}_${id}`);
