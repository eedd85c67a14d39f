import type { Shared } from '../../http/cached.ts';
import { isReserved } from '../../topics/section.ts';

const story = String.raw`\/\d{4}\/\d{2}\/\d{2}\/[^/]+`;
const pageKey = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}$/;
const number = /^\d{1,15}$/;

const isSection = { test: (path: string) => /^\/[^/]+$/.test(path) && !isReserved(path.slice(1)) };

/** Readers' pages that are the same for every visitor, what is asked for most first. Each says itself how long it may be kept. */
export const sharedPages: readonly Shared[] = [
  { path: new RegExp(`^${story}$`), parameters: {} },
  { path: /^\/$/, parameters: {} },
  { path: new RegExp(`^${story}\\/comments$`), parameters: { order: /^(newest|oldest)$/, from: number } },
  { path: new RegExp(`^${story}\\/comments\\/\\d{1,15}\\/thread$`), parameters: { after: number } },
  { path: /^\/(topics|by|series)\/[^/]+$|^\/archive\/\d{4}\/\d\d$|^\/video$/, parameters: { before: pageKey } },
  { path: /^\/pages\/[^/]+$/, parameters: {} },
  { path: isSection, parameters: { before: pageKey } },
];
