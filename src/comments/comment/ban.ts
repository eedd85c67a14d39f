import type { BanKind } from '../../db/tables.ts';

/* Whose comments are not taken for a while. */

/** By what somebody is kept out. Of a network: the address alone, or all around it (a /24, or a /48). */
export const banTargets = ['email', 'browser', 'network', 'wide-network'] as const;

export type BanTarget = (typeof banTargets)[number];

/** As it is stored: both kinds of network are compared alike. */
export const kindOf = (target: BanTarget): BanKind => (target === 'wide-network' ? 'network' : target);

const hour = 60 * 60 * 1000;

/** How long a ban lasts, in milliseconds. */
export const banLengths = {
  hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
  year: 365 * 24 * hour,
} as const;

export type BanLength = keyof typeof banLengths;

/** What is rejected together with a ban goes back so far, in milliseconds. */
export const rejectedBack = 24 * hour;

/** So many of them at most. */
export const mostRejected = 500;

export interface Ban {
  id: number;
  kind: BanKind;
  /** The name under the comment for which it was made. */
  label: string;
  reason: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
}
