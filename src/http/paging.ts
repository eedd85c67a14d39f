import type { Request } from 'express';
import { NotFound, nothingThere } from '../errors.ts';

/** The number in the address, at the parameter of this name. @throws NotFound where it is none. */
export function idOf(request: Request, name = 'id'): number {
  const id = request.params[name];
  if (typeof id !== 'string' || !/^[1-9]\d{0,14}$/.test(id)) throw nothingThere();
  return Number(id);
}

/** The last row of the page before, or the first one of the page after, as `time_id` in an address; null on the first page. */
export interface PageKey {
  at: string;
  id: number;
}

/** @throws NotFound where the address holds something else in its place */
export function readPageKey(request: Request, name: 'before' | 'after' = 'before'): PageKey | null {
  const before = request.query[name];
  if (before === undefined) return null;
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(\d{1,15})$/.exec(String(before)) ?? [];
  const time = new Date(at ?? '');
  if (at === undefined || Number.isNaN(time.getTime()) || time.toISOString() !== at) {
    throw new NotFound('There is no such page of this list.');
  }
  return { at, id: Number(id) };
}

/** Nothing in it needs escaping in the query of an address. */
export const writePageKey = ({ at, id }: PageKey): string => `${at}_${id}`;
