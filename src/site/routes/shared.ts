import type { Shared } from '../../http/cached.ts';
import { isReserved } from '../../topics/section.ts';

const story = String.raw`\/\d{4}\/\d{2}\/\d{2}\/[^/]+`;
const pageKey = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}$/;
const number = /^\d{1,15}$/;
const version = /^[1-9]\d{0,4}$/;
const list = String.raw`\/(?:topics|by|series)\/[^/]+|\/archive\/\d{4}\/\d\d`;
const feed = String.raw`\/feed\.(?:xml|atom|json)`;

const isSection = { test: (path: string) => /^\/[^/]+$/.test(path) && !isReserved(path.slice(1)) };

/** Readers' pages that are the same for every visitor, what is asked for most first. Each says itself how long it may be kept. */
export const sharedPages: readonly Shared[] = [
  { path: new RegExp(`^${story}$`), parameters: {} },
  { path: /^\/$/, parameters: {} },
  { path: new RegExp(`^${story}\\/comments$`), parameters: { order: /^(newest|oldest)$/, from: number } },
  { path: new RegExp(`^${story}\\/comments\\/\\d{1,15}\\/thread$`), parameters: { after: number } },
  { path: new RegExp(`^(${list}|\\/video)$`), parameters: { before: pageKey } },
  { path: /^\/pages\/[^/]+$/, parameters: {} },
  { path: new RegExp(`^(${story}|\\/pages\\/[^/]+)\\/history$`), parameters: { from: version, to: version } },
  { path: /^\/corrections$/, parameters: { before: pageKey } },
  { path: /^\/site-map$/, parameters: {} },
  { path: new RegExp(`^(${story}\\/comments|\\/corrections|${list}|\\/[^/]+)?${feed}$`), parameters: {} },
  { path: /^\/sitemap(-pages(-\d+)?|-\d{4}-\d\d(-\d+)?)?\.xml$/, parameters: {} },
  { path: isSection, parameters: { before: pageKey } },
];
