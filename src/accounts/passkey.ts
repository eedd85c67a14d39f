/** A key on a device of somebody, as they know it. */
export interface Passkey {
  id: number;
  name: string;
  createdAt: string;
  /** Null where it was not used yet. */
  usedAt: string | null;
}

/** In characters, and how many somebody can have. */
export const passkeyLimits = { name: 60, most: 20 };

/** How long a browser may take to sign, in seconds. */
export const challengeSeconds = 5 * 60;

/** What a passkey is asked for. */
export const passkeyUses = ['sign-in', 'step', 'prove', 'add'] as const;
export type PasskeyUse = (typeof passkeyUses)[number];

/** What a challenge is good for: one use, by one session or by one browser. */
export const boundTo = (use: PasskeyUse, holder: string): string => `${use}:${holder}`;
